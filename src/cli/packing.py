"""The board pack and the papers from the command line, written unattended."""

import argparse

from src import wording
from src.cli.words import user
from src.services import binder as binders
from src.services import build_pack, build_paper
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
        has_appendix=asked.appendix,
        under=asked.suppress_under,
    )
    _record(asked, chosen, "board pack")
    return done


def paper(asked: argparse.Namespace, chosen: Settings) -> int:
    """Write a paper to a file."""
    build_paper.write(
        chosen,
        asked.form,
        asked.out,
        as_at=asked.as_at,
        edition=asked.edition,
        since=asked.since,
        parts=tuple(asked.part),
        under=asked.suppress_under,
    )
    _record(asked, chosen, f"{asked.form} paper")
    return 0


def binder(asked: argparse.Namespace, chosen: Settings) -> int:
    """Write the binder of an edition, and print its seal, which the audit record has too."""
    bound = binders.write(chosen, asked.out, as_at=asked.as_at, edition=asked.edition, since=asked.since)
    _record(asked, chosen, f"binder with the seal {bound.seal}")
    print(
        f"Wrote the binder to {asked.out}: {bound.files} files, as at {wording.day(bound.as_at)}, edition "
        f"{bound.edition}. Its seal is {bound.seal}."
    )
    return 0


def _record(asked: argparse.Namespace, chosen: Settings, what: str) -> None:
    audit.record(
        chosen,
        who=chosen.actor.name or user() or "a service",
        event=audit.EXPORTED,
        about=f"{what}, by the command line, to {asked.out}",
        edition=asked.edition or editions.newest(chosen),
    )
