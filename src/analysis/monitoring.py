"""Which phase of the inspectorate's monitoring a force is in, and which it was in before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from src.contracts.metric import Row


@dataclass(frozen=True, kw_only=True)
class Phase:
    """A phase of monitoring that a force moved to."""

    name: str
    from_on: date
    precision: str | None
    event_id: str


def phases(events: Sequence[Row]) -> tuple[Phase, ...]:
    """The phases that dated events moved a force to, oldest first; an event that says the same phase again is none.

    `events` have event_id, as_at_on, precision_code and phase_name, which is empty where the kind is no such move.
    """
    found: list[Phase] = []
    for row in sorted(events, key=lambda row: row["as_at_on"]):
        if row["phase_name"] and (not found or row["phase_name"] != found[-1].name):
            found.append(
                Phase(
                    name=row["phase_name"],
                    from_on=row["as_at_on"],
                    precision=row["precision_code"],
                    event_id=row["event_id"],
                )
            )
    return tuple(found)
