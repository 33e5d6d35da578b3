"""The commands for whoever keeps the store: verify it, back it up, recover it, reduce it."""

import argparse
import sys

from src import wording
from src.cli.words import Mistaken
from src.settings import Settings
from src.store import acceptance, verification
from src.store import backup as backups


def backup(asked: argparse.Namespace, chosen: Settings) -> int:
    """Write the store into one file."""
    try:
        created = backups.back_up(chosen, asked.to)
    except backups.NoBackup as why:
        print(why, file=sys.stderr)
        return 1
    size = wording.count_of(len(created.files), "file")
    print(f"Edition {created.edition} is in {asked.to}: {size}, each read back and found as it was written.")
    return 0


def recover(asked: argparse.Namespace, chosen: Settings) -> int:
    """Make a store of a backup."""
    store = (asked.store or chosen.store).resolve()
    if set("[]*?") & set(str(store)):
        raise Mistaken(f"{store} has one of [ ] * ? in its name. Name another folder.")
    try:
        created = backups.recover(chosen, asked.file, store)
    except backups.NoBackup as why:
        print(why, file=sys.stderr)
        return 1
    print(f"{store} holds edition {created.edition}, as it was on {created.taken_at}, and is whole.")
    return 0


def verify(asked: argparse.Namespace, chosen: Settings) -> int:
    """Say whether everything in the store is as it was written. Returns 1 where something is not."""
    found = verification.verify(chosen, deep=asked.deep)
    for sentence in found.wrong:
        print(sentence)
    if not found.wrong:
        print(
            f"{chosen.store} is whole: edition {found.edition}, {wording.count_of(found.extracts, 'extract')} in "
            f"{wording.count_of(found.files, 'file')} of rows, the tables taken and the audit record."
        )
    for sentence in (*found.erased, *found.unchecked):
        print(sentence)
    if found.not_noted:
        print(
            f"{wording.count_of(found.not_noted, 'file')} of rows came from before hashes were noted: only their "
            "size and the rows in them could be checked. The next extract of the dataset notes them."
        )
    return 1 if found.wrong else 0


def reduce(asked: argparse.Namespace, chosen: Settings) -> int:
    """Save of every file only the table that was taken, where an earlier version saved it whole."""
    sentences = list(acceptance.reduce(chosen))
    for sentence in sentences:
        print(sentence)
    print(f"{wording.capital(wording.count_in_words(len(sentences), 'file'))} reduced. No figure is changed by it.")
    return 0
