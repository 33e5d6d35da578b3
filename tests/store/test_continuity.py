"""Gaps, leaps and missing areas beside what is held: said in a sentence, and nothing said where all is well."""

import pytest

from src.contracts import code_lists
from src.contracts.metric import Better
from src.metrics import METRICS
from src.metrics.datasets import DATASETS
from src.settings import Settings
from src.store.acceptance import accept, check, pending
from src.store.gap_checks import continuity
from src.store.preview_edition import Trial
from src.store.upload import Supplied
from tests.store.files import BY, marac

HELD = marac("2024-01-04,Dudley,4", "2024-01-04,Walsall,6")


def said(settings: Settings, file: Supplied, existing: Supplied | None = HELD) -> tuple[str, ...]:
    """What is said of a file beside what is held."""
    if existing:
        accept(settings, [existing], **BY)
    return continuity(Trial(settings, adding=[pending(file, check(settings, file))]), DATASETS[file.dataset])


def test_nothing_is_said_of_an_extract_that_follows_on(empty: Settings) -> None:
    assert said(empty, marac("2024-01-11,Dudley,5", "2024-01-11,Walsall,7")) == ()


def test_nothing_is_said_of_the_first_extract(empty: Settings) -> None:
    assert said(empty, HELD, existing=None) == ()


def test_a_gap_longer_than_the_dataset_leaves_is_said(empty: Settings) -> None:
    every = DATASETS["marac_backlog"].expected_every
    assert every in ("week", "month")
    assert said(empty, marac("2024-05-01,Dudley,5", "2024-05-01,Walsall,7")) == (
        f"Nothing is held between 4 January 2024 and 1 May 2024, 118 days: an extract is expected every {every}.",
    )


def test_a_value_ten_times_the_last_is_said(empty: Settings) -> None:
    assert said(empty, marac("2024-01-11,Dudley,40", "2024-01-11,Walsall,7")) == (
        "Dudley, cases awaiting: 4 on 4 January 2024 and 40 on 11 January 2024, a leap of 10 times or more.",
    )


def test_a_value_just_under_ten_times_the_last_is_not(empty: Settings) -> None:
    assert said(empty, marac("2024-01-11,Dudley,39", "2024-01-11,Walsall,7")) == ()


def test_a_fall_to_nothing_from_ten_is_said(empty: Settings) -> None:
    existing = marac("2024-01-04,Dudley,10", "2024-01-04,Walsall,9")
    assert said(empty, marac("2024-01-11,Dudley,0", "2024-01-11,Walsall,0"), existing) == (
        "Dudley, cases awaiting: 10 on 4 January 2024 and 0 on 11 January 2024, a leap of 10 times or more.",
    )


def test_an_area_that_was_there_and_is_missing_is_said(empty: Settings) -> None:
    assert said(empty, marac("2024-01-11,Dudley,5")) == (
        "Walsall stood in the extract before and is missing at 11 January 2024.",
    )


def test_an_extract_older_than_the_newest_says_that_it_fills_in_history(empty: Settings) -> None:
    assert said(empty, marac("2024-01-01,Dudley,5", "2024-01-01,Walsall,7")) == (
        "The newest new date, 1 January 2024, is before the newest held, 4 January 2024: "
        "history is filled in and no newest figure moves.",
    )


def register(*rows: str, name: str) -> Supplied:
    """A whole register: rows of finding and as-at date."""
    content = "\n".join(
        ["Finding,As at,Coverage,Type,Level,Title,Report,Report published,Status"]
        + [f"{row},whole,recommendation,2,A title,A report,2024-12-01,open" for row in rows]
    )
    return Supplied(name=name, content=f"{content}\n".encode(), dataset="findings")


def test_rows_that_a_corrected_whole_register_leaves_out_are_said_to_stay(empty: Settings) -> None:
    existing = register("f1,2025-01-01", "f2,2025-01-01", "f3,2025-01-01", "f4,2025-02-01", name="first.csv")
    assert said(empty, register("f1,2025-01-01", name="corrected.csv"), existing) == (
        "Two rows of the whole register already held for 1 January 2025 are not in this one and would stay. "
        "Withdraw the earlier extract first if it is to be replaced as a whole.",
    )


def test_a_whole_register_of_another_day_leaves_nothing_behind(empty: Settings) -> None:
    existing = register("f1,2025-01-01", "f2,2025-01-01", name="first.csv")
    assert said(empty, register("f1,2025-02-01", "f2,2025-02-01", name="next.csv"), existing) == ()


def test_a_whole_register_that_leaves_out_findings_that_are_not_closed_names_them(empty: Settings) -> None:
    existing = register(*(f"f{number},2025-01-06" for number in range(1, 6)), name="first.csv")
    assert said(empty, register("f1,2025-02-03", name="filtered.csv"), existing) == (
        "Four findings not closed on 6 January 2025 are not in the whole register of 3 February 2025: f2, f3, f4 and "
        "f5. Look whether a filter was left on.",
    )


def test_a_closed_or_superseded_finding_may_leave_the_register(empty: Settings) -> None:
    existing = register("f1,2025-01-06", "f2,2025-01-06", "f3,2025-01-06", name="first.csv")
    content = existing.content.replace(b"open\nf2", b"HMICFRS agreed\nf2").replace(b"open\nf3", b"superseded\nf3")
    existing = Supplied(name="first.csv", content=content, dataset="findings")
    assert said(empty, register("f3,2025-02-03", name="next.csv"), existing) == ()


def test_an_id_that_belongs_to_a_finding_of_another_report_is_pointed_out(empty: Settings) -> None:
    existing = register("f1,2025-01-06", name="first.csv")
    other = register("f1,2025-02-03", name="next.csv")
    other = Supplied(name=other.name, content=other.content.replace(b"A report", b"Another"), dataset="findings")
    assert said(empty, other, existing) == (
        'The id f1 belongs to a finding of the report "A report", and here to one of "Another". If it is another '
        "finding, give it an id of its own.",
    )


def tolerances(figure: str, *subjects: str) -> Supplied:
    heads = "Name,Kind,Figure,Subject,Value,Direction,From,Plan\n"
    is_least = METRICS[figure].card.better is Better.HIGHER
    way = "at least" if is_least else "at most"
    lines = [
        f't{at},tolerance,{figure},"{subject}",20,{way},2024-01-01,a plan\n' for at, subject in enumerate(subjects)
    ]
    return Supplied(name="t.csv", content=(heads + "".join(lines)).encode(), dataset="tolerances")


def test_a_tolerance_of_a_part_that_its_figure_is_not_counted_by_is_said(empty: Settings) -> None:
    # A section is a part of some figures, and not of this one.
    of_areas = tolerances("marac_cases_awaiting_by_area", "", "Dudley", "dudley", "Dudlay", "Overall")
    assert said(empty, of_areas) == (
        '"Dudlay" and "Overall" are no parts of MARAC cases awaiting by area, so no figure would be compared with them. '
        "Check the spelling.",
        "MARAC cases awaiting by area: no area is named, so no figure would be compared with it. "
        'Write in "Subject" which part it is of.',
    )
    assert said(empty, tolerances("marac_cases_awaiting", ""), None) == ()
    assert said(empty, tolerances("qatt_reviews_completed", "Dudley"), None) == (
        '"Dudley" is no part of QATT reviews completed, so no figure would be compared with it. Check the spelling.',
    )


@pytest.mark.parametrize("row", code_lists.read_all(Settings().reference)["followed_figures"].rows)
def test_every_part_that_a_figure_is_counted_by_may_have_a_tolerance(row: dict[str, str], empty: Settings) -> None:
    lists = code_lists.read_all(Settings().reference)
    card = METRICS[row["figure_code"]].card
    columns = [
        lists[column.codes].names() for name in card.one_row_per if (column := card.column(name)) and column.codes
    ]
    subjects = [";".join(first) for first in zip(*(list(names)[:2] for names in columns), strict=False)]
    subjects += list(columns[0].values()) if len(columns) == 1 else []
    assert said(empty, tolerances(row["figure_code"], *(subjects or [""])), None) == ()


@pytest.mark.parametrize(
    ("kind", "figure", "value", "way", "plan", "text"),
    [
        ("tolerance", "marac_cases_awaiting", "20", "at most", "", "starts no plan when it is crossed"),
        ("target", "marac_cases_awaiting", "20", "at most", "", ""),
        ("target", "marac_cases_awaiting", "20", "at least", "", "keeps MARAC cases awaiting in the force at least a value, and lower"),
        *(
            ("target", "investigation_standards_met", value, "at least", "", text)
            for value, text in (
                ("0.85", "is 0.85 of what is counted in per cent"), ("850", "is 850 of what is counted in per cent"),
                ("100.5", "is 100.5 of what"), ("0", ""), ("1", ""), ("85", ""), ("100", ""),
            )
        ),
        ("target", "investigation_standards_met", "85", "at most", "", "at most a value, and higher is better"),
    ],
)  # fmt: skip
def test_a_target_or_a_tolerance_without_sense_is_said(
    kind: str, figure: str, value: str, way: str, plan: str, text: str, empty: Settings
) -> None:
    subject = "supervisor_reviews" if figure == "investigation_standards_met" else ""
    content = f"Name,Kind,Figure,Subject,Value,Direction,From,Plan\nt,{kind},{figure},{subject},{value},{way},2024-01-01,{plan}\n"
    found = said(empty, Supplied(name="t.csv", content=content.encode(), dataset="tolerances"))
    assert len(found) == bool(text)
    assert all(text in sentence for sentence in found)


def test_an_open_action_without_owner_or_due_date_is_said(empty: Settings) -> None:
    accept(empty, [register("f1,2025-01-06", name="first.csv")], **BY)
    rows = [
        f"a{at},2025-01-07,f1,A{at},{owner},{due},{status},{done}"
        for at, (owner, due, status, done) in enumerate(
            [
                ("Head of Crime", "2025-03-01", "not_started", ""),
                ("", "2025-03-01", "in_progress", ""),
                ("Head of Crime", "", "not_started", ""),
                ("", "", "complete", "2025-01-06"),
            ]
        )
    ]
    heads = "Action,As at,Finding,What is to be done,Owner,First due,Status,Completed\n"
    supplied = Supplied(name="a.csv", content=(heads + "\n".join(rows) + "\n").encode(), dataset="actions")
    assert said(empty, supplied) == (
        '"A1" has no owner: nobody is asked for it.',
        '"A2" has no due date: nobody is asked for it.',
    )
