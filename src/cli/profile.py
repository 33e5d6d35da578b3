"""The commands of import profiles: list, show, export, make, import and retire."""

import argparse
from collections.abc import Mapping

from src import wording
from src.cli.words import Mistaken, known, write
from src.ingest import profile as profiles
from src.ingest.profile import LEAVE_OUT, Profile
from src.metrics.datasets import DATASETS
from src.settings import Settings
from src.store import profiles as stored
from src.store.profiles import Kept


def listed(asked: argparse.Namespace, chosen: Settings) -> int:
    """Name every profile in use, or every version there ever was."""
    for entry in stored.every(chosen.store) if asked.all else stored.live(chosen.store).values():
        signed = f" {entry.state} by {entry.by_whom} on {wording.moment(entry.at)}" if entry.at else ""
        print(f"{entry.title}{signed}: {entry.profile.about or _of(entry.profile)}")
    return 0


def _of(profile: Profile) -> str:
    return DATASETS[profile.dataset].title if profile.dataset else "Files of any dataset"


def show(asked: argparse.Namespace, chosen: Settings) -> int:
    """Print a profile as its file has it."""
    print(profiles.write(_live(asked.name, chosen).profile), end="")
    return 0


def export(asked: argparse.Namespace, chosen: Settings) -> int:
    """Write the file of a profile, for another store."""
    write(asked.out, profiles.write(_live(asked.name, chosen).profile).encode())
    print(f"Wrote {asked.out}: the profile {asked.name}.")
    return 0


def make(asked: argparse.Namespace, chosen: Settings) -> int:
    """Make a profile of what the command line says, or the next version of one."""
    dataset = known(asked.dataset, DATASETS, "dataset") if asked.dataset else ""
    before = stored.live(chosen.store).get(asked.name)
    created = before.profile if before else Profile(name=asked.name)
    given: Mapping[str, object] = {
        "about": asked.about,
        "dataset": dataset,
        "file": asked.file,
        "sheet": asked.sheet,
        "needs": (*created.needs, *asked.needs),
        "allow": tuple(dict.fromkeys((*created.allow, *asked.allow))),
        "headings": {**created.headings, **{theirs: ours or LEAVE_OUT for theirs, ours in asked.heading}},
        "answers": {**created.answers, **dict(asked.answer)},
    }
    return _keep(chosen, Profile(**{**vars(created), **{name: value for name, value in given.items() if value}}), asked)


def bring_in(asked: argparse.Namespace, chosen: Settings) -> int:
    """Take a profile in from a file that was exported or written by hand."""
    try:
        text = asked.file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Mistaken(f"{asked.file} cannot be read ({getattr(error, 'strerror', None) or 'no text'}).") from None
    return _keep(chosen, profiles.read(asked.file.name, text), asked)


def retire(asked: argparse.Namespace, chosen: Settings) -> int:
    """Use a profile no longer. Its versions stay in the list of all."""
    entry = stored.retire(chosen, asked.name, by=asked.by, reason=asked.reason)
    print(f"Retired {entry.profile.name}. What it did stays in the history; import it again to use it.")
    return 0


def _keep(chosen: Settings, profile: Profile, asked: argparse.Namespace) -> int:
    entry = stored.keep(chosen, profile, by=asked.by, reason=asked.reason)
    print(f"The profile {entry.title} is in use.")
    return 0


def _live(name: str, chosen: Settings) -> Kept:
    live = stored.live(chosen.store)
    return live[known(name, live, "profile")]
