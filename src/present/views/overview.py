"""The Overview: what matters most, the headline figures, what needs the board, what comes next, what to read with care."""

from collections.abc import Sequence
from dataclasses import replace

from src import wording
from src.analysis.change_wording import TAGS
from src.analysis.coming_up import coming_up
from src.analysis.headlines import most_pressing
from src.analysis.matters import Matter, matters
from src.contracts.change import ChangeKind
from src.metrics import METRICS
from src.metrics.findings.cause_wording import open_causes
from src.metrics.peel.wording import lowest
from src.present import finding_charts
from src.present.model import Line
from src.present.theme import Shade
from src.present.views.data import BoardData
from src.present.views.grades import GRADES, LAST_CYCLES
from src.present.views.improvement import ASKED
from src.present.views.view import CauseCards, Heading, HeadlineTiles, Lines, PictureOf, SideBySide, View

MOST = 5
"""How many matters what needs the board has room for on the first screen; the others are counted in a line of their own."""


AHEAD, CAUSES = "dates_ahead", "causes_of_concern_by_status"
ALSO = (
    AHEAD,
    "findings_by_level_over_time",
    "findings_raised_and_closed_by_month",
    "marac_longest_wait_by_area",
)
"""What it asks for besides the metrics of its items."""


def lead(data: BoardData) -> str:
    """How HMICFRS monitors the force; what matters most where that is not known."""
    events = data.result("events_in_period")
    nothing = f"No figure is held at {wording.day(data.as_at)} or before."
    return events.sentence if events.rows else _pressing(data) or nothing


def more(data: BoardData) -> str:
    """What matters most, or what to do where nothing is held."""
    pressing = _pressing(data)
    if data.result("events_in_period").rows:
        return pressing
    return "" if pressing else "Choose a later date, or accept an extract."


def _pressing(data: BoardData) -> str:
    """The first matter for the board, or the most pressing figure; empty where neither is known."""
    found, most = matters(data.changes, data.results, data.as_at), most_pressing(data.headlines)
    return wording.first_sentence(found[0].sentence) if found else most.sentence if most else ""


def needs_board(data: BoardData) -> tuple[Line, ...]:
    """What needs the board, ranked, then the areas with the lowest grade; open causes of concern where nothing else does."""
    causes, grades = data.result(CAUSES), lowest(data.result(GRADES).rows)
    found = matters(data.changes, data.results, data.as_at)
    if any(matter.kind is ChangeKind.GRADE for matter in found):
        grades = ""  # What is new of them says which are the lowest.
    room = MOST - bool(grades)
    room += len(found) == room + 1  # One more matter takes no more room than a line that says so.
    lines = [(TAGS[matter.kind], matter.sentence, matter.metric) for matter in found[:room]]
    if not lines:
        lines.append(("Cause of concern", open_causes(causes.rows, causes.as_at), CAUSES))
    lines.append((TAGS[ChangeKind.GRADE], grades, GRADES))
    if more := found[room:]:
        left = wording.capital(wording.count_in_words(len(more), "more matter"))
        lines.append(("Also", f"{left}: {wording.listed(_tags(more))}.", more[0].metric))
    return tuple(Line(tag=tag, text=text, shade=Shade.ORANGE, metric=metric) for tag, text, metric in lines if text)


def _tags(found: Sequence[Matter]) -> list[str]:
    """What matters that have no room are about, each once."""
    return list(dict.fromkeys(wording.inside(TAGS[matter.kind]) for matter in found))


def comes_next(data: BoardData) -> tuple[Line, ...]:
    """The next inspection, data return and board with days to go, and how many deadlines fall due."""
    return tuple(
        Line(tag=coming.kind, text=coming.text(data.as_at), metric=AHEAD) for coming in coming_up(data.result(AHEAD))
    )


def careful(data: BoardData) -> tuple[Line, ...]:
    """Every reason not to take a figure at its face."""
    return tuple(Line(tag=caution.kind, text=caution.sentence, metric=caution.metrics[0]) for caution in data.cautions)


NEEDS_BOARD = Lines(title="What needs the board", lines=needs_board, empty="Nothing needs the board.", most=MOST + 1)
COMES_NEXT = Lines(
    title="What comes next", lines=comes_next, empty="No inspection, board or deadline ahead is recorded."
)
CAREFUL = Lines(title="What to be careful with", lines=careful, empty="No warnings at this date.", most=4)

_TILES = HeadlineTiles()
_MATTERS = SideBySide(left=(NEEDS_BOARD,), right=(COMES_NEXT, CAREFUL), widths=(2, 1))
_CAUSES = CauseCards(metric=CAUSES)

VIEW = View(
    title="Overview",
    headline=("events_in_period", *dict.fromkeys(name for name, metric in METRICS.items() if metric.card.headlines)),
    draws_events=False,
    on_paper="brief",
    lead=lead,
    more=more,
    facts=lambda data: (("Compared with", data.baseline.label),),
    items=(
        _TILES,
        _MATTERS,
        Heading(title="Findings by level over time"),
        PictureOf(
            metric="findings_by_level_over_time",
            draw=finding_charts.by_level_over_time,
            otherwise=PictureOf(
                metric="published_findings_by_level", draw=finding_charts.by_level, flagged="unexplained_count"
            ),
        ),
        _CAUSES,
        Heading(title="Grades"),
        LAST_CYCLES,
    ),
)

BRIEF = replace(VIEW, title="One-page brief", items=(_TILES, _MATTERS, ASKED, _CAUSES))
"""The first screen of the Overview and the causes of concern, for one sheet of paper."""
