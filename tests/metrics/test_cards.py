"""The cards held against their SQL, and the SQL held to a common style that runs on every engine."""

import re
from datetime import date
from pathlib import Path

import pytest

from src.contracts import code_lists
from src.contracts.metric import Metric, Row
from src.metrics import METRICS, subjects
from src.metrics.calculate import calculate
from src.metrics.datasets import DATASETS
from src.settings import PROJECT, Settings
from src.store.editions import Edition
from tests.metrics import portal, weekly
from tests.metrics.drawn import DrawnEngine

SQL_FILES = sorted((PROJECT / "src" / "metrics").glob("*/*.sql"))
VIEW_FILES = sorted((PROJECT / "src" / "metrics").glob("*/views/*.sql"))
TABLES = {*DATASETS, *code_lists.read_all(Settings().reference)}
NOT_PORTABLE = ("qualify", "quantile_cont", "datediff", "group by 1", "exclude", " / ")
DATES = [
    date(2016, 12, 31),
    date(2019, 5, 2),
    date(2023, 6, 29),
    date(2024, 2, 1),
    date(2024, 2, 27),
    date(2024, 9, 18),
]
PORTAL_DATES = [date(2026, 3, 2), date(2026, 4, 6), date(2026, 5, 2)]
"""Dates of drawn extracts, for metrics that no published paper has figures for."""

each_metric = pytest.mark.parametrize("metric", METRICS.values(), ids=list(METRICS))
each_file = pytest.mark.parametrize("path", [*SQL_FILES, *VIEW_FILES], ids=lambda path: path.stem)


def without_words(sql: str) -> str:
    """The SQL without its comments and without what stands in quotation marks."""
    return re.sub(r"'[^']*'", "''", re.sub(r"--[^\n]*", "", sql))


def tables_of(sql: str) -> set[str]:
    """The datasets and code lists that the SQL takes rows from."""
    return {name for name in re.findall(r"\b(?:from|join)\s+(\w+)", without_words(sql)) if name in TABLES}


def rows_somewhere(metric: Metric, edition: Edition) -> tuple[Row, ...]:
    """Rows of the published figures, or of the drawn extracts where no paper has any."""
    published = calculate(metric, edition, date(2024, 9, 18)).rows
    return published or calculate(metric, DrawnEngine({**portal.TABLES, **weekly.TABLES}), PORTAL_DATES[0]).rows


@each_metric
def test_a_card_reads_exactly_the_tables_of_its_sql(metric: Metric) -> None:
    assert set(metric.card.reads) == tables_of(metric.sql), "list in `reads` what the SQL takes rows from, no more"
    assert len(set(metric.card.reads)) == len(metric.card.reads)


@each_metric
def test_a_card_says_what_one_row_is_per(metric: Metric, edition: Edition) -> None:
    seen = 0
    existing = [calculate(metric, edition, as_at).rows for as_at in DATES]
    existing += [
        calculate(metric, DrawnEngine({**portal.TABLES, **weekly.TABLES}), as_at).rows for as_at in PORTAL_DATES
    ]
    for as_at, rows in zip([*DATES, *PORTAL_DATES], existing, strict=True):
        seen += len(rows)
        grain = [tuple(row[name] for name in metric.card.one_row_per) for row in rows]
        assert len(set(grain)) == len(grain), f"two rows of {metric.card.name} at {as_at} are alike"
        assert all(value is not None for place in grain for value in place)
    assert seen, "a metric without a row at any of these dates is not tested"


@each_metric
def test_a_definition_is_one_sentence(metric: Metric) -> None:
    definition = metric.card.definition
    assert definition.endswith(".")
    assert definition[0].isupper()
    assert not re.search(r"[.!?] [A-Z]", definition), "one sentence, so that it can stand on one line"
    for caveat in metric.card.caveats:
        assert caveat.endswith("."), "a caveat is a sentence"


@each_metric
def test_a_card_has_been_reviewed_in_time(metric: Metric) -> None:
    assert date.today() <= metric.card.review_by, (
        f"{metric.card.name}: ask its owner ({metric.card.owner}) whether the definition still holds, "
        "then set a new review_by on its card"
    )
    assert metric.card.since < metric.card.review_by


@pytest.mark.parametrize(
    "metric",
    [metric for metric in METRICS.values() if metric.card.share_of],
    ids=[name for name, metric in METRICS.items() if metric.card.share_of],
)
def test_a_share_names_a_numerator_and_a_denominator_of_its_rows(metric: Metric, edition: Edition) -> None:
    rows = rows_somewhere(metric, edition)
    assert {*(metric.card.share_of or ()), "share_percent"} <= set(rows[0])


def test_every_sql_file_has_a_card_of_its_name_and_every_card_a_file() -> None:
    assert {path.stem for path in SQL_FILES} == set(METRICS)
    assert all((metric.folder / f"{name}.sql") in SQL_FILES for name, metric in METRICS.items())


def test_the_metrics_that_were_promised_first_exist() -> None:
    promised = """
        findings_open_and_closed_by_level published_findings_by_level findings_raised_and_closed_by_month
        findings_overdue finding_days_to_close peel_grades_by_question peel_grade_counts_by_cycle
        marac_cases_awaiting_by_area marac_cases_awaiting marac_longest_wait_by_area
        sex_offender_tasks_outstanding qatt_average_grade_by_section qatt_reviews_completed
        investigation_standards_met positive_outcome_rate ocset_packages_by_stage ocset_packages_by_risk
        digital_forensics_queue vetting_progress_by_rating
    """.split()
    assert [name for name in promised if name not in METRICS] == []


@each_file
def test_the_first_line_of_sql_says_what_one_row_is(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("-- One row per ")


@each_file
def test_sql_is_lower_case_outside_words(path: Path) -> None:
    sql = without_words(path.read_text(encoding="utf-8"))
    assert sql == sql.lower()


@each_file
def test_sql_keeps_to_what_every_engine_understands(path: Path) -> None:
    sql = without_words(path.read_text(encoding="utf-8"))
    found = [words for words in NOT_PORTABLE if re.search(rf"(?<!\w){re.escape(words)}(?!\w)", sql)]
    assert found == [], "another engine would not run this, or not to the same answer: write it another way"


@each_metric
def test_sql_asks_only_for_the_as_at_date(metric: Metric) -> None:
    assert set(re.findall(r"\$(\w+)", without_words(metric.sql))) == {"as_at"}


@pytest.mark.parametrize("name", METRICS)
def test_the_figure_of_a_card_is_a_column_of_its_sql(name: str, edition: Edition) -> None:
    metric = METRICS[name]
    if metric.card.figure:
        rows = rows_somewhere(metric, edition)
        assert rows, "no published or drawn row to hold the figure"
        assert metric.card.figure in rows[0]


def test_subjects_come_in_the_order_that_is_named() -> None:
    names = [module.__name__.split(".")[2] for module in subjects.modules("dataset")]
    assert names[:5] == ["sources", "findings", "peel", "marac", "sex_offenders"]
