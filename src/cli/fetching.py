"""The command that fetches what is due."""

import argparse

from src.cli.words import known
from src.services.fetch import fetch
from src.settings import Settings
from src.store import profiles

_REFUSED, _NEEDS_PERSON = 1, 3


def fetch_due(asked: argparse.Namespace, chosen: Settings) -> int:
    """Fetch the sources that are due, or one by name, and take in what is new."""
    if asked.profile:
        known(asked.profile, profiles.live(chosen.store), "profile")
    found = fetch(chosen, by=asked.by, say=print, named=asked.profile, is_unnamed=asked.unnamed)
    if found == type(found)():
        print("Nothing new was fetched.")
    return _REFUSED if found.refused else _NEEDS_PERSON if found.waiting else 0
