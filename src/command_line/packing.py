"""The board pack from the command line: written unattended to a folder."""

import argparse

from src import packing
from src.settings import Settings


def pack(asked: argparse.Namespace, chosen: Settings) -> int:
    """Write the pack. Returns 0, or 3 where a check that held at the last run fails now."""
    return packing.pack(
        chosen,
        asked.out,
        as_at=asked.as_at,
        edition=asked.edition,
        since=asked.since,
        sections=tuple(asked.section),
        title=asked.title,
        under=asked.suppress_under,
    )
