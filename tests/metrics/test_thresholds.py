"""How figures stand against targets and tolerances, in the same words in every place."""

from dataclasses import replace
from datetime import date

import pytest

from src.analysis import thresholds
from src.analysis.headlines import headlines
from src.contracts.baseline import Baseline
from src.contracts.metric import Threshold
from src.metrics import METRICS
from src.metrics.calculate import calculate
from src.metrics.improvement.wording import threshold
from tests.metrics import portal
from tests.metrics.drawn import DrawnEngine

THRESHOLDS = "targets_and_tolerances"


def test_a_target_and_a_tolerance_say_how_the_newest_figure_stands_in_the_paper_as_in_every_place() -> None:
    areas = "birmingham coventry dudley sandwell solihull walsall wolverhampton".split()
    rows = "".join(f"2026-03-10 | {area} | {31 if area == 'dudley' else 20}\n" for area in areas)
    tables = {**portal.TABLES, "marac_backlog": f"as_at_on | area_code | cases_awaiting_count\n---+---+---\n{rows}"}
    engine = DrawnEngine(tables)
    found = {name: calculate(METRICS[name], engine, date(2026, 3, 12)) for name in (THRESHOLDS, "marac_cases_awaiting")}
    # 6 areas of 20 and one of 31 make 151: past the tolerance of 150 and over the target of 100.
    said_of = {
        row["tolerance_id"]: threshold(row, "", thresholds.by_name(found)[row["tolerance_id"]].sentence)
        for row in found[THRESHOLDS].rows
    }
    assert said_of["t2"].endswith("set by DCC. It is crossed: 151 on 10 March 2026. Crossing it starts surge plan.")
    assert said_of["t1"].endswith("set by DCC. It is missed: 151 on 10 March 2026.")
    expected = "151, over the target of at most 100; 151, past the tolerance of 150."
    assert thresholds.summary(found["marac_cases_awaiting"]) == expected
    # 151 is past 150 and over 100; at 99 it would keep to both.
    assert thresholds.in_short(found["marac_cases_awaiting"]) == (
        "151, over the target of at most 100; one more does not keep to its own"
    )
    kept = replace(
        found["marac_cases_awaiting"],
        rows=tuple({**row, "cases_awaiting_count": 120} for row in found["marac_cases_awaiting"].rows),
    )
    assert thresholds.in_short(kept) == "120, over the target of at most 100; one more keeps to its own"
    assert thresholds.in_short(replace(kept, rows=()), kept) == thresholds.in_short(kept)
    assert thresholds.in_short(replace(kept, thresholds=())) == ""
    baseline = Baseline(since=date(2026, 3, 1))
    none = {"marac_cases_awaiting": replace(found["marac_cases_awaiting"], rows=())}
    (figure,) = headlines(found, none, baseline)
    assert figure.sentence.startswith(
        "151 cases await a MARAC at 10 March 2026, past the tolerance of 150 and over the target of at most 100."
    )


@pytest.mark.parametrize(
    ("kind", "is_most", "value", "text"),
    [
        ("tolerance", True, 43, "within the tolerance of 43%"),
        ("tolerance", True, 44, "past the tolerance of 43%"),
        ("tolerance", False, 42, "past the tolerance of 43%"),
        ("target", True, 43, "meeting the target of at most 43%"),
        ("target", True, 44, "over the target of at most 43%"),
        ("target", False, 43, "meeting the target of at least 43%"),
        ("target", False, 42, "under the target of at least 43%"),
    ],
)
def test_a_figure_on_its_target_or_tolerance_keeps_to_it(kind: str, is_most: bool, value: float, text: str) -> None:
    threshold = Threshold(
        name="t", kind=kind, column="share_percent", subject="", value=43, is_most=is_most, from_on=date(2026, 1, 1),
        plan="", set_by_role="",
    )  # fmt: skip
    assert thresholds.against(threshold, value, "%") == text


def test_two_tolerances_of_one_series_in_force_together_are_both_judged() -> None:
    areas = "birmingham coventry dudley sandwell solihull walsall wolverhampton".split()
    rows = "".join(f"2026-03-10 | {area} | 20\n" for area in areas)
    listed = "".join(
        f"{name} | tolerance | marac_cases_awaiting | {value} | at_most | {from_on}\n"
        for name, value, from_on in (("tight", 130, "2026-01-01"), ("loose", 150, "2026-02-01"))
    )
    engine = DrawnEngine(
        {
            "marac_backlog": f"as_at_on | area_code | cases_awaiting_count\n---+---+---\n{rows}",
            "tolerances": "tolerance_id | threshold_kind_code | figure_code | threshold_value | direction_code | from_on\n"
            f"---+---\n{listed}",
        }
    )
    result = calculate(METRICS["marac_cases_awaiting"], engine, date(2026, 3, 12))
    found = thresholds.by_name({"marac_cases_awaiting": result})
    assert {name: each.verdict for name, each in found.items()} == {"tight": "crossed", "loose": "kept"}
    assert thresholds.clause(result, "cases_awaiting_count", 140) == (
        "past the tolerance of 130 and within the tolerance of 150"
    )


def test_a_target_is_missed_and_a_tolerance_crossed_and_the_plan_stands_inside_the_sentence() -> None:
    row = {
        "threshold_kind_name": "Target", "figure_name": "Cases", "measure": None, "subject": None, "threshold_value": 85.0,
        "direction_name": "At least", "from_on": date(2026, 1, 1), "set_by_role": "DCC", "plan": "The second conference.",
    }  # fmt: skip
    said = {kind: threshold({**row, "threshold_kind_code": kind}, "%") for kind in ("target", "tolerance")}
    lead = "Target for cases: at least 85% since 1 January 2026, set by DCC."
    assert said["target"] == f"{lead} Missing it starts the second conference."
    assert said["tolerance"] == f"{lead} Crossing it starts the second conference."
