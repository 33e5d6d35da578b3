"""The audit record: who signed in, was refused, accepted, withdrew, restored and took out, when, at what edition.

Each record contains the hash of the one before it (src/store/hash_chain.py), so none can be changed, taken out, put in or moved
without the chain showing it. What was accepted, withdrawn and restored is recorded from the ledger: what a stop or
a full disk kept out of the record is recorded the next time, and no acceptance depends on the record.
"""

import dataclasses
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import groupby
from pathlib import Path

from src import wording
from src.settings import Settings
from src.store import anchors, hash_chain
from src.store.anchors import Anchor
from src.store.hash_chain import Record, Unreadable
from src.store.ledger import ACCEPTED, ERASED, LISTED, RESTORED, WITHDRAWN, Event, Ledger, now, without_words

SIGNED_IN, SIGNED_OUT, REFUSED, EXPORTED, SAVED = "signed in", "signed out", "refused", "exported", "saved"
EVENTS = (SIGNED_IN, SIGNED_OUT, REFUSED, ACCEPTED, WITHDRAWN, RESTORED, ERASED, LISTED, EXPORTED, SAVED)
LONGEST = 500
"""Characters of one text of a record; more is cut."""
_FORM = 2
_IN_FORM_1 = (
    *("sequence", "event", "extract_id", "dataset", "file_name", "sha256"),
    *("row_count", "by_whom", "reason", "at"),
)
_TRIES = 1_000
_NAMED = 3
_STEP, _BLANK = "edition", "without words"
_A_WHILE = timedelta(minutes=1)
Rows = Sequence[Mapping[str, object]]
_LOG = logging.getLogger("peelboard.audit")


def record(settings: Settings, *, event: str, who: str = "", about: str = "", edition: int | None = None) -> bool:
    """Add a record, by the current user where nobody is named. Returns False, and logs why, where it cannot be written."""
    if event not in EVENTS:
        raise ValueError(f"{event} is none of the events of the audit record: {', '.join(EVENTS)}")
    try:
        _add(settings, who or settings.actor.name or "nobody signed in", event, about, edition, ())
    except Exception as error:
        _failed(error)
        return False
    return True


def follow(settings: Settings, written: Sequence[Event] = ()) -> bool:
    """Record every step of the ledger that is not in the record yet. Cheap where all is.

    `written` are events that were written just now: where they are all that is missing the ledger is not read again.
    """
    try:
        recorded = _before(settings.store)[2]
        is_all = bool(written) and written[0].sequence == recorded + 1
        known = written if is_all else Ledger(settings.store).events()
        for step in _steps([event for event in known if event.sequence > recorded]):
            _add(settings, step[0].by_whom, step[0].event, _describe(step), step[-1].sequence, step)
    except Exception as error:
        _failed(error)
        return False
    return True


def _failed(error: Exception) -> None:
    """Say that nothing was recorded, and why. A disk or a folder at fault needs no account of the code."""
    text = "The audit record could not be written: what was done stands and is not in the record yet"
    if isinstance(error, OSError):
        _LOG.error("%s (%s).", text, error.strerror or error)
    else:
        _LOG.error("%s.", text, exc_info=error)


def recorded_to(store: Path) -> int:
    """The newest edition that stands in the record; 0 where none does, or the record cannot be read."""
    try:
        return _before(store)[2]
    except OSError:
        return 0


def seal(settings: Settings, name: str, every: Callable[[], Rows]) -> None:
    """Record the hash of the rows of a table next to the ledger, after it was written to."""
    recorded = ""
    while recorded != (newest := rows_hash(every())):  # somebody else may have written meanwhile
        if not record(settings, event=SAVED, about=f"{name} {newest}"):
            return
        recorded = newest


def rows_hash(rows: Rows) -> str:
    """The hash of the rows of a table."""
    return hash_chain.hash_of([{name: str(value) for name, value in row.items()} for row in rows])


def seal_without_words(settings: Settings, sha256: str, by: str) -> None:
    """Record the hash of each step of a file as it is without its words, before they are taken out of the ledger."""
    events = Ledger(settings.store).events()
    recorded = _without_words(read(settings, event=SAVED))
    for step in _steps(events):
        if any(event.sha256 == sha256 for event in step):
            number, blank = step[-1].sequence, _hash_of([_blank(e) if e.sha256 == sha256 else e for e in step])
            if blank not in (_hash_of(step), recorded.get(number)):
                record(settings, event=SAVED, who=by, about=f"{_STEP} {number} {_BLANK} {blank}")


def _blank(event: Event) -> Event:
    return dataclasses.replace(event, **without_words(event.event, event.sha256))  # type: ignore[arg-type]


def _without_words(newest_first: Sequence[Record]) -> dict[int, str]:
    """The hash of each step that words were taken out of, as it was recorded last."""
    found: dict[int, str] = {}
    for line in newest_first:
        step, _, sha256 = line.about.partition(f" {_BLANK} ")
        if line.event == SAVED and sha256 and step.startswith(f"{_STEP} "):
            found.setdefault(int(step.removeprefix(f"{_STEP} ")), sha256)
    return found


def sealed(settings: Settings, name: str) -> str:
    """The hash of a table beside the ledger, as it was last recorded; empty where it never was."""
    found = (line.about.split() for line in read(settings, event=SAVED))
    return next((words[-1] for words in found if words[:-1] == [name]), "")


def behind(settings: Settings) -> str:
    """A sentence where the newest edition is not in the record; empty where it is."""
    edition = Ledger(settings.store).edition()
    try:
        recorded = _before(settings.store)[2]
    except OSError as error:
        return f"The audit record cannot be read: {error.strerror or error}. Look to its folder in the store."
    if edition <= recorded:
        return ""
    return (
        f"The audit record stands at edition {recorded} and the newest edition is {edition}: what was done since is "
        "not in it. It is recorded with the next change or start; the server's log says what stood in the way."
    )


def read(settings: Settings, most: int | None = None, event: str = "") -> tuple[Record, ...]:
    """The records, newest first, all or so many, of one event where one is named. Leaves out what cannot be read."""
    found: list[Record] = []
    for number in range(hash_chain.newest(settings.store), 0, -1):
        if most is not None and len(found) >= most:
            break
        try:
            line = hash_chain.read(settings.store, number)
        except Unreadable:  # verify says which and why
            continue
        if not event or line.event == event:
            found.append(line)
    return tuple(found)


def verify(settings: Settings, holds: Anchor | None = None, *, most: int | None = None) -> tuple[str, ...]:
    """What is wrong with the record, or with so many of the newest, a sentence each; none where it is whole.

    `holds` is the number and hash of a record as they were kept elsewhere. Whoever may write to the store can
    write the whole record, its note and the ledger anew, with hashes that fit: only such a number and hash tells, or
    the signature of the note, which needs a key that is not in the store.
    """
    store = settings.store
    # Before the records: others may be writing.
    noted, edition, names = hash_chain.noted(store), Ledger(store).edition(), hash_chain.names(store)
    newest = hash_chain.newest(store)
    sentences: list[str] = []
    missing: list[int] = []
    lines: list[Record] = []
    end = max(newest, noted.number if noted else 0)
    begin = max(1, end + 1 - most) if most else 1
    for number in range(begin, end + 1):
        try:
            line = hash_chain.read(store, number)
        except Unreadable as unreadable:
            if str(unreadable).endswith("missing."):
                missing.append(number)
            else:
                sentences.append(str(unreadable))
            continue
        before = (
            lines[-1].hash if lines and lines[-1].number == number - 1 else hash_chain.FIRST if number == 1 else None
        )
        if before is not None and line.previous != before:
            sentences.append(f"Record {number} does not follow on from the one before: one of the two was added later.")
        lines.append(line)
    sentences = [*_missing(missing), *sentences]
    strange = sorted(set(names) - set(map(hash_chain.name_of, range(1, end + 1))))
    if strange:
        is_one = len(strange) == 1
        sentences.append(
            f"{wording.first_of(strange, _NAMED, ', ')} in {store / hash_chain.FOLDER} "
            f"{'is no record' if is_one else 'are no records'} of the chain, which ends at {end}: "
            f"{'it was' if is_one else 'they were'} added by something else."
        )
    if noted and not hash_chain.is_noted(store, newest):
        sentences.append(
            f"{hash_chain.NEWEST} says that the record ends at {noted.number}, and it goes on to {newest}: the note was "
            "set back, or could not be written. If the record is as you left it, note it anew: "
            "python -m src audit --anchor."
        )
    if newest and noted is None:
        sentences.append(
            f"{hash_chain.NEWEST} is missing or cannot be read, so records cut off at the end would go unnoticed."
        )
    for anchor, where in ((noted, "noted as the newest"), (holds, "asked for")):
        if (
            anchor
            and anchor.number not in missing
            and anchor.hash not in {line.hash for line in lines if line.number == anchor.number}
        ):
            sentences.append(f"Record {anchor.number} is not the one that was {where}: its hash is another.")
    if holds and holds.number > newest and holds.number not in missing:
        sentences.append(f"There is no record {holds.number}: the record ends at {newest}.")
    sentences += _not_signed(settings, noted, holds)
    sentences += _unlike_the_ledger(lines, Ledger(store).events())
    if edition > max((line.recorded_to for line in lines), default=0) and (late := behind(settings)):
        sentences.append(late)
    return tuple(sentences)


def _not_signed(settings: Settings, noted: Anchor | None, holds: Anchor | None) -> Iterator[str]:
    """Sentences for anchors that the key did not sign, where a key is set."""
    key = anchors.public_key(settings.store, settings.anchor_key)
    if key is None:
        if holds and holds.signature:
            yield "The signature of the anchor was not looked at: PEELBOARD_ANCHOR_KEY names no key."
        return
    if noted and not noted.signature:
        yield (
            f"{hash_chain.NEWEST} is not signed: record {noted.number} was written without the key of "
            "PEELBOARD_ANCHOR_KEY. If the record is as you left it, sign it: python -m src audit --anchor."
        )
    elif noted and not noted.is_signed_with(key):
        yield (
            f"{hash_chain.NEWEST} was changed: its signature is not that of record {noted.number} by the key of "
            "PEELBOARD_ANCHOR_KEY. Hold the record against an anchor from the log or a mail: audit --holds."
        )
    if holds and holds.signature and not holds.is_signed_with(key):
        yield (
            "The anchor was changed, or another key signed it: its signature is not of this number and hash by the "
            "key of PEELBOARD_ANCHOR_KEY. It proves nothing."
        )


def anchor(settings: Settings) -> Anchor | None:
    """The newest record's number and hash, signed where there is a key, and noted so; None where nothing is recorded."""
    newest = next(iter(read(settings, most=1)), None)
    if newest is None:
        return None
    signed = _signed(settings, newest)
    hash_chain.note(settings.store, signed)
    return signed


def _signed(settings: Settings, record: Record) -> Anchor:
    key = anchors.signing_key(settings.store, settings.anchor_key)
    unsigned = Anchor(number=record.number, hash=record.hash)
    return unsigned.signed(key) if key else unsigned


def standing(newest: Record | None) -> str:
    """That the record is whole, up to where."""
    if newest is None:
        return "Nothing is recorded yet."
    return (
        f"The record is whole: {wording.count_of(newest.number, 'record')}, each holding on to the one before. "
        f"The newest is {newest.number}:{newest.hash}"
    )


def _missing(numbers: Sequence[int]) -> Iterator[str]:
    """Sentences for runs of numbers that have no record."""
    for _, run in groupby(enumerate(numbers), key=lambda each: each[1] - each[0]):
        listed = [number for _, number in run]
        if len(listed) == 1:
            yield f"Record {listed[0]} is missing."
        else:
            yield f"Records {listed[0]} to {listed[-1]} are missing."


def _unlike_the_ledger(lines: Sequence[Record], events: Sequence[Event]) -> Iterator[str]:
    """Sentences for records of what the ledger holds otherwise, or no longer."""
    known = {step[-1].sequence: step for step in _steps(events)}
    erased = {event.sha256 for event in events if event.event == ERASED}
    blank = _without_words(lines[::-1])
    for line in lines:
        if not line.ledger_hash:
            continue
        step = known.get(line.recorded_to)
        if step is None:
            yield f"Record {line.number} tells of edition {line.recorded_to}, which the ledger does not hold so."
        elif _hash_of(step, _FORM if ":" in line.ledger_hash else 1) != line.ledger_hash and not (
            # What was erased is held by the record of what is left of it, which may say no word.
            blank.get(line.recorded_to) == _hash_of(step)
            and any(event.sha256 in erased for event in step)
            and all(event == _blank(event) for event in step if event.sha256 in erased)
        ):
            yield f"Edition {line.recorded_to} of the ledger is not what record {line.number} was made of."


def _add(settings: Settings, who: str, event: str, about: str, edition: int | None, step: Sequence[Event]) -> None:
    """Claim the next number. Where somebody else has recorded the step meanwhile, nothing is left to do."""
    store = settings.store
    for _ in range(_TRIES):
        number, previous, recorded_to = _before(store)
        if step and recorded_to >= step[-1].sequence:
            return
        line = Record(
            number=number + 1,
            at=now().isoformat(timespec="microseconds"),
            who=_cut(who),
            event=event,
            about=_cut(about),
            edition=edition,
            recorded_to=step[-1].sequence if step else recorded_to,
            ledger_hash=_hash_of(step) if step else "",
            previous=previous,
        ).sealed()
        if hash_chain.claim(store, line):
            # In the log too, which leaves this machine: somebody who can write to the store cannot remove it there.
            signed = _signed(settings, line)
            details = {"number": line.number, "event": event, "edition": edition, "hash": line.hash}
            signature = {"anchor": str(signed)} if signed.signature else {}
            _LOG.info("recorded", extra={"details": {**details, **signature}})
            hash_chain.note(store, signed)
            # Another may have noted a later one between the look of this note and its move, which it then undid.
            later = hash_chain.following(store, line.number)
            while later:
                hash_chain.note(store, _signed(settings, later))
                later = hash_chain.following(store, later.number)
            return
    raise TimeoutError("others write to the audit record without a pause")


def _before(store: Path) -> tuple[int, str, int]:
    """The newest number, the hash to keep, and the edition recorded up to there.

    Where the end was cut off the numbers go on after what is missing, and where a record was ruined the next holds
    on to the last that is whole: recording goes on, and the harm stays to be seen.
    """
    # The note first: a record that somebody else adds between the two looks must be among those that are read, or
    # its number would be passed over and what it is about recorded a second time.
    noted = hash_chain.noted(store)
    newest = hash_chain.newest(store)
    last = max(newest, noted.number if noted else 0)
    for number in range(newest, 0, -1):
        try:
            line = hash_chain.read(store, number)
        except Unreadable:
            continue
        return last, line.hash, line.recorded_to
    return last, hash_chain.FIRST, 0


def _hash_of(step: Sequence[Event], form: int = _FORM) -> str:
    """The hash of what the ledger says of some events, after the number of its form.

    The second form holds every field that is not empty, so that a field that comes later leaves it as it is. Records
    of the first form, which has no number before it, hold some of the fields.
    """
    if form == 1:
        return hash_chain.hash_of([[str(getattr(event, name)) for name in _IN_FORM_1] for event in step])
    fields = [{name: str(value) for name, value in vars(event).items() if value not in ("", None)} for event in step]
    return f"{form}:{hash_chain.hash_of(fields)}"


def _steps(events: Sequence[Event]) -> Iterator[list[Event]]:
    """Events that were written as one and are of one kind, together."""
    for _, step in groupby(events, key=lambda event: (event.at, event.event, event.by_whom)):
        yield list(step)


def _describe(step: Sequence[Event]) -> str:
    """What a step was about: its files and extracts, the first few named, and when it was if that is a while ago."""
    sentences = [
        wording.first_of(dict.fromkeys(event.file_name for event in step), _NAMED, ", "),
        wording.first_of((event.extract_id for event in step), _NAMED, ", "),
    ]
    if now() - step[0].at > _A_WHILE:
        sentences.append(f"done on {wording.moment(step[0].at)} and recorded later")
    return "; ".join(sentences)


def _cut(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST else plain[: LONGEST - 1] + "…"
