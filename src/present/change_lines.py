"""What changed, as a pack says it: the sentence, the tags, and a text for who reads no slides."""

from src import wording
from src.analysis import change_wording
from src.analysis.change_wording import BETTER, GROUPS, NEEDS
from src.contracts.change import Change
from src.contracts.metric import CANNOT, DIFFERS
from src.present.model import Shade
from src.present.slide import Held

_SHADES = {**dict.fromkeys(NEEDS, Shade.ORANGE), **dict.fromkeys(BETTER, Shade.BLUE)}


def tag(change: Change) -> tuple[str, Shade]:
    """What kind a change is, in a word and a colour."""
    return change_wording.word(change), _SHADES.get(change.consequence, Shade.GREY)


def sentence(held: Held) -> str:
    """How much changed and which way."""
    is_anything_held = any(result.rows for result in held.after.values())
    return change_wording.sentence(held.changes, held.compared_with, held.as_at, is_anything_held=is_anything_held)


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
            lines += [f"- {tag(change)[0]}: {care(change)}" for change in told]
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
