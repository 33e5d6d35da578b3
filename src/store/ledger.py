"""The ledger: what was accepted, withdrawn, restored and erased, by whom, when and why.

Events are numbered 1, 2, 3 .. without gaps. The number of the last event is the edition: two
people who see the same edition see the same figures. An extract can be seen from the event that
accepted it until one that withdraws it; that event is the moment of acceptance, whatever was
written before.
"""

import dataclasses
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pyarrow

from src import wording
from src.store import delta, disk_check, file_hashes

TYPED_IN = "one record.csv"
"""What the file of a record that was typed in is called."""
ACCEPTED, WITHDRAWN, RESTORED, ERASED, LISTED = "accepted", "withdrawn", "restored", "erased", "taken in"
_TRIES = 20
_TICK = timedelta(microseconds=1)
_BEHIND = timedelta(minutes=1)
"""How far a clock may stand behind before it is said: two machines never agree to the second."""
_NOTHING_SHOWN = "Nothing is shown rather than a part of it. Bring the store back from a backup."
_TOLD = 3
"""How many events are listed one by one."""


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
    files: str = ""
    """The hashes of the files of rows that came to be with it, as src/store/file_hashes.py writes them. Empty for
    events from before this was noted."""

    forces: str = ""
    """The codes of the forces that its rows are about, a space between two. Empty where this was not noted."""

    absent: str = ""
    """The columns that its file had not, a space between two: of these it says nothing, and what was there stays."""
    part: str = ""
    """"part" where it stands for some rows of its dates and leaves the others as they are; empty for whole ones."""
    profile: str = ""
    """The import profiles that its file was read with, by name, version and hash."""
    answers: str = ""
    """What was answered about its headings and cells, as JSON; empty where nothing was."""
    says: str = ""
    """What its file says that its rows are of: the filters that stood over or under them."""
    lists: str = ""
    """The hash of the code lists of the edition. Empty for events from before lists were part of it."""

    @property
    def about(self) -> frozenset[str]:
        """The codes of the forces that its rows are about; none where this was not noted."""
        return frozenset(self.forces.split())

    @property
    def supplied(self) -> str:
        """Its extract as a source: Entered by hand, 29 November 2026; of a file its name and the day it came."""
        day = wording.on_the_clock(self.at)
        return f"Entered by hand, {day}" if self.file_name == TYPED_IN else f"{self.file_name}, supplied {day}"

    def sentence(self) -> str:
        """The event as a person reads it."""
        rows = wording.count_of(self.row_count, "row")
        sheet = f', sheet "{self.sheet}"' if self.sheet else ""
        what = f"{self.file_name}{sheet} ({rows}, {self.extract_id})"
        return f"{self.by_whom} has {self.event} {what} on {wording.moment(self.at)}."


class EditionConflict(Exception):
    """The figures changed after somebody looked and before that person decided, in plain sentences."""

    def __init__(self, since: Sequence[Event]) -> None:
        lines = [event.sentence() for event in since[:_TOLD]]
        if len(since) > _TOLD:
            lines.append(f"{wording.count_of(len(since) - _TOLD, 'more change')} followed.")
        super().__init__(
            " ".join(["Others have changed the figures since you looked:", *lines])
            + " Nothing of yours was stored. Look at what your file changes now and decide again."
        )
        self.since = tuple(since)


class StillNeeded(Exception):
    """An extract that may not be withdrawn or restored as things stand, with what comes first, in plain sentences."""


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
        ("files", pyarrow.string()),
        ("forces", pyarrow.string()),
        ("absent", pyarrow.string()),
        ("part", pyarrow.string()),
        ("lists", pyarrow.string()),
        ("profile", pyarrow.string()),
        ("answers", pyarrow.string()),
        ("says", pyarrow.string()),
    ]
)


@dataclass(frozen=True, kw_only=True)
class _Read:
    """What was read of a ledger, and the state of its table then."""

    state: tuple[int, ...]
    events: tuple[Event, ...]
    files: tuple[Path, ...]
    """Its own."""
    noted: Mapping[str, str]


_READ: dict[Path, _Read] = {}
_MOST_READ = 8


_ADDED_LATER = ("changed", "sheet", "files", "forces", "absent", "part", "lists", "profile", "answers", "says")


class Ledger:
    """The ledger of one store. What was read of it is kept, for everyone in this process, until someone writes."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self._table = store / "ledger"

    def events(self) -> tuple[Event, ...]:
        """Every event, oldest first. Raises IntegrityError where they are not as they were written."""
        return self._read().events

    def noted(self) -> Mapping[str, str]:
        """The hash of each file of rows that an event speaks of, by the file's place in the store."""
        return self._read().noted

    def not_noted(self) -> str:
        """The lines to note of the ledger's own files that no event speaks of yet."""
        read = self._read()
        return file_hashes.written(
            self._store, [path for path in read.files if path.relative_to(self._store).as_posix() not in read.noted]
        )

    def _read(self) -> _Read:
        state = delta.state(self._table)
        stored = _READ.get(self._table)
        if stored and stored.state == state:
            return stored
        files = delta.files(self._table)
        lines = delta.read(self._table, _SCHEMA, files)
        # Events from before these were noted have nothing there.
        listed = [Event(**{**line, **{name: line[name] or "" for name in _ADDED_LATER}}) for line in lines]
        events = tuple(sorted(listed, key=lambda event: event.sequence))
        noted = file_hashes.stated(event.files for event in events)
        own = tuple(map(Path, files))
        self._refuse_damaged(events, noted, own)
        if len(_READ) >= _MOST_READ:
            _READ.clear()
        read = _READ[self._table] = _Read(state=state, events=events, files=own, noted=noted)
        return read

    def _refuse_damaged(self, events: Sequence[Event], noted: Mapping[str, str], own: Sequence[Path]) -> None:
        for place, event in enumerate(events, 1):
            if event.sequence != place:
                found = "is there twice" if event.sequence < place else "is missing"
                number = min(event.sequence, place)
                raise disk_check.IntegrityError(
                    f"The list of what was accepted is damaged: number {number} {found}. {_NOTHING_SHOWN}"
                )
        for path in own:
            sha256 = noted.get(path.relative_to(self._store).as_posix())
            if sha256 and file_hashes.file_hash(path) != sha256:
                raise disk_check.IntegrityError(
                    f"The list of what was accepted is damaged: {path.name} is not as it was written. {_NOTHING_SHOWN}"
                )

    def edition(self) -> int:
        """The number of the newest event; 0 where nothing was ever accepted."""
        events = self.events()
        return events[-1].sequence if events else 0

    def behind(self) -> str:
        """A sentence where this machine's clock stands behind the newest event; empty where it does not."""
        events = self.events()
        if not events or events[-1].at - now() <= _BEHIND:
            return ""
        return (
            f"This machine's clock stands at {wording.moment(now())}, behind what was decided last, which is dated "
            f"{wording.moment(events[-1].at)}. What is decided now is dated right after that. Set the clock right."
        )

    def visible(self, edition: int) -> tuple[Event, ...]:
        """The acceptances that can be seen at an edition, oldest first. What was erased since can be seen at none."""
        accepted: dict[str, Event] = {}
        withdrawn: set[str] = set()
        erased = self.erased()
        for event in self.events():
            if event.sequence > edition:
                break
            if event.event == ACCEPTED:
                accepted[event.extract_id] = event
            elif event.event == WITHDRAWN:
                withdrawn.add(event.extract_id)
            elif event.event == RESTORED:
                withdrawn.discard(event.extract_id)
        return tuple(event for name, event in accepted.items() if name not in withdrawn and name not in erased)

    def erased(self) -> Mapping[str, Event]:
        """The events that erased an extract, by the extract."""
        return {event.extract_id: event for event in self.events() if event.event == ERASED}

    def refuse_moved_on(self, seen_edition: int) -> None:
        """Raise EditionConflict, with what happened since, where the newest edition is not the one that was seen."""
        if self.edition() != seen_edition:
            raise EditionConflict([event for event in self.events() if event.sequence > seen_edition])

    def take_words_out(self, sha256: str) -> None:
        """Take every text out of the events of a file, here and in the table's log. Raises delta.Overtaken."""
        delta.rewrite(
            self._table,
            lambda line: {**line, **without_words(line["event"], sha256)} if line["sha256"] == sha256 else line,
        )

    def write(self, events: Sequence[Event], seen_edition: int | None = None) -> tuple[Event, ...]:
        """Add events as one, all or none, and return them as numbered.

        Where others write at the same moment the numbers move up; no event is lost. What somebody else has done
        meanwhile is left out: the acceptance of a file whose very bytes can be seen, withdrawing what is out of
        sight, restoring what is in sight. Raises EditionConflict where the newest edition is no longer the one that
        was seen, if one is given.
        """
        for _ in range(_TRIES):
            last = self.edition()
            if seen_edition is not None:
                self.refuse_moved_on(seen_edition)
            wanted = _still_to_do(events, self.visible(last), self.erased())
            if not wanted:
                return ()
            # One moment for all: it shows what was accepted together.
            at = after(event.at for event in self.events())
            lists = next((event.lists for event in (*wanted, *reversed(self.events())) if event.lists), "")
            numbered = tuple(
                dataclasses.replace(e, sequence=last + place, at=at, lists=lists) for place, e in enumerate(wanted, 1)
            )
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
        raise disk_check.CannotStore(disk_check.TOO_BUSY)


def same_bytes(events: Sequence[Event], dataset: str, sha256: str, sheet: str) -> Event | None:
    """The first of some acceptances that is of this very sheet of this very file, as this dataset."""
    for event in events:
        if (event.dataset, event.sha256) == (dataset, sha256) and event.sheet in ("", sheet):
            return event
    return None


def _still_to_do(events: Sequence[Event], visible: Sequence[Event], erased: Collection[str]) -> list[Event]:
    """The events that would change what can be seen."""
    seen = {event.extract_id for event in visible}
    return [
        event
        for event in events
        if (event.event == ACCEPTED and not same_bytes(visible, event.dataset, event.sha256, event.sheet))
        or (event.event == WITHDRAWN and event.extract_id in seen)
        or (event.event == RESTORED and event.extract_id not in seen and event.extract_id not in erased)
        or (event.event == ERASED and event.extract_id not in erased)
        or event.event == LISTED
    ]


def turned(accepted: Event, to: str, by: str, reason: str) -> Event:
    """The event that withdraws or restores an extract, not numbered yet."""
    return dataclasses.replace(accepted, event=to, by_whom=by, reason=reason, at=now(), changed="", files="", lists="")


def without_words(event: str, sha256: str) -> dict[str, str]:
    """What an event of a file that is erased has in the place of every text that came of the file or was typed about it.

    Who, when, its dates and its numbers stay; of the erasing itself the reason too.
    """
    blank = dict.fromkeys(("sheet", "profile", "answers", "says", *(() if event == ERASED else ("reason",))), "")
    return {**blank, "file_name": f"File {sha256[:8]}"}


def now() -> datetime:
    """This moment in UTC."""
    return datetime.now(UTC)


def after(moments: Iterable[datetime]) -> datetime:
    """This moment, or the one right after the last of these where the clock stands behind it.

    What was written later is so never dated earlier, whatever becomes of the clock.
    """
    return max([now(), *(moment + _TICK for moment in moments)])
