"""Questions worth asking of figures, found by rule: what the presenter may be asked and had better know."""

from collections.abc import Iterator, Sequence
from datetime import date

from src import wording
from src.analysis.cautions import is_old
from src.analysis.figure_changes import named
from src.analysis.spc import LEAST_POINTS
from src.contracts.metric import DIFFERS, Better, Kind, Result

_NAMED = 3


def questions_about(results: Sequence[Result], as_at: date) -> tuple[str, ...]:
    """The questions that these results give rise to, each once."""
    return tuple(dict.fromkeys(question for result in results for question in _questions_of(result, as_at)))


def _questions_of(result: Result, as_at: date) -> Iterator[str]:
    card = result.card
    title = wording.inside(card.title)
    if not result.rows:
        yield f"When will a first figure of {title} be held, and who will send it?"
        return
    if result.newest_on and is_old(result.newest_on, as_at):
        age = wording.days_between(result.newest_on, as_at)
        yield f"What does {title} stand at today? The newest figure is {age} old."
    differing = [check for check in result.checks if check.status == DIFFERS]
    if differing:
        names = wording.first_of([check.name for check in differing], _NAMED)
        yield f"What explains what does not agree: {names}?"
    bounds = [row for row in result.rows if row.get("qualifier_code") not in (None, "exactly")]
    if bounds:
        yield f"What were the exact figures where {title} is printed as a bound?"
    yield from _moves(result)
    beyond = [row for row in result.rows if row.get("is_within_limit") is False]
    if beyond:
        yield f"What brings {_names(result, beyond)} inside the limit, and by when?"
    dates = {row["as_at_on"] for row in result.rows if row.get("as_at_on")}
    if "as_at_on" in card.one_row_per and card.kind is not Kind.LIST and len(dates) < LEAST_POINTS:
        existing = wording.capital(wording.count_in_words(len(dates), "date"))
        verb = "is" if len(dates) == 1 else "are"
        yield (
            f"{existing} {verb} held and {LEAST_POINTS} are needed to tell ordinary variation from a signal: "
            "can the earlier ones be had?"
        )


def _moves(result: Result) -> Iterator[str]:
    """What got worse among the newest rows, by name."""
    way = {Better.LOWER: 1, Better.HIGHER: -1}.get(result.card.better)
    if way is None:
        return
    worse = [row for row in result.newest if (row.get("change_count") or 0) * way > 0]
    if worse:
        verb = "rose" if way > 0 else "fell"
        yield f"What happened in {_names(result, worse)}, where the figure {verb}, and what is being done?"


def _names(result: Result, rows: Sequence[object]) -> str:
    columns = [name for name in result.card.one_row_per if name != "as_at_on"]
    names = [named(row, columns) if columns else "the force" for row in rows]  # type: ignore[arg-type]
    return wording.first_of(names, _NAMED, ", ")
