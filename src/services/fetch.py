"""Sources that feed themselves: what a profile says to fetch is fetched when it is due, and taken in as any file is.

Nothing is fetched unless the settings name where from: the hosts of addresses, the folders of files and databases.
"""

import csv
import io
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from src import wording
from src.contracts.problem import Refused
from src.ingest.profile import Profile
from src.services import batch_import
from src.services.download import downloaded, problem, refuse_other_hosts, secret
from src.services.folder_watch import unnamed
from src.settings import Settings
from src.store import held_files, profiles
from src.store.disk_check import storing
from src.store.engines import databases
from src.store.upload import Supplied, supplied

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
    is_unnamed: bool = field(default=False, repr=False, compare=False)

    def called(self, file: Supplied) -> str:
        """What a file is called in what is said."""
        return unnamed(file) if self.is_unnamed else file.name


def fetch(
    settings: Settings, *, by: str, say: Say, named: str = "", now: datetime | None = None, is_unnamed: bool = False
) -> Fetched:
    """Fetch every source that is due, or the one named whether it is or not, and take in what is new of it.

    Unnamed, what is said has no text from outside: no name of a file, and no words of a problem.
    """
    now = now or datetime.now(UTC)
    last, found = _last(settings.store), Fetched(is_unnamed=is_unnamed)
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
        why = "Extracts has the question." if found.is_unnamed else " ".join(reasons)
        say(f"{profile.name}: {found.called(file)} is held for a person. {why}")
        return
    if not stored.events:
        say(f"{profile.name}: {found.called(file)} is as it was accepted before. Nothing new was stored.")
        return
    found.accepted += 1
    rows = wording.count_of(sum(event.row_count for event in stored.events), "row")
    say(f"{profile.name}: {found.called(file)}, {rows}, is edition {stored.events[-1].sequence}.")


def _refuse(profile: Profile, refused: Refused, say: Say, found: Fetched) -> None:
    found.refused += 1
    if found.is_unnamed:
        problems = wording.count_of(len(refused.problems), "problem")
        say(f"{profile.name}: refused, {problems}. Named with --profile and without --unnamed, fetch says which.")
        return
    for each in refused.problems:
        say(f"{profile.name}: {each.sentence()}")


def _files(settings: Settings, profile: Profile) -> Iterator[tuple[str, Supplied]]:
    """The place and the content of each file of a source. Raises Refused."""
    source = profile.source
    if "folder" in source:
        folder = _allowed(settings, profile, Path(source["folder"]))
        for path in sorted(folder.iterdir()):
            if path.is_file() and not path.is_symlink() and profile.is_named_for(path.name):
                yield str(path), supplied(path, "", settings.limits)
    elif "address" in source:
        yield source["address"], downloaded(settings, profile, source["address"])
    elif server := databases.server(source["database"]):
        refuse_other_hosts(settings, profile, server.place, source["database"])
        password = secret(settings, profile)
        yield source["database"], _queried(settings, profile, lambda most: server.rows(source["query"], password, most))
    else:
        path = _allowed(settings, profile, Path(source["database"]))
        yield str(path), _queried(settings, profile, lambda most: databases.rows(path, source["query"], most))


def _allowed(settings: Settings, profile: Profile, path: Path) -> Path:
    """A path below one of the folders that may be fetched from. Raises Refused."""
    folders = [Path(folder).resolve() for folder in settings.fetch_folders.split(os.pathsep) if folder]
    real = path.resolve()
    if not any(real.is_relative_to(folder) for folder in folders):
        expected = "a place in one of the folders of PEELBOARD_FETCH_FOLDERS"
        raise problem(profile, f'"{path}"', expected, "Name its folder there, if it may be read.")
    if not real.exists():
        raise problem(profile, f'nothing at "{path}"', "a folder or a database", "Check the name.")
    return real


def _queried(settings: Settings, profile: Profile, ask: Callable[[int], databases.Rows]) -> Supplied:
    """The rows of a query as CSV. The database is only read, and the query reaches no other file. Raises Refused."""
    try:
        headings, rows = ask(settings.limits.rows + 1)
    except databases.NoRows as error:
        found = f"a query that gives no rows ({error})"
        raise problem(profile, found, "a query that the database answers", "Mend the query.") from None
    if len(rows) > settings.limits.rows:
        raise problem(profile, f"more than {settings.limits.rows:,} rows", "at most that many", "Ask for fewer.")
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
