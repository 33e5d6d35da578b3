"""What changed, as a pack says it: the sentence, the tags, and a text for who reads no slides."""

from src import wording
from src.analysis import change_wording
from src.analysis.cautions import known_in_sources, sums_that_fail
from src.contracts.change import Attention, Change, ChangeKind
from src.present.slide import PackData
from src.present.theme import Shade

_SHADES = {Attention.BOARD: Shade.ORANGE, Attention.BETTER: Shade.BLUE}


def tag(change: Change) -> tuple[str, Shade]:
    """What kind a change is, in a word and a colour."""
    return change_wording.TAGS[change.kind], _SHADES.get(change.attention, Shade.GREY)


def sentence(pack: PackData) -> str:
    """How much changed and which way."""
    is_anything_held = any(result.rows for result in pack.after.values())
    return change_wording.sentence(pack.changes, pack.baseline.label, pack.as_at, is_anything_held=is_anything_held)


def held_back(pack: PackData) -> str:
    """How many changes are left out, where small counts are not shown."""
    if not pack.changes_not_shown:
        return ""
    verb = "is" if pack.changes_not_shown == 1 else "are"
    return f"{wording.capital(wording.count_in_words(pack.changes_not_shown, 'change'))} {verb} not shown."


def care(change: Change) -> str:
    """A change with what speaks against it."""
    return wording.paragraph([change.sentence, change.caution])


def in_paper(change: Change) -> str:
    """The same for a committee: how many figures behind it differ too is no matter of it."""
    is_other = change.kind is ChangeKind.OTHER and change.brief
    return wording.paragraph([change.brief if is_other else change.sentence, change.caution])


def text(pack: PackData, failed: tuple[str, ...] = ()) -> str:
    """What changed and which checks fail, as plain text for a message."""
    lines = [
        pack.marking,
        *([pack.notice] if pack.notice else []),
        f"{pack.force} and HMICFRS, as at {wording.day(pack.as_at)}, edition {pack.edition}",
        "",
        sentence(pack),
    ]
    for heading, group in change_wording.grouped(pack.changes).items():
        lines += ["", heading]
        lines += [f"- {tag(change)[0]}: {care(change)}" for change in group]
    if failed:
        lines += ["", "Checks that held last time and fail now", *(f"- {item}" for item in failed)]
    lines += ["", "Checks that fail", *(_failing(pack) or ["- None."])]
    if pack.rule_of_release:
        lines += ["", pack.rule_of_release, held_back(pack)]
    return "\n".join([*lines, "", pack.marking, ""])


def _failing(pack: PackData) -> list[str]:
    """Each check that does not come out, once, however many figures it goes with."""
    failing = [
        f"- {check.name}: {check.detail}" for result in pack.after.values() for check in sums_that_fail(result.checks)
    ]
    lines = list(dict.fromkeys(failing))
    if pack.discrepancies:
        lines.append(f"- {known_in_sources(len(pack.discrepancies))}.")
    return lines
