"""A store of the demonstration's own, filled week by week like any other store."""

from collections.abc import Callable, Sequence
from pathlib import Path

from demo import story
from demo.files import File
from src import wording
from src.contracts.problem import Refused
from src.settings import MARK, SYNTHETIC_FORCE, Settings
from src.store.acceptance import accept
from src.store.demo_marker import mark
from src.store.upload import Supplied

BY = "Demonstration"
_WHOLE = "whole"
"""Stands in a store beside the mark once every file is in."""


class NotADemonstration(Exception):
    """A folder that may not be built upon, with the sentence that says why."""


def settings_of(store: Path) -> Settings:
    """The settings that a store of synthetic figures is filled with."""
    return Settings(store=store.resolve(), published=store.resolve() / "published", force_code=SYNTHETIC_FORCE)


def is_whole(store: Path) -> bool:
    """Whether the demonstration was built there to the end."""
    return (store / MARK).exists() and (store / MARK).read_text(encoding="utf-8").strip().endswith(_WHOLE)


def build(
    store: Path, created: Sequence[File] | None = None, report_progress: Callable[[str], None] = lambda text: None
) -> bool:
    """Fill a store with the demonstration. Returns False where that was done before.

    What an earlier build began is carried on with. Raises NotADemonstration where the folder holds anything else.
    """
    settings = settings_of(store)
    if is_whole(store):
        return False
    if store.exists() and not store.is_dir():
        raise NotADemonstration(f"{store} is a file. Name a folder that is empty or does not exist yet.")
    if store.exists() and any(store.iterdir()) and not settings.is_demonstration:
        raise NotADemonstration(
            f"{store} holds something else than a demonstration and was left as it is. "
            "Name a folder that is empty or does not exist yet."
        )
    mark(settings)
    report_progress("Making two years of extracts")
    for monday, files in story.by_week(story.files() if created is None else created).items():
        reason = f"Extracts of {wording.day(monday)}"
        report_progress(f"Taking in the {reason[:1].lower()}{reason[1:]}")
        for file in files:
            if file.is_refused:
                _refused(settings, file)
        accept(settings, [supplied(file) for file in files if not file.is_refused], by=BY, reason=reason)
    with (settings.store / MARK).open("a", encoding="utf-8") as marked:
        marked.write(f"{_WHOLE}\n")
    return True


def supplied(file: File) -> Supplied:
    """A file as it is supplied."""
    return Supplied(name=file.name, content=file.content, dataset=file.dataset)


def _refused(settings: Settings, file: File) -> None:
    """Supply a file that breaks a rule. Raises RuntimeError where it is accepted all the same."""
    try:
        accept(settings, [supplied(file)], by=BY, reason=file.note)
    except Refused:
        return
    raise RuntimeError(f"{file.name} breaks a rule and was accepted.")
