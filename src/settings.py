"""Where things stand and what may be changed without touching code.

Every setting can be given as an environment variable of the same name in capitals with
PEELBOARD_ in front: PEELBOARD_STORE, PEELBOARD_MARKING and so on.
"""

import os
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent

MARK = "demonstration"
"""The file in a store that says its figures are synthetic."""
SETTINGS_FILE = "peelboard.env"
"""The settings in a force's folder, which PEELBOARD_FOLDER names."""
SYNTHETIC_FORCE = "syn"
SYNTHETIC_NOTICE = "Synthetic data for demonstration"


@cache
def version() -> str:
    """The version of PEELboard, as pyproject.toml has it."""
    return str(tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How much of a supplied file is read before it is refused. A refusal names the limit it met.

    As environment variables: PEELBOARD_LIMIT_ROWS and so on.
    """

    file_megabytes: int = 100
    unpacked_megabytes: int = 500
    """A workbook is a packed archive; this is its size unpacked, the sum of its parts."""
    parts: int = 1_000
    """How many files the archive of a workbook may hold."""
    ratio: int = 200
    """How many times larger a part may be unpacked than packed. Parts below a megabyte are not checked."""
    rows: int = 1_000_000
    columns: int = 500
    cells: int = 15_000_000
    """Of a sheet: its rows times its columns, empty cells between them counted."""
    uploads_megabytes: int = 300
    """Of the files that one person has uploaded and neither accepted nor discarded."""
    all_uploads_megabytes: int = 900
    """Of those of everybody together."""
    previews_megabytes: int = 1_000
    """What the files that wait for somebody to accept or discard them may hold together."""
    cell_characters: int = 32_767
    """What Excel itself allows."""
    seconds: int = 60
    memory_megabytes: int = 1_000
    """Of the separate process that reads a workbook or a large text file."""


@dataclass(frozen=True, kw_only=True)
class Scope:
    """What part of a store's rows may be seen. None stands for all."""

    forces: frozenset[str] | None = None
    """Codes of reference/forces.csv."""
    areas: frozenset[str] | None = None
    """Codes of reference/areas.csv."""

    @property
    def is_whole(self) -> bool:
        """Whether everything may be seen."""
        return self.forces is None and self.areas is None


class Action(StrEnum):
    """What somebody may do, in the words that a refusal uses."""

    SEE = "see figures and take packs away"
    HISTORY = "read the history of extracts"
    SUPPLY = "supply or check an extract"
    ACCEPT = "accept an extract"
    UPDATE = "add updates and actions"
    SIGN = "sign a step to closure"
    ORIGINALS = "download the tables that were taken"
    VIEWS = "save a view"
    WITHDRAW = "withdraw an extract"
    RESTORE = "restore an extract"
    ERASE = "erase a file"
    AUDIT = "read the audit record"


TO_BIND = frozenset({Action.SEE, Action.HISTORY, Action.ORIGINALS})
"""What has to be allowed to take an inspection binder: it holds whole rows and the names in the history."""


def _always() -> bool:
    """Nobody signs in, so no sign-in ends."""
    return True


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who acts, and what that person or service may do. As it stands: whoever sits at a local start, who may all."""

    name: str = ""
    """Goes into the history in the place of a typed name; empty where nobody signs in."""
    role: str = ""
    may: frozenset[Action] = frozenset(Action)
    holds: Callable[[], bool] = field(default=_always, compare=False)
    """Whether the sign-in still holds, asked at the moment of an action and not when its page was drawn."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The settings of one running PEELboard. All paths are absolute."""

    store: Path = PROJECT / "data" / "store"
    """Where accepted extracts are kept. Made at first start."""

    published: Path = PROJECT / "data" / "published"
    """CSV files of figures transcribed from published papers, accepted at first start."""

    reference: Path = PROJECT / "data" / "reference"
    """Code lists: levels, areas, cycles, limits."""

    marking: str = "OFFICIAL"
    """The protective marking shown on every page."""

    notice: str = ""
    """A line shown at the top and the foot of every page, such as "Synthetic data for demonstration"."""

    force_code: str = "wmp"
    """The force whose figures are shown, a code in reference/forces.csv."""

    alerts: str = ""
    """The file of rules for alerts. Left empty there are none."""

    engine: str = ""
    """What answers. Left empty it is DuckDB; spark://host:port is a Spark Connect server."""

    engine_store: str = ""
    """The store as that server sees it, such as abfss://..., where that is another path than here."""

    limits: Limits = Limits()
    """How much of a supplied file is read."""

    hosts: str = "localhost, 127.0.0.1, ::1"
    """The names a server is asked by, divided by commas. Any other is refused."""

    tls: str = "off"
    """"on" where TLS stands before the server: browsers use TLS only, and cookies are sent over TLS only."""

    log: str = ""
    """The form of the server's log, "json" or "text". Left empty it is text at a terminal and JSON elsewhere."""

    anchor_key: str = ""
    """The file of an ed25519 key, outside the store. A private one signs each record of the audit, its public half
    says whether a signature is its own."""

    fetch_hosts: str = ""
    """The hosts that files may be fetched from, divided by commas. Left empty nothing is fetched from any address."""

    fetch_folders: str = ""
    """The folders that files and databases may be fetched from, divided as PATH is. Left empty there are none."""

    fetch_secrets: str = ""
    """The folder of the files that hold the secrets which sources ask for, each by its name. Outside the store."""

    scope: Scope = Scope()
    """What part of the rows may be seen. It narrows with who is signed in, and every table made under these
    settings holds those rows alone."""

    # What is answered depends on the scope and not on who asks: caches are shared by people of one scope.
    actor: Actor = field(default=Actor(), compare=False)
    """Who acts. The functions that store something ask it."""

    @property
    def is_demonstration(self) -> bool:
        """Whether the figures of the store are synthetic."""
        return (self.store / MARK).exists()


_NOT_TYPED = ("limits", "scope", "actor")
"""Settings that are more than a text: limits have names of their own, the others come of signing in."""


def from_environment(environment: dict[str, str] | None = None) -> Settings:
    """The settings, with anything named PEELBOARD_... in the environment taking precedence."""
    environment = dict(os.environ) if environment is None else environment
    environment = {**_of_folder(environment.get("PEELBOARD_FOLDER", "")), **environment}
    chosen: dict[str, object] = {}
    for setting in fields(Settings):
        given = environment.get(f"PEELBOARD_{setting.name.upper()}")
        if given and setting.name not in _NOT_TYPED:
            chosen[setting.name] = Path(given).resolve() if setting.type is Path else given
    limits = {
        limit.name: int(environment[f"PEELBOARD_LIMIT_{limit.name.upper()}"])
        for limit in fields(Limits)
        if environment.get(f"PEELBOARD_LIMIT_{limit.name.upper()}")
    }
    chosen["limits"] = Limits(**limits)
    settings = Settings(**chosen)  # type: ignore[arg-type]
    if not settings.is_demonstration:
        return settings
    # Whatever else was asked for: synthetic figures are never shown as a real force's, nor without the notice.
    return replace(
        settings,
        published=settings.store / "published",
        force_code=SYNTHETIC_FORCE,
        notice=SYNTHETIC_NOTICE,
    )


def _of_folder(folder: str) -> dict[str, str]:
    """The settings of a force's folder, as `init` makes it. Places in it are counted from the folder."""
    path = Path(folder).resolve() / SETTINGS_FILE
    if not folder or not path.is_file():
        return {}
    lines = [line.partition("=") for line in path.read_text(encoding="utf-8").splitlines()]
    given = {name.strip(): value.strip().strip('"') for name, sign, value in lines if sign and not name.startswith("#")}
    places = {f"PEELBOARD_{setting.name.upper()}" for setting in fields(Settings) if setting.type is Path}
    return {name: str(path.parent / value) if name in places else value for name, value in given.items()}
