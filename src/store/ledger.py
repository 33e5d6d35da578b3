"""The ledger: what was accepted, withdrawn and restored, by whom, when and why.

Events are numbered 1, 2, 3 .. without gaps. The number of the last event is the edition: two
people who see the same edition see the same figures. An extract can be seen from the event that
accepted it until one that withdraws it; that event is the moment of acceptance, whatever was
written before.
"""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow

from src.store import delta

ACCEPTED, WITHDRAWN, RESTORED = "accepted", "withdrawn", "restored"
_TRIES = 20


@dataclass(frozen=True, kw_only=True)
class Event:
    """One line of the ledger."""

    sequence: int
    event: str
    extract_id: str
    dataset: str
    file_name: str
    sha256: str
    row_count: int
    period_from: date | None
    period_to: date | None
    by_whom: str
    reason: str
    at: datetime
    """UTC."""


_SCHEMA = pyarrow.schema(
    [
        ("sequence", pyarrow.int64()),
        ("event", pyarrow.string()),
        ("extract_id", pyarrow.string()),
        ("dataset", pyarrow.string()),
        ("file_name", pyarrow.string()),
        ("sha256", pyarrow.string()),
        ("row_count", pyarrow.int64()),
        ("period_from", pyarrow.date32()),
        ("period_to", pyarrow.date32()),
        ("by_whom", pyarrow.string()),
        ("reason", pyarrow.string()),
        ("at", pyarrow.timestamp("us", tz="UTC")),
    ]
)


class Ledger:
    """The ledger of one store. Reads are kept until someone writes."""

    def __init__(self, store: Path) -> None:
        self._table = store / "ledger"
        self._kept: tuple[int, tuple[Event, ...]] = (-1, ())

    def events(self) -> tuple[Event, ...]:
        """Every event, oldest first."""
        version = delta.version(self._table)
        kept_version, kept = self._kept
        if version == kept_version:
            return kept
        rows = delta.read(self._table)
        listed = () if rows is None else tuple(Event(**row) for row in rows.to_pylist())
        events = tuple(sorted(listed, key=lambda event: event.sequence))
        self._kept = (version, events)
        return events

    def edition(self) -> int:
        """The number of the newest event; 0 where nothing was ever accepted."""
        events = self.events()
        return events[-1].sequence if events else 0

    def visible(self, edition: int) -> tuple[Event, ...]:
        """The acceptances that can be seen at an edition, oldest first."""
        accepted: dict[str, Event] = {}
        withdrawn: set[str] = set()
        for event in self.events():
            if event.sequence > edition:
                break
            if event.event == ACCEPTED:
                accepted[event.extract_id] = event
            elif event.event == WITHDRAWN:
                withdrawn.add(event.extract_id)
            else:
                withdrawn.discard(event.extract_id)
        return tuple(event for name, event in accepted.items() if name not in withdrawn)

    def write(self, events: Sequence[Event]) -> tuple[Event, ...]:
        """Add events as one, all or none, and return them as numbered.

        Where others write at the same moment the numbers move up; no event is lost. An acceptance of a
        file that somebody else has accepted meanwhile, byte for byte, is left out.
        """
        for _ in range(_TRIES):
            first = self.edition() + 1
            seen = {(event.dataset, event.sha256) for event in self.visible(first - 1)}
            wanted = [e for e in events if e.event != ACCEPTED or (e.dataset, e.sha256) not in seen]
            if not wanted:
                return ()
            numbered = tuple(dataclasses.replace(event, sequence=first + place) for place, event in enumerate(wanted))
            rows = pyarrow.Table.from_pylist([dataclasses.asdict(event) for event in numbered], schema=_SCHEMA)
            try:
                delta.append_numbered(self._table, rows, first)
            except delta.Overtaken:
                continue
            return numbered
        raise TimeoutError("The ledger is being written to by others. Try again in a moment.")


def now() -> datetime:
    """This moment in UTC."""
    return datetime.now(UTC)
