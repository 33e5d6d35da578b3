"""Sources that feed themselves: what a profile says to fetch is fetched when it is due, and taken in as any file is.

Nothing is fetched unless the settings name where from: the hosts of addresses, the folders of files and databases.
An address is https alone; its certificate is checked and it may lead to no other host.
"""

import csv
import io
import json
import os
import ssl
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.client import HTTPMessage
from pathlib import Path
from typing import IO, Any
from urllib.parse import unquote, urlsplit

from src import wording
from src.contracts.problem import Problem, Refused
from src.ingest.file_type import MEGABYTE
from src.ingest.profile import Profile
from src.services import batch_import
from src.settings import Settings
from src.store import held_files, profiles
from src.store.disk_check import storing
from src.store.engines import databases
from src.store.upload import Supplied, supplied

_SECONDS = 60
_STATE = "fetched.json"
_EVERY = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(days=7), "month": timedelta(days=28)}
_EARLY = timedelta(minutes=10)
"""A scheduler that runs a little early still finds due what is."""
Say = Callable[[str], None]


@dataclass(kw_only=True)
class Fetched:
    """What came of the sources that were due: how many files were accepted, refused and left waiting for a person."""

    accepted: int = 0
    refused: int = 0
    waiting: int = 0


def fetch(settings: Settings, *, by: str, say: Say, named: str = "", now: datetime | None = None) -> Fetched:
    """Fetch every source that is due, or the one named whether it is or not, and take in what is new of it."""
    now = now or datetime.now(UTC)
    last, found = _last(settings.store), Fetched()
    for name, entry in profiles.live(settings.store).items():
        source = entry.profile.source
        is_due = name not in last or now - last[name] >= _EVERY[source.get("every", "day")] - _EARLY
        if not source or (name != named if named else not is_due):
            continue
        if _take_all(settings, entry.profile, by, say, found):
            last[name] = now
            _note(settings.store, last)
    return found


def _take_all(settings: Settings, profile: Profile, by: str, say: Say, found: Fetched) -> bool:
    """Take in each file of a source. Tells whether none was refused: what failed is due again at once."""
    refused = found.refused
    try:
        for place, file in _files(settings, profile):
            _take(settings, profile, place, file, by, say, found)
    except Refused as none:
        _refuse(profile, none, say, found)
    return found.refused == refused


def _take(settings: Settings, profile: Profile, place: str, file: Supplied, by: str, say: Say, found: Fetched) -> None:
    intake = batch_import.take(settings, file, profile=profile.name)
    reason = f"Fetched from {place}"
    try:
        stored = batch_import.accept(settings, file, intake, by=by, reason=reason, profile=profile.name)
    except Refused as refused:
        if not refused.needs_person:
            _refuse(profile, refused, say, found)
            return
        reasons = tuple(problem.sentence() for problem in refused.problems)
        with storing(settings.store):
            held_files.hold(settings.store, file.sha256, place, reasons, name=file.name)
        found.waiting += 1
        say(f"{profile.name}: {file.name} is held for a person. {' '.join(reasons)}")
        return
    if not stored.events:
        say(f"{profile.name}: {file.name} is as it was accepted before. Nothing new was stored.")
        return
    found.accepted += 1
    rows = wording.count_of(sum(event.row_count for event in stored.events), "row")
    say(f"{profile.name}: {file.name}, {rows}, is edition {stored.events[-1].sequence}.")


def _refuse(profile: Profile, refused: Refused, say: Say, found: Fetched) -> None:
    found.refused += 1
    for problem in refused.problems:
        say(f"{profile.name}: {problem.sentence()}")


def _files(settings: Settings, profile: Profile) -> Iterator[tuple[str, Supplied]]:
    """The place and the content of each file of a source. Raises Refused."""
    source = profile.source
    if "folder" in source:
        folder = _allowed(settings, profile, Path(source["folder"]))
        for path in sorted(folder.iterdir()):
            if path.is_file() and not path.is_symlink() and profile.is_named_for(path.name):
                yield str(path), supplied(path, "", settings.limits)
    elif "address" in source:
        yield source["address"], _downloaded(settings, profile, source["address"])
    else:
        database = _allowed(settings, profile, Path(source["database"]))
        yield str(database), _queried(settings, profile, database, source["query"])


def _problem(profile: Profile, found: str, expected: str, todo: str) -> Refused:
    return Refused([Problem(file=f"{profile.name}.toml", found=found, expected=expected, todo=todo)])


def _allowed(settings: Settings, profile: Profile, path: Path) -> Path:
    """A path below one of the folders that may be fetched from. Raises Refused."""
    folders = [Path(folder).resolve() for folder in settings.fetch_folders.split(os.pathsep) if folder]
    real = path.resolve()
    if not any(real.is_relative_to(folder) for folder in folders):
        expected = "a place in one of the folders of PEELBOARD_FETCH_FOLDERS"
        raise _problem(profile, f'"{path}"', expected, "Name its folder there, if it may be read.")
    if not real.exists():
        raise _problem(profile, f'nothing at "{path}"', "a folder or a database", "Check the name.")
    return real


class _SameHost(urllib.request.HTTPRedirectHandler):
    """Follows an address only to the same host, and only over https."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:
        """The request that follows. Raises URLError where it would lead elsewhere."""
        before, after = urlsplit(req.full_url), urlsplit(newurl)
        if (before.scheme, before.netloc) != (after.scheme, after.netloc):
            raise urllib.error.URLError(f"it leads to {after.scheme}://{after.netloc}, which is not followed")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _downloaded(settings: Settings, profile: Profile, address: str) -> Supplied:
    """The file at an address. Raises Refused."""
    hosts = [host.strip().lower() for host in settings.fetch_hosts.split(",") if host.strip()]
    parts = urlsplit(address)
    if parts.scheme != "https" or parts.netloc.lower() not in hosts:
        expected = "an https address of one of the hosts of PEELBOARD_FETCH_HOSTS"
        raise _problem(profile, f'the address "{address}"', expected, "Name its host there, if it may be asked.")
    secure = urllib.request.HTTPSHandler(context=ssl.create_default_context())
    most = settings.limits.file_megabytes * MEGABYTE
    try:
        with urllib.request.build_opener(secure, _SameHost()).open(address, timeout=_SECONDS) as answer:
            content: bytes = answer.read(most + 1)
    except (OSError, ValueError) as error:  # a certificate, a host that does not answer, a status that is no success
        found = f"no file at {address} ({getattr(error, 'reason', None) or error})"
        raise _problem(profile, found, "a file", "Open the address in a browser to see what is wrong.") from None
    if len(content) > most:
        found = f"more than {settings.limits.file_megabytes:,} MB at {address}"
        raise _problem(profile, found, "at most that much", "Have less exported.")
    name = unquote(parts.path.rpartition("/")[2]) or f"{profile.name}.csv"
    return Supplied(name=name, content=content, dataset="")


def _queried(settings: Settings, profile: Profile, database: Path, query: str) -> Supplied:
    """The rows of a query as CSV. The database is only read, and the query reaches no other file. Raises Refused."""
    try:
        headings, rows = databases.rows(database, query, settings.limits.rows + 1)
    except databases.NoRows as error:
        found = f"a query that gives no rows ({error})"
        raise _problem(profile, found, "a query that the database answers", "Mend the query.") from None
    if len(rows) > settings.limits.rows:
        raise _problem(profile, f"more than {settings.limits.rows:,} rows", "at most that many", "Ask for fewer.")
    written = io.StringIO()
    csv.writer(written).writerows([headings, *rows])
    return Supplied(name=f"{profile.name}.csv", content=written.getvalue().encode(), dataset="")


def _last(store: Path) -> dict[str, datetime]:
    try:
        written: dict[str, Any] = json.loads((store / _STATE).read_text(encoding="utf-8"))
        return {name: datetime.fromisoformat(at) for name, at in written.items()}
    except (OSError, ValueError, TypeError, AttributeError):  # never fetched, or damaged: everything is due
        return {}


def _note(store: Path, last: dict[str, datetime]) -> None:
    with storing(store):
        store.mkdir(parents=True, exist_ok=True)
        fresh = store / f"{_STATE}.part"
        fresh.write_text(json.dumps({name: at.isoformat() for name, at in sorted(last.items())}), encoding="utf-8")
        fresh.replace(store / _STATE)
