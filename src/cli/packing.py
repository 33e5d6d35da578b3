"""The board pack from the command line: written unattended to a folder."""

import argparse

from src.cli.words import user
from src.services import build_pack
from src.settings import Settings
from src.store import audit, editions


def pack(asked: argparse.Namespace, chosen: Settings) -> int:
    """Write the pack. Returns 0, or 3 where a check that held at the last run fails now."""
    done = build_pack.pack(
        chosen,
        asked.out,
        as_at=asked.as_at,
        edition=asked.edition,
        since=asked.since,
        sections=tuple(asked.section),
        title=asked.title,
        under=asked.suppress_under,
    )
    audit.record(
        chosen,
        who=chosen.actor.name or user() or "a service",
        event=audit.EXPORTED,
        about=f"board pack, by the command line, to {asked.out}",
        edition=asked.edition or editions.newest(chosen),
    )
    return done
