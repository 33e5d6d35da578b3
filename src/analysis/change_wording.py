"""How changes are told, on a page and in a pack alike: in which groups, under which word, and in one sentence."""

from collections.abc import Sequence
from datetime import date

from src import wording
from src.contracts.change import Change, Consequence

NEEDS = (Consequence.REOPENED, Consequence.OVERDUE, Consequence.WORSE, Consequence.SIGNAL)
CARE = (Consequence.RESTATED, Consequence.STALE)
BETTER = (Consequence.CLOSED, Consequence.BETTER)
GROUPS = {
    "What needs the board": NEEDS,
    "What to read with care": CARE,
    "What got better": BETTER,
    "What else changed": (Consequence.OTHER,),
    "What moved a little": (Consequence.SMALLER,),
}
WORDS = {
    Consequence.REOPENED: "Raised",
    Consequence.OVERDUE: "Overdue",
    Consequence.WORSE: "Worse",
    Consequence.SIGNAL: "Signal",
    Consequence.RESTATED: "Restated",
    Consequence.STALE: "Stale",
    Consequence.CLOSED: "Closed",
    Consequence.BETTER: "Better",
    Consequence.OTHER: "Changed",
    Consequence.SMALLER: "A little",
}


def word(change: Change) -> str:
    """What kind a change is. A signal is called one whichever way it points."""
    return WORDS[Consequence.SIGNAL if change.is_signal else change.consequence]


def sentence(lines: Sequence[Change], since: str, as_at: date, *, is_anything_held: bool) -> str:
    """How much changed and which way. `since` is what stands after that word: a day, or an edition."""
    if not is_anything_held:
        return f"No figure is held at {wording.day(as_at)} or before, so nothing can be compared."
    if not lines:
        return f"Nothing that is held at {wording.day(as_at)} has changed since {since}."
    worse = sum(change.consequence in NEEDS for change in lines)
    better = sum(change.consequence in BETTER for change in lines)
    sentences = []
    if worse:
        verb = "needs" if worse == 1 else "need"
        sentences.append(f"{wording.count_in_words(worse, 'change')} {verb} the board")
    if better:
        verb = "is" if better == 1 else "are"
        sentences.append(f"{wording.count_in_words(better, 'change')} {verb} for the better")
    if not sentences:
        sentences.append(f"{wording.count_in_words(len(lines), 'thing')} changed")
    return wording.capital(f"{wording.listed(sentences)} since {since}.")
