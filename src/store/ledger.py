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

from src import wording
from src.store import delta, room

ACCEPTED, WITHDRAWN, RESTORED = "accepted", "withdrawn", "restored"
_TRIES = 20
_TOLD = 3
"""How many events are told one by one."""


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
    changed: str = ""
    """What it changed, in words: "7 rows: 3 added, 4 restated". Empty for events from before this was noted."""
    sheet: str = ""
    """The sheet of the file; empty for a text file, and for events from before this was noted."""

    def sentence(self) -> str:
        """The event as a person reads it."""
        rows = wording.count_of(self.row_count, "row")
        sheet = f', sheet "{self.sheet}"' if self.sheet else ""
        what = f"{self.file_name}{sheet} ({rows}, {self.extract_id})"
        return f"{self.by_whom} has {self.event} {what} on {wording.moment(self.at)}."


class MovedOn(Exception):
    """The figures changed after somebody looked and before that person decided, in plain sentences."""

    def __init__(self, since: Sequence[Event]) -> None:
        told = [event.sentence() for event in since[:_TOLD]]
        if len(since) > _TOLD:
            told.append(f"{wording.count_of(len(since) - _TOLD, 'more change')} followed.")
        super().__init__(
            " ".join(["Others have changed the figures since you looked:", *told])
            + " Nothing of yours was stored. Look at what your file changes now and decide again."
        )
        self.since = tuple(since)


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
        ("changed", pyarrow.string()),
        ("sheet", pyarrow.string()),
    ]
)


_READ: dict[Path, tuple[tuple[int, ...], tuple[Event, ...]]] = {}
_MOST_READ = 8


_ADDED_LATER = ("changed", "sheet")


class Ledger:
    """The ledger of one store. What was read of it is kept, for everyone in this process, until someone writes."""

    def __init__(self, store: Path) -> None:
        self._table = store / "ledger"

    def events(self) -> tuple[Event, ...]:
        """Every event, oldest first."""
        state = delta.state(self._table)
        kept = _READ.get(self._table)
        if kept and kept[0] == state:
            return kept[1]
        lines = delta.read(self._table, _SCHEMA)
        # Events from before these were noted have nothing there.
        listed = [Event(**{**line, **{name: line[name] or "" for name in _ADDED_LATER}}) for line in lines]
        events = tuple(sorted(listed, key=lambda event: event.sequence))
        if len(_READ) >= _MOST_READ:
            _READ.clear()
        _READ[self._table] = (state, events)
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

    def refuse_moved_on(self, seen_edition: int) -> None:
        """Raise MovedOn, with what happened since, where the newest edition is not the one that was seen."""
        if self.edition() != seen_edition:
            raise MovedOn([event for event in self.events() if event.sequence > seen_edition])

    def write(self, events: Sequence[Event], seen_edition: int | None = None) -> tuple[Event, ...]:
        """Add events as one, all or none, and return them as numbered.

        Where others write at the same moment the numbers move up; no event is lost. What somebody else has done
        meanwhile is left out: the acceptance of a file whose very bytes can be seen, withdrawing what is out of
        sight, restoring what is in sight. Raises MovedOn where the newest edition is no longer the one that
        was seen, if one is given.
        """
        for _ in range(_TRIES):
            last = self.edition()
            if seen_edition is not None:
                self.refuse_moved_on(seen_edition)
            wanted = _still_to_do(events, self.visible(last))
            if not wanted:
                return ()
            at = now()  # one moment for all: what came in together is told apart from what did not by it
            numbered = tuple(dataclasses.replace(e, sequence=last + place, at=at) for place, e in enumerate(wanted, 1))
            rows = pyarrow.Table.from_pylist([dataclasses.asdict(event) for event in numbered], schema=_SCHEMA)
            try:
                delta.append_numbered(self._table, rows, last + 1)
            except delta.Overtaken:
                continue
            except Exception:
                # What fails after the write, such as tidying the table's log on a full disk, undoes nothing.
                if not set(numbered) <= set(self.events()):
                    raise
            return numbered
        raise room.CannotStore(room.TOO_BUSY)


def same_bytes(events: Sequence[Event], dataset: str, sha256: str, sheet: str) -> Event | None:
    """The first of some acceptances that is of this very sheet of this very file, as this dataset."""
    for event in events:
        if (event.dataset, event.sha256) == (dataset, sha256) and event.sheet in ("", sheet):
            return event
    return None


def _still_to_do(events: Sequence[Event], visible: Sequence[Event]) -> list[Event]:
    """The events that would change what can be seen."""
    seen = {event.extract_id for event in visible}
    return [
        event
        for event in events
        if (event.event == ACCEPTED and not same_bytes(visible, event.dataset, event.sha256, event.sheet))
        or (event.event == WITHDRAWN and event.extract_id in seen)
        or (event.event == RESTORED and event.extract_id not in seen)
    ]


def turned(accepted: Event, to: str, by: str, reason: str) -> Event:
    """The event that withdraws or restores an extract, not numbered yet."""
    return dataclasses.replace(accepted, event=to, by_whom=by, reason=reason, at=now(), changed="")


def now() -> datetime:
    """This moment in UTC."""
    return datetime.now(UTC)
