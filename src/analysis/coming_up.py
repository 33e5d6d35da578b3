"""What comes next: the next inspection, data return and board, and how many findings fall due."""

from dataclasses import dataclass
from datetime import date

from src import wording
from src.contracts.metric import Result

DUE_WITHIN = 30
DATA_RETURN = "data_return"


@dataclass(frozen=True, kw_only=True)
class Coming:
    """One thing that lies ahead."""

    kind: str
    day: date
    precision: str | None
    title: str
    metric: str

    def in_days(self, as_at: date) -> str:
        """How far ahead it is: today, in 1 day, in 49 days. Of a date known by its month alone the month."""
        if self.precision in ("month", "year"):
            return wording.on_day(self.day, self.precision)
        days = (self.day - as_at).days
        return f"in {wording.count_of(days, 'day')}" if days else "today"


def coming_up(inspections: Result, meetings: Result, due: Result) -> tuple[Coming, ...]:
    """The next of each kind after the as-at date of the results, the earliest first. Of boards those of the force."""
    as_at = inspections.as_at
    found: dict[str, Coming] = {}
    for row in sorted(inspections.rows, key=lambda row: row["starts_on"] or date.max):
        if row["starts_on"] and row["starts_on"] >= as_at:
            is_return = row["kind_code"] == DATA_RETURN
            kind = "Data return" if is_return else "Inspection"
            coming = Coming(
                kind=kind,
                day=row["starts_on"],
                precision=row["dates_precision"],
                title=row["title"],
                metric=inspections.card.name,
            )
            found.setdefault(kind, coming)
    for row in meetings.rows:
        if row["is_baseline"] and not row["is_past"]:
            coming = Coming(
                kind="Board", day=row["meeting_on"], precision="day", title=row["board_name"], metric=meetings.card.name
            )
            found.setdefault(row["board_name"], coming)
    soon = [row for row in due.rows if row["set_by"] == "HMICFRS" and row["days_to_go"] <= DUE_WITHIN]
    if soon:
        number = wording.count_in_words(len(soon), "HMICFRS deadline")
        found["Due"] = Coming(
            kind="Due",
            day=soon[0]["due_on"],
            precision=soon[0]["due_precision"],
            title=f"{wording.capital(number)} {'falls' if len(soon) == 1 else 'fall'} within {DUE_WITHIN} days",
            metric=due.card.name,
        )
    return tuple(sorted(found.values(), key=lambda coming: coming.day))
