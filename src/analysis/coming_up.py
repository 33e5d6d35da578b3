"""What comes next: the next inspection, data return and board, and how many findings fall due."""

from dataclasses import dataclass
from datetime import date

from src import wording
from src.contracts.metric import Result, Row

WITHIN_DAYS = (30, 60, 90)
NEXT = ("Inspection", "Data return", "Board")
"""The kinds of date of which the next is named."""
DEADLINE, DUE = "HMICFRS deadline", "Due"


@dataclass(frozen=True, kw_only=True)
class Coming:
    """One thing that lies ahead."""

    kind: str
    title: str
    day: date | None = None
    """When it is, or the first of several; None where nothing of the kind is recorded."""
    precision: str | None = None

    @property
    def name(self) -> str:
        """What it is, in a few words."""
        return "a deadline of HMICFRS" if self.kind == DUE else self.title

    @property
    def name_in_sentence(self) -> str:
        """The same with its article."""
        return self.name if self.kind == DUE else f"the {self.title}"

    def in_days(self, as_at: date) -> str:
        """How far ahead it is: today, in 1 day, in 49 days. Of a date known by its month alone the month."""
        if self.day is None:
            return ""
        if self.precision in ("month", "year"):
            return wording.on_day(self.day, self.precision)
        days = (self.day - as_at).days
        return wording.in_days(days)

    def text(self, as_at: date) -> str:
        """What it is, when, and how far ahead that is."""
        if self.day is None:
            return self.title
        when = wording.dated(self.day, self.precision)
        return f"{self.title}: {when}" + ("" if self.precision in ("month", "year") else f", {self.in_days(as_at)}")


def coming_up(ahead: Result) -> tuple[Coming, ...]:
    """The next of each kind of the dates ahead, the earliest first, and that no inspection is recorded where none is."""
    found: dict[str, Coming] = {}
    due = [row["days_to_go"] for row in deadlines(ahead)]
    for row in ahead.rows:
        name, title = row["what_name"], row["title"]
        if name == DEADLINE and row["days_to_go"] <= WITHIN_DAYS[-1]:
            name, title = DUE, f"HMICFRS deadlines: {_within(due)}; the first"
        elif name not in NEXT:
            continue
        found.setdefault(name, Coming(kind=name, title=title, day=row["ahead_on"], precision=row["ahead_precision"]))
    if found and "Inspection" not in found:
        found["Inspection"] = Coming(kind="Inspection", title="No inspection ahead is recorded")
    return tuple(found.values())


def deadlines(ahead: Result) -> list[Row]:
    """The deadlines of HMICFRS that fall due within 90 days."""
    return [row for row in ahead.rows if row["what_name"] == DEADLINE and row["days_to_go"] <= WITHIN_DAYS[-1]]


def _within(days_to_go: list[int]) -> str:
    """2 in 30, 4 in 60, 14 in 90 days."""
    counts = {within: sum(days <= within for days in days_to_go) for within in WITHIN_DAYS}
    return ", ".join(f"{count:,} in {within}" for within, count in counts.items()) + " days"
