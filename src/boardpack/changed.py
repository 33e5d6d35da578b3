"""What changed, as a pack says it: the sentence, the tags, and a text for who reads no slides."""

from src import wording
from src.boardpack.bodies import Shade
from src.boardpack.slide import Held
from src.metrics.changes import Change, Consequence
from src.metrics.contract import CANNOT, DIFFERS

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
TAGS = {
    Consequence.REOPENED: ("Raised", Shade.ORANGE),
    Consequence.OVERDUE: ("Overdue", Shade.ORANGE),
    Consequence.WORSE: ("Worse", Shade.ORANGE),
    Consequence.SIGNAL: ("Signal", Shade.ORANGE),
    Consequence.RESTATED: ("Restated", Shade.GREY),
    Consequence.STALE: ("Stale", Shade.GREY),
    Consequence.CLOSED: ("Closed", Shade.BLUE),
    Consequence.BETTER: ("Better", Shade.BLUE),
    Consequence.OTHER: ("Changed", Shade.GREY),
    Consequence.SMALLER: ("A little", Shade.GREY),
}
"""What kind a change is, in a word and a colour."""


def sentence(held: Held) -> str:
    """How much changed and which way. A test holds it to what the page says."""
    if not any(result.rows for result in held.after.values()):
        return f"No figure is held at {wording.day(held.as_at)} or before, so nothing can be compared."
    if not held.changes:
        return f"Nothing that is held at {wording.day(held.as_at)} has changed since {held.compared_with}."
    worse = sum(change.consequence in NEEDS for change in held.changes)
    better = sum(change.consequence in BETTER for change in held.changes)
    said = []
    if worse:
        verb = "needs" if worse == 1 else "need"
        said.append(f"{wording.capital(wording.count_in_words(worse, 'change'))} {verb} the board")
    if better:
        verb = "is" if better == 1 else "are"
        said.append(f"{wording.count_in_words(better, 'change')} {verb} for the better")
    if not said:
        said.append(f"{wording.count_in_words(len(held.changes), 'thing')} changed")
    return wording.capital(f"{wording.listed(said)} since {held.compared_with}.")


def held_back(held: Held) -> str:
    """How many changes are not told, where small counts are not shown."""
    if not held.changes_not_shown:
        return ""
    verb = "is" if held.changes_not_shown == 1 else "are"
    return f"{wording.capital(wording.count_in_words(held.changes_not_shown, 'change'))} {verb} not shown."


def care(change: Change) -> str:
    """A change with what speaks against it."""
    return wording.paragraph([change.said, change.careful])


def text(held: Held, failed: tuple[str, ...] = ()) -> str:
    """What changed and which checks fail, as plain text for a message."""
    lines = [
        held.marking,
        *([held.notice] if held.notice else []),
        f"{held.force} and HMICFRS, as at {wording.day(held.as_at)}, edition {held.edition}",
        "",
        sentence(held),
    ]
    for title, consequences in GROUPS.items():
        told = [change for change in held.changes if change.consequence in consequences]
        if told:
            lines += ["", title]
            lines += [f"- {TAGS[change.consequence][0]}: {care(change)}" for change in told]
    if failed:
        lines += ["", "Checks that held last time and fail now", *(f"- {one}" for one in failed)]
    lines += ["", "Checks that fail", *(_failing(held) or ["- None."])]
    if held.rule_of_release:
        lines += ["", held.rule_of_release, held_back(held)]
    return "\n".join([*lines, "", held.marking, ""])


def _failing(held: Held) -> list[str]:
    """Each check that does not come out, once, however many figures it goes with."""
    known = {f"{row['title']} ({row['discrepancy_id']})" for row in held.discrepancies}
    failing = [
        f"- {check.name}: {check.detail}"
        for result in held.after.values()
        for check in result.checks
        if check.status == DIFFERS and check.name not in known
    ]
    count = sum(
        1
        for name in known
        if any(check.name == name and check.status != CANNOT for r in held.after.values() for check in r.checks)
    )
    told = list(dict.fromkeys(failing))
    if count:
        told.append(f"- {wording.capital(wording.count_in_words(count, 'contradiction'))} known in the sources.")
    return told
