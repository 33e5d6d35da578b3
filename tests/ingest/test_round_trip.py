"""Whatever is written under the headings of a template reads back the same, however the table is laid out around it."""

import datetime
from typing import Any

import pandas
from hypothesis import given, settings
from hypothesis import strategies as some

from src.contracts.dataset import Dataset
from src.contracts.problem import Refused
from src.ingest import validate
from src.ingest.cells import Read, Sheet
from src.ingest.detect import table_locator
from src.ingest.detect.dataset_detection import recognise
from src.metrics.datasets import DATASETS
from tests.ingest.test_templates import LISTS, NOTHING, Written, answered, as_text, tables

WORDS = some.sampled_from(["", "Extract of the month", "Taken from Qlik on 2 February 2024", "OFFICIAL"])
TOTALS = some.sampled_from([[], ["Total"], ["Grand total", "TOTALS:"]])


def laid_out(
    dataset: Dataset, rows: list[dict[str, Written]], order: list[int], titles: list[str], totals: list[str], left: int
) -> Sheet:
    """The rows as a sheet: titles above, columns in another order and further to the right, totals below."""
    columns = [dataset.all_columns[at] for at in order]
    lines: list[list[Any]] = [[title] for title in titles]
    lines.append([column.heading for column in columns])
    lines += [[row[column.name][0] for column in columns] for row in rows]
    lines += [[total] for total in totals]
    width = left + len(columns)
    filled = [[""] * left + [as_text(value) for value in line] + [""] * width for line in lines]
    return Sheet.of_rows(name="Data", rows=[line[:width] for line in filled], is_1904=False)


@settings(max_examples=100)
@given(
    table=tables(),
    titles=some.lists(WORDS, max_size=4),
    totals=TOTALS,
    left=some.integers(0, 2),
    chance=some.randoms(use_true_random=False),
)
def test_a_table_is_recognised_and_reads_back_the_same_with_titles_totals_and_its_columns_in_any_order(
    table: tuple[Dataset, list[dict[str, Written]]], titles: list[str], totals: list[str], left: int, chance: Any
) -> None:
    dataset, rows = table
    order = list(range(len(dataset.all_columns)))
    chance.shuffle(order)
    read = Read(file="t.xlsx", sheets=(laid_out(dataset, rows, order, titles, totals, left),))
    (found,) = recognise(read, {})
    assert (found.dataset, found.unknown, found.missing) == (dataset.name, (), ())
    assert found.heading_row == len(titles) + 1
    checked = validate.check(table_locator.find(read, dataset), dataset, LISTS, "wmp", settled=answered(dataset))
    assert checked.rows["row_number"].tolist() == [len(titles) + 2 + at for at in range(len(rows))]
    for column in dataset.all_columns:
        left_out = "wmp" if column.name == "force_code" else None
        values = [None if pandas.isna(value) else value for value in checked.rows[column.name]]
        assert values == [left_out if row[column.name] == NOTHING else row[column.name][1] for row in rows]


AREAS = ["birmingham", "coventry", "solihull", "sandwell", "dudley", "walsall", "wolverhampton"]
DAYS = some.dates(datetime.date(2015, 1, 1), datetime.date(2025, 12, 31))


@settings(max_examples=60)
@given(
    days=some.lists(DAYS, min_size=2, max_size=5, unique=True),
    areas=some.lists(some.sampled_from(AREAS), min_size=1, max_size=7, unique=True),
    form=some.sampled_from(["%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d %B %Y", "%d-%b-%Y", "%d.%m.%Y"]),
    data=some.data(),
)
def test_any_wide_table_reads_as_the_same_figures(
    days: list[datetime.date], areas: list[str], form: str, data: some.DataObject
) -> None:
    figure = some.none() | some.integers(0, 10**6)
    lines = [[data.draw(figure) for _ in days] for _ in areas]
    wanted = {
        (area, day): value
        for area, line in zip(areas, lines, strict=True)
        for day, value in zip(days, line, strict=True)
        if value is not None
    }
    rows = [["LPA", *(day.strftime(form) for day in days)]]
    rows += [[area.title(), *map(as_text, line)] for area, line in zip(areas, lines, strict=True)]
    rows += [["Total", *(str(sum(filter(None, column))) for column in zip(*lines, strict=True))]]
    read = Read(file="m.xlsx", sheets=(Sheet.of_rows(name="Cases awaiting", rows=rows, is_1904=False),))
    (found,) = recognise(read, {})
    assert (found.dataset, found.is_wide) == ("marac_backlog", True)
    if not wanted:
        return
    dataset = DATASETS["marac_backlog"]
    try:
        checked = validate.check(table_locator.find(read, dataset), dataset, LISTS, "wmp").rows
    except Refused as refused:  # dates a month apart with their months first: a person is asked
        if not refused.needs_person or not form.startswith("%d/%m/"):
            raise
        return
    read_back = zip(checked["area_code"], checked["as_at_on"].dt.date, checked["cases_awaiting_count"], strict=True)
    assert {(area, day): value for area, day, value in read_back} == wanted
    assert len(checked) == len(wanted)
