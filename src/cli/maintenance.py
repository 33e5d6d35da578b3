"""The commands for whoever keeps the store: verify it, back it up, recover it, reduce it."""

import argparse
import sys
import tempfile
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

from src import wording
from src.cli.words import Mistaken
from src.metrics import METRICS
from src.metrics.calculate import calculate
from src.services import binder
from src.settings import Settings
from src.store import acceptance, editions, verification
from src.store import backup as backups
from src.store.disk_check import DAMAGED, IntegrityError


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


def drill(asked: argparse.Namespace, chosen: Settings) -> int:
    """Recover a backup into a folder of its own, ask it every metric, and take the folder away again."""
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="peelboard-drill-", dir=asked.beside) as folder:
        tried = replace(chosen, store=Path(folder) / "store")
        try:
            created = backups.recover(chosen, asked.file, tried.store)
        except backups.NoBackup as why:
            print(why, file=sys.stderr)
            return 1
        found, stored = (_answers(settings, created.edition) for settings in (tried, chosen))
    unlike = [name for name in found if stored and found[name] != stored[name]]
    if unlike:
        print(f"Edition {created.edition} answers otherwise than the store: {', '.join(unlike)}.", file=sys.stderr)
        return 1
    same = "as the store does" if stored else "and the store is not there to compare with"
    print(
        f"Edition {created.edition} of {created.taken_at} was recovered in {time.perf_counter() - began:.0f} seconds, is "
        f"whole, and answers {wording.count_of(len(found), 'metric')}, {same}. Nothing of it is left."
    )
    return 0


def _answers(settings: Settings, number: int) -> dict[str, object]:
    """What every metric says at an edition; nothing where the store has no such edition."""
    try:
        edition = editions.open_edition(settings, number)
    except (LookupError, IntegrityError, *DAMAGED):
        return {}
    as_at = edition.newest_date() or date.today()
    return {name: calculate(metric, edition, as_at).rows for name, metric in METRICS.items()}


def verify(asked: argparse.Namespace, chosen: Settings) -> int:
    """Say whether everything in the store is as it was written. Returns 1 where something is not."""
    if asked.binder:
        return _verify_binder(asked.binder)
    found = verification.verify(chosen, deep=asked.deep)
    if asked.unnamed and found.wrong:
        things = wording.count_of(len(found.wrong), "thing")
        print(f"Not as it was written: {things} in {chosen.store}. Without --unnamed, verify says what.")
        return 1
    for sentence in found.wrong:
        print(sentence)
    if not found.wrong:
        print(
            f"{chosen.store} is whole: edition {found.edition}, {wording.count_of(found.extracts, 'extract')} in "
            f"{wording.count_of(found.files, 'file')} of rows, the tables taken and the audit record."
        )
    for sentence in () if asked.unnamed else (*found.erased, *found.unchecked):
        print(sentence)
    if found.not_noted:
        print(
            f"{wording.count_of(found.not_noted, 'file')} of rows came from before hashes were noted: only their "
            "size and the rows in them could be checked. The next extract of the dataset notes them."
        )
    return 1 if found.wrong else 0


def _verify_binder(path: Path) -> int:
    wrong = binder.problems(path)
    for sentence in wrong:
        print(sentence)
    if not wrong:
        print(f"{path} is as it was bound, and every figure in it comes out again. Its seal is {binder.seal_of(path)}.")
    return 1 if wrong else 0


def reduce(asked: argparse.Namespace, chosen: Settings) -> int:
    """Save of every file only the table that was taken, where an earlier version saved it whole."""
    sentences = list(acceptance.reduce(chosen))
    for sentence in sentences:
        print(sentence)
    print(f"{wording.capital(wording.count_in_words(len(sentences), 'file'))} reduced. No figure is changed by it.")
    return 0
