"""The command that shows the audit record, or says what is wrong with it."""

import argparse
import dataclasses
import json
from pathlib import Path

from src.cli.words import Mistaken
from src.settings import Settings
from src.store import anchors, audit


def records(asked: argparse.Namespace, chosen: Settings) -> int:
    """The record, oldest first; or whether it is whole, or its anchor. Returns 1 where it is not whole."""
    if asked.make_key:
        return _make_key(asked.make_key, chosen)
    if asked.anchor:
        print(audit.anchor(chosen) or f"Nothing is recorded in {chosen.store} yet.")
        return 0
    if asked.verify or asked.holds:
        return _verify(asked, chosen)
    found = audit.read(chosen)[::-1]
    if asked.format == "json":
        print(json.dumps([dataclasses.asdict(record) for record in found], indent=2, ensure_ascii=False))
        return 0
    if not found:
        print(f"Nothing is recorded in {chosen.store} yet.")
    for record in found:
        edition = f", edition {record.edition}" if record.edition is not None else ""
        about = f": {record.about}" if record.about else ""
        print(
            f"{record.number:>6}  {record.moment:%Y-%m-%d %H:%M:%S}  {record.event:<10}  {record.who}{edition}{about}"
        )
    return 0


def _verify(asked: argparse.Namespace, chosen: Settings) -> int:
    wrong = audit.verify(chosen, asked.holds)
    newest = next(iter(audit.read(chosen, most=1)), None)
    if asked.format == "json":
        lines = {"number": newest.number, "hash": newest.hash} if newest else None
        print(json.dumps({"whole": not wrong, "wrong": wrong, "newest": lines}, indent=2, ensure_ascii=False))
        return 1 if wrong else 0
    for sentence in wrong:
        print(sentence)
    if not wrong:
        print(audit.standing(newest))
    return 1 if wrong else 0


def _make_key(file: Path, chosen: Settings) -> int:
    if file.resolve().is_relative_to(chosen.store):
        raise Mistaken(f"{file} is within the store, where whoever changes figures finds it. Name another place.")
    try:
        public = anchors.make_key(file)
    except OSError as error:
        raise Mistaken(
            f"{file} cannot be written ({error.strerror}). A key that is there is never written over."
        ) from None
    print(f"{file} signs: set PEELBOARD_ANCHOR_KEY to it and let nobody else read it.")
    print(f"{public} tells whether a signature is its own: give it to whoever checks.")
    return 0
