"""What the arguments of commands are read as, and the sentence for one that is none."""

import argparse
from datetime import date

from src.store import anchors


def day(text: str) -> date:
    """A date. Raises ArgumentTypeError."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f'found "{text}"; expected a date such as 2024-02-01') from None


def seconds(text: str) -> float:
    """Seconds, within a day. Raises ArgumentTypeError."""
    try:
        found = float(text)
    except ValueError:
        found = 0
    if not 0.1 <= found <= 86_400:
        raise argparse.ArgumentTypeError(f'found "{text}"; expected seconds from 0.1 to 86,400')
    return found


def kept_elsewhere(text: str) -> anchors.Anchor:
    """An anchor. Raises ArgumentTypeError."""
    anchor = anchors.read(text)
    if anchor is None:
        raise argparse.ArgumentTypeError(f'found "{text}"; expected such as 41:9f86d0.., the hash in full')
    return anchor


def allowed(text: str) -> tuple[str, ...]:
    """What may happen unasked. Raises ArgumentTypeError."""
    names = tuple(name.strip() for name in text.split(","))
    if not set(names) <= {"gone", "emptied"}:
        raise argparse.ArgumentTypeError(f'found "{text}"; expected gone, emptied or both, with a comma between')
    return names


def answer(text: str) -> tuple[str, str]:
    """A question or a heading, and its answer. Raises ArgumentTypeError."""
    theirs, sign, ours = text.rpartition("=")
    if not sign or not theirs.strip():
        raise argparse.ArgumentTypeError(f'found "{text}"; expected such as "Waiting=Cases awaiting"')
    return theirs.strip(), ours.strip()
