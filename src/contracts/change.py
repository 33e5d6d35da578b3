"""One thing that changed, and how much it matters."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Value = float | int | str | date | None


class ChangeKind(StrEnum):
    """What kind of change it is. They stand in the order in which changes are listed."""

    PHASE = "phase"
    GRADE = "grade"
    CAUSE_OPENED = "cause_opened"
    CAUSE_CLOSED = "cause_closed"
    LIMIT_CROSSED = "limit_crossed"
    TOLERANCE_CROSSED = "tolerance_crossed"
    FINDING_REOPENED = "finding_reopened"
    FINDING_LEFT_REGISTER = "finding_left_register"
    FINDING_OVERDUE = "finding_overdue"
    SIGNAL = "signal"
    TARGET_CROSSED = "target_crossed"
    WORSE = "worse"
    FINDING_RAISED = "finding_raised"
    FINDING_PAST_OWN_DATE = "finding_past_own_date"
    DEADLINE_MOVED = "deadline_moved"
    LEVEL_CHANGED = "level_changed"
    STATUS_UNKNOWN = "status_unknown"
    FINDING_SELF_CERTIFIED = "finding_self_certified"
    FINDING_CLOSED = "finding_closed"
    FINDING_SUPERSEDED = "finding_superseded"
    BETTER = "better"
    RESTATED = "restated"
    FEED_SILENT = "feed_silent"
    LIMITS_RECALCULATED = "limits_recalculated"
    ACTION_OVERDUE = "action_overdue"
    OTHER = "other"


class Attention(StrEnum):
    """What a reader is to do about a change: the heading it is listed under."""

    BOARD = "What needs the board"
    CARE = "What to read with care"
    BETTER = "What got better"
    OTHER = "What else changed"


RANK = {kind: rank for rank, kind in enumerate(ChangeKind)}


@dataclass(frozen=True, kw_only=True)
class Change:
    """One thing that changed, in a sentence."""

    kind: ChangeKind
    attention: Attention
    sentence: str
    metric: str
    """The metric whose rows stand behind the sentence."""
    dataset: str
    """The dataset whose rows changed."""
    subject: str = ""
    """What it is about: an area, a cause of concern, a cycle; empty for the whole force."""
    before: Value = None
    before_on: date | None = None
    """The date of the figure before, where it has one."""
    after: Value = None
    after_on: date | None = None
    size: float = 0.0
    """How large it is for what it was: the larger comes first among changes of one kind."""
    figures: tuple[float, ...] = ()
    """Counts in the sentence that need stand in no result: how many findings closed, old and new of a restatement."""
    findings: tuple[str, ...] = ()
    """The findings or actions it counts, by their names."""
    caution: str = ""
    """Why an improvement may be none; empty where nothing speaks against it."""
    brief: str = ""
    """The sentence without what it lists, for a place with little room; empty where that is the sentence."""
    topic: str = ""
    """The topic of its metric, such as marac."""

    @property
    def matter(self) -> str:
        """What it is about: changes of one topic, or else of one kind, are one matter."""
        return self.topic or self.kind

    @property
    def order(self) -> tuple[int, float]:
        """Where it stands among others: by kind, then the larger first."""
        return RANK[self.kind], -self.size
