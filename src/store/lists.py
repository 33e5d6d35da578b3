"""The code lists of an edition: limits, areas, levels and all others, as they were when it came to be.

They are read of PEELboard's own folder, with the force's files in the place of those of the same name. A start at
which they are not those of the newest edition takes them in: their text goes into the store under its hash, and an
event of the ledger makes a new edition. An edition that is asked again answers with the lists it had.
"""

import json
import os
import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from src.contracts import code_lists
from src.contracts.code_lists import CodeList
from src.metrics import METRICS
from src.metrics.datasets import DATASETS
from src.settings import PROJECT, SYNTHETIC_FORCE, Settings
from src.store import binding, disk_check, hash_chain, row_security
from src.store.disk_check import IntegrityError
from src.store.ledger import LISTED, Event, Ledger, now

PRODUCT = PROJECT / "data" / "reference"
FOLDER = "lists"
CHANGED = "The code lists differ from those of the edition before: {}"

_QUOTED = re.compile(r"'(\w+)'")


class WrongLists(Exception):
    """What is wrong with the code lists, a sentence a line."""


@lru_cache(maxsize=4)
def texts(reference: Path) -> Mapping[str, str]:
    """The text of each list of a folder, and of PEELboard's own where it has none of that name. Raises WrongLists."""
    product = code_lists.texts_of(PRODUCT)
    try:
        own = product if reference == PRODUCT else code_lists.texts_of(reference)
    except UnicodeDecodeError:
        raise WrongLists(f"A list in {reference} is not written in UTF-8. Save it as CSV UTF-8.") from None
    if wrong := [*code_lists.problems(own, product), *(_lacking(own, product) if own != product else ())]:
        raise WrongLists("\n".join([*wrong, f"Mend the lists in {reference}. Nothing was started."]))
    return {**product, **own}


def of_folder(reference: Path) -> Mapping[str, CodeList]:
    """The lists of a folder with PEELboard's own beneath. Raises WrongLists."""
    return _parsed(hash_chain.line(texts(reference)))


def newest(settings: Settings) -> Mapping[str, CodeList]:
    """The lists of the newest edition."""
    events = Ledger(settings.store).events()
    return at(settings, events[-1].sequence if events else 0)


def for_supply(settings: Settings) -> Mapping[str, CodeList]:
    """The lists that a file is held against: of forces those the store is for, of areas those of the force."""
    lists = newest(settings)
    bound = {*binding.of(settings), SYNTHETIC_FORCE}
    return {name: row_security.of_force(codes, settings.force_code, bound) for name, codes in lists.items()}


def at(settings: Settings, number: int) -> Mapping[str, CodeList]:
    """The lists of an edition. Raises IntegrityError where they are not as they were taken in.

    One from before lists were part of it has the first that were. A list that is newer than the edition, or has
    columns that the edition's had not, is as it is today: the figures of this version need it.
    """
    today = of_folder(settings.reference)
    hashed = hash_of(Ledger(settings.store).events(), number)
    if not hashed:
        return today
    found = _parsed(_stored(settings.store, hashed))
    return {
        name: found[name] if name in found and set(codes.columns) <= set(found[name].columns) else codes
        for name, codes in today.items()
    }


def hash_of(events: Sequence[Event], number: int) -> str:
    """The hash of the lists of an edition; empty in a store that has none yet."""
    until = [event.lists for event in events if event.lists and event.sequence <= number]
    return until[-1] if until else next((event.lists for event in events if event.lists), "")


def save(settings: Settings) -> str:
    """Save the lists of the folder in the store, and return their hash."""
    text = hash_chain.line(texts(settings.reference))
    hashed = hash_chain.hash_of(texts(settings.reference))
    path = settings.store / FOLDER / f"{hashed}.json"
    if not path.exists():
        with disk_check.storing(settings.store):
            disk_check.try_room(settings.store, len(text) + disk_check.FOR_A_LOG)
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = path.with_name(f"{secrets.token_hex(4)}.part")
            beside.write_bytes(text)
            os.replace(beside, path)
    return hashed


def changed(settings: Settings, by: str) -> Event | None:
    """The event that takes the folder's lists in; None where they are those of the newest edition. Raises WrongLists."""
    events = Ledger(settings.store).events()
    before = hash_of(events, len(events))
    if not events or before == hash_chain.hash_of(texts(settings.reference)):
        return None
    today = of_folder(settings.reference)
    if wrong := [*_gone(settings, events, today)]:
        raise WrongLists("\n".join(wrong))
    known = _parsed(_stored(settings.store, before)) if before else {}
    names = [name for name, codes in today.items() if codes != known.get(name)]
    hashed = save(settings)
    return Event(
        sequence=0,
        event=LISTED,
        extract_id=f"lists-{hashed[:6]}-{secrets.token_hex(4)}",
        dataset=FOLDER,
        file_name="code lists",
        sha256=hashed,
        row_count=sum(len(codes.rows) for codes in today.values()),
        period_from=None,
        period_to=None,
        by_whom=by,
        reason=CHANGED.format(", ".join(names)) if before else "The code lists are part of each edition from here on",
        at=now(),
        changed=", ".join(names) if before else "",
        lists=hashed,
    )


def damage(settings: Settings) -> Iterator[str]:
    """Sentences for lists of editions that are not as they were taken in."""
    for hashed in {event.lists: None for event in Ledger(settings.store).events() if event.lists}:
        try:
            _stored(settings.store, hashed)
        except IntegrityError as damaged:
            yield str(damaged)


def _stored(store: Path, hashed: str) -> bytes:
    path = store / FOLDER / f"{hashed}.json"
    try:
        text = path.read_bytes()
        if hash_chain.hash_of(json.loads(text)) == hashed:
            return text
        what = "is not as it was written"
    except (OSError, ValueError):
        what = "is missing or cannot be read"
    raise IntegrityError(f"{path}, the code lists of an edition, {what}. Bring the store back from a backup.")


@lru_cache(maxsize=8)
def _parsed(text: bytes) -> Mapping[str, CodeList]:
    return code_lists.parsed(json.loads(text))


def _lacking(own: Mapping[str, str], product: Mapping[str, str]) -> Iterator[str]:
    """Sentences for codes that PEELboard reckons with and that a force's own list has not."""
    if list(code_lists.problems(own, product)):
        return  # first things first
    lists = code_lists.parsed({**product, **own})
    for name, codes in code_lists.parsed(product).items():
        if gone := sorted((set(codes.codes) & _reckoned_with(name)) - set(lists[name].codes)):
            yield f"{name}.csv lacks {', '.join(gone)}, which PEELboard reckons with. Put it back; its name may change."


def _reckoned_with(name: str) -> set[str]:
    """The words in quotation marks of every metric that reads a list or a dataset whose column it is of."""
    reading = {name, *(d.name for d in DATASETS.values() if any(c.codes == name for c in d.columns))}
    quoted: set[str] = set()
    for metric in METRICS.values():
        if reading & set(metric.card.reads):
            quoted.update(_QUOTED.findall(metric.sql))
    return quoted


def _gone(settings: Settings, events: Sequence[Event], lists: Mapping[str, CodeList]) -> Iterator[str]:
    """Sentences for codes that rows of the store have and that the lists no longer have."""
    from src.store.editions import Edition  # an edition asks for its lists, and these ask what an edition holds

    edition = Edition(settings, len(events))
    for name in {event.dataset for event in edition.extracts} & DATASETS.keys():
        for column in DATASETS[name].all_columns:
            if not column.codes:
                continue
            rows = edition.ask(f"select distinct {column.name} as code from {name}", (name,))
            if gone := sorted({row["code"] for row in rows} - {None, *lists[column.codes].codes}):
                title = DATASETS[name].title
                yield f"{column.codes}.csv lacks {', '.join(gone)}, which rows of {title} hold. Put it back."
