"""Questions worth asking, each by its rule. Drawn results, questions by hand."""

from datetime import date
from typing import Any

from src.analysis.questions import questions_about
from src.contracts.metric import DIFFERS, RECONCILES, Check, Result
from src.metrics import METRICS

ON, LATER = date(2024, 2, 1), date(2024, 6, 1)


def result(*rows: dict[str, Any], name: str = "marac_cases_awaiting_by_area", checks: tuple[Check, ...] = ()) -> Result:
    card = METRICS[name].card
    return Result(card=card, as_at=ON, edition=1, rows=rows, sentence="", sources=(), checks=checks, caveats=(), sql="")


def area(name: str, change: int | None, **more: Any) -> dict[str, Any]:
    return {"as_at_on": ON, "area_code": name.lower(), "area_name": name, "change_count": change, **more}


def test_where_a_figure_got_worse_it_is_asked_what_happened() -> None:
    text = questions_about([result(area("Walsall", 7), area("Dudley", 4), area("Solihull", -6))], ON)
    assert "What happened in Walsall and Dudley, where the figure rose, and what is being done?" in text


def test_where_none_got_worse_nothing_is_asked_of_it() -> None:
    assert not [
        item for item in questions_about([result(area("Walsall", -7), area("Dudley", 0))], ON) if "happened" in item
    ]


def test_a_check_that_differs_asks_for_its_reason_and_one_that_reconciles_does_not() -> None:
    checks = (
        Check(name="Parts against the whole", status=DIFFERS, detail="3 short."),
        Check(name="Open and closed", status=RECONCILES, detail="Holds."),
    )
    text = questions_about([result(area("Walsall", None), checks=checks)], ON)
    assert "What explains what does not agree: Parts against the whole?" in text


def test_an_old_figure_asks_for_todays() -> None:
    text = questions_about([result(area("Walsall", None))], LATER)
    assert "What does MARAC cases awaiting by area stand at today? The newest figure is 121 days old." in text


def test_a_bound_asks_for_the_exact_figure() -> None:
    text = questions_about([result(area("Walsall", None, qualifier_code="over"))], ON)
    assert "What were the exact figures where MARAC cases awaiting by area is printed as a bound?" in text


def test_few_dates_ask_for_more() -> None:
    text = questions_about([result(area("Walsall", None))], ON)
    assert any(item.startswith("One date is held and 13 are needed") for item in text)


def test_what_is_beyond_its_limit_asks_when_it_will_be_inside() -> None:
    row = {"as_at_on": ON, "risk_code": "high", "risk_name": "High", "is_within_limit": False}
    assert "What brings High inside the limit, and by when?" in questions_about(
        [result(row, name="ocset_packages_by_risk")], ON
    )


def test_nothing_held_asks_for_a_first_figure_and_no_more() -> None:
    assert questions_about([result()], ON) == (
        "When will a first figure of MARAC cases awaiting by area be held, and who will send it?",
    )


def test_a_question_is_asked_once() -> None:
    twice = result(area("Walsall", 7))
    assert len(questions_about([twice, twice], ON)) == len(questions_about([twice], ON))
