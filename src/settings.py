"""Where things stand and what may be changed without touching code.

Every setting can be given as an environment variable of the same name in capitals with
PEELBOARD_ in front: PEELBOARD_STORE, PEELBOARD_MARKING and so on.
"""

import os
from dataclasses import dataclass, fields
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


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

    force_code: str = "wmp"
    """The force whose figures are shown, a code in reference/forces.csv."""


def from_environment(environment: dict[str, str] | None = None) -> Settings:
    """The settings, with anything named PEELBOARD_... in the environment taking precedence."""
    environment = dict(os.environ) if environment is None else environment
    chosen: dict[str, object] = {}
    for setting in fields(Settings):
        given = environment.get(f"PEELBOARD_{setting.name.upper()}")
        if given:
            chosen[setting.name] = Path(given).resolve() if setting.type is Path else given
    return Settings(**chosen)  # type: ignore[arg-type]
