"""A store in one file, and a store made of such a file again.

The file is a zip archive: the files of the store, then a list of them with sizes and hashes. It is taken while
others go on accepting: the ledger is read before the tables, and rows are written before the ledger, so whatever
the copied ledger speaks of is in the tables copied after it. It gets its name once it was read back and found whole.
"""

import hashlib
import io
import json
import os
import secrets
import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from src.settings import Settings
from src.store import audit, binding, delta, disk_check, hash_chain, verification
from src.store.anchors import Anchor
from src.store.ledger import Ledger, now

_LIST, _FORM = "peelboard-backup.json", 1
_LONGEST_LIST = 64 << 20
_PIECE = 1 << 20
_IS_PACKED = {".parquet", ".zip", ".xlsx", ".xlsm", ".ods"}
"""Endings of files that packing makes no smaller."""
_NEVER_IN_A_PLACE = frozenset('\\:*?"<>|')
_MAY_BE_THERE = {"lost+found", binding.FILE}
"""What the root of a disk holds that is otherwise empty, and a store that was started once."""


_NOT_WHOLE = (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, ValueError, KeyError, TypeError)
"""What an archive is met with that is none, or was cut, changed, packed otherwise or locked."""


class NoBackup(Exception):
    """Why a backup was not made, or cannot be recovered, in plain sentences. Nothing is left behind."""


@dataclass(frozen=True, kw_only=True)
class Backup:
    """What is in a backup."""

    edition: int
    taken_at: str
    """UTC, as ISO 8601."""
    files: Mapping[str, tuple[int, str]]
    """Size in bytes and sha256 of each file, by its place in the store."""


def back_up(settings: Settings, to: Path) -> Backup:
    """Write a backup. Raises NoBackup, of a store that is not whole too: a bad copy must not replace a good one."""
    if to.suffix.lower() != ".zip":
        raise NoBackup(f"{to.name} does not end in .zip. Nothing was written. Name a file such as peelboard.zip.")
    if not Ledger(settings.store).edition():
        raise NoBackup(f"{settings.store} holds nothing yet, so there is nothing to back up.")
    _refuse_damaged(settings)
    beside = to.with_name(f"{to.name}.{secrets.token_hex(4)}.part")
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("xb") as file:
            _write(settings.store, file)
            file.flush()
            os.fsync(file.fileno())
        created = _read(beside, None)
        os.replace(beside, to)
    except OSError as error:
        raise NoBackup(f"{to} could not be written ({_reason(error)}). There is no new backup.") from error
    finally:
        beside.unlink(missing_ok=True)
    return created


def recover(settings: Settings, file: Path, store: Path) -> Backup:
    """Make a store of a backup, in a folder that is empty or not there yet. Raises NoBackup.

    Every file is held against its hash and the store against itself before anything can be seen of it.
    """
    if (store.exists() and not store.is_dir()) or _is_used(store):
        raise NoBackup(f"{store} is not empty. Nothing was written. Name a folder that is empty or not there yet.")
    was_there = store.exists()
    beside = store / f"recovering-{secrets.token_hex(4)}.part"
    is_done = False
    try:
        beside.mkdir(parents=True)
        created = _read(file, beside)
        _refuse_damaged(replace(settings, store=beside), file)
        # The ledger last: until it is there nothing can be seen.
        for path in sorted(beside.iterdir(), key=lambda path: path.name == "ledger"):
            os.replace(path, store / path.name)
        is_done = True
    except OSError as error:
        raise NoBackup(
            f"{file} could not be recovered into {store} ({_reason(error)}). Nothing was written."
        ) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
        if not (is_done or was_there):
            shutil.rmtree(store, ignore_errors=True)
    return created


def _is_used(store: Path) -> bool:
    return store.is_dir() and any(path.name not in _MAY_BE_THERE for path in store.iterdir())


def _refuse_damaged(settings: Settings, of: Path | None = None) -> None:
    late = audit.behind(settings)  # no damage: what the audit record does not know yet it learns with the next change
    wrong = [sentence for sentence in verification.verify(settings).wrong if sentence != late]
    if wrong:
        raise NoBackup("\n".join([*wrong, f"{of or settings.store} is not whole: see above. Nothing was written."]))


def _write(store: Path, file: IO[bytes]) -> None:
    """Write the archive, the list last: only then is every size and hash known."""
    files: dict[str, tuple[int, str]] = {}
    note = store / hash_chain.NEWEST
    noted = hash_chain.noted(store)  # before the records are listed: others may be writing
    edition, in_order = _in_order(store, noted)
    with zipfile.ZipFile(file, "w") as archive:
        for path in in_order:
            place = path.relative_to(store).as_posix()
            info = zipfile.ZipInfo(place)
            info.compress_type = zipfile.ZIP_STORED if path.suffix in _IS_PACKED else zipfile.ZIP_DEFLATED
            size, content = 0, hashlib.sha256()
            with (
                io.BytesIO(hash_chain.written(noted)) if noted and path == note else path.open("rb") as read,
                archive.open(info, "w", force_zip64=True) as written,
            ):
                while piece := read.read(_PIECE):
                    size += written.write(piece)
                    content.update(piece)
            files[place] = (size, content.hexdigest())
        lines = {"form": _FORM, "edition": edition, "taken_at": now().isoformat(timespec="seconds"), "files": files}
        archive.writestr(_LIST, json.dumps(lines, indent=0), zipfile.ZIP_DEFLATED)


def _in_order(store: Path, noted: Anchor | None) -> tuple[int, Iterator[Path]]:
    """The edition to copy, and every file of it in an order in which nothing copied speaks of what is not copied."""
    record = [path for path in (store / hash_chain.NEWEST,) if path.exists()]
    # A record made meanwhile is not noted in the copy: it stays out, or the note of the copy would stand behind it.
    record += [
        path
        for path in sorted((store / hash_chain.FOLDER).glob("*.json"))
        if not noted or not path.stem.isdecimal() or int(path.stem) <= noted.number
    ]
    ledger = store / "ledger"
    while True:
        version, edition = delta.version(ledger), Ledger(store).edition()
        if delta.version(ledger) == version:
            break

    def files() -> Iterator[Path]:
        yield from record
        yield from delta.everything(ledger, version)
        tables = sorted(path.parent for path in store.rglob("_delta_log") if path.parent != ledger)
        for table in tables:
            yield from delta.everything(table, delta.version(table))
        # A recovered store asks everybody to sign in anew, and the files of sign-ins come and go meanwhile.
        elsewhere = (ledger, *tables, store / hash_chain.FOLDER, store / hash_chain.NEWEST, store / "sign-ins")
        for path in sorted(store.rglob("*")):
            # A record made meanwhile may tell of an edition that the copied ledger does not hold: it stays out.
            is_copied_above = path in elsewhere or any(folder in path.parents for folder in elsewhere)
            if path.is_file() and not is_copied_above and path.suffix != ".part":
                yield path

    return edition, files()


def _read(file: Path, into: Path | None) -> Backup:
    """Read a backup through, each file held against its hash, and write the files where a folder is given."""
    try:
        with zipfile.ZipFile(file) as archive:
            created = _listed(archive)
            if into:
                disk_check.try_room(into, sum(size for size, _ in created.files.values()))
            for info in _checked(archive, created):
                size, sha256 = created.files[info.filename]
                if into is None:
                    _copy(archive, info, size, sha256, None)
                    continue
                path = into / info.filename
                path.parent.mkdir(parents=True, exist_ok=True)
                with path.open("xb") as written:
                    _copy(archive, info, size, sha256, written)
                    written.flush()
                    os.fsync(written.fileno())
    except _NOT_WHOLE as error:
        raise NoBackup(f"{file} is no backup of PEELboard, or not a whole one. Nothing was written.") from error
    return created


def _listed(archive: zipfile.ZipFile) -> Backup:
    info = archive.getinfo(_LIST)
    if info.file_size > _LONGEST_LIST:
        raise ValueError("the list of files is too long")
    lines = json.loads(archive.read(info))
    if lines["form"] != _FORM:
        raise NoBackup(
            f"{archive.filename} was made by a newer PEELboard. Nothing was written. Recover it with that one."
        )
    files = {str(place): (int(size), str(sha256)) for place, (size, sha256) in lines["files"].items()}
    return Backup(edition=int(lines["edition"]), taken_at=str(lines["taken_at"]), files=files)


def _checked(archive: zipfile.ZipFile, created: Backup) -> Iterator[zipfile.ZipInfo]:
    """The files of an archive. Raises NoBackup for what a backup never holds: links, and places outside the store."""
    infos = [info for info in archive.infolist() if info.filename != _LIST]
    for info in infos:
        parts = info.filename.split("/")
        is_outside = any(part in ("", ".", "..") or _NEVER_IN_A_PLACE.intersection(part) for part in parts)
        if is_outside or stat.S_ISLNK(info.external_attr >> 16):
            raise NoBackup(
                f"{archive.filename} holds {info.filename!r}, which is a link or stands outside the store: "
                "no backup of PEELboard does. Nothing was written."
            )
    if sorted(info.filename for info in infos) != sorted(created.files):
        raise ValueError("the files are not those of the list")
    yield from infos


def _copy(archive: zipfile.ZipFile, info: zipfile.ZipInfo, size: int, sha256: str, to: IO[bytes] | None) -> None:
    """Read a file of the archive, no more of it than is listed. Raises ValueError where it is another."""
    left, content = size, hashlib.sha256()
    with archive.open(info) as read:
        while piece := read.read(_PIECE):
            left -= len(piece)
            if left < 0:
                break
            content.update(piece)
            if to:
                to.write(piece)
    if left or content.hexdigest() != sha256:
        raise ValueError(f"{info.filename} is not as it was written")


def _reason(error: OSError) -> str:
    return (error.strerror or "unknown reason").lower()
