"""The events of the ledger as a reader meets them: those of one moment are one step, and one edition.

Apart from the history page, which needs all that supplying does: every page offers an earlier edition to compare with.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby

from src import wording
from src.store import editions
from src.store.ledger import TYPED_IN, Event

_NAMED = 3
Step = Sequence[Event]
"""What came to be in one moment: one edition to a reader, who could see none in between."""


def steps(events: Sequence[Event]) -> list[Step]:
    """The events, oldest first, those of one moment together."""
    return [list(step) for _, step in groupby(events, key=lambda event: event.at)]


def describe_step(step: Step) -> str:
    """A step as it stands in a list to choose from."""
    return f"Edition {step[-1].sequence}, {wording.moment(step[-1].at)}: {titles(step)} {step[-1].event}"


def titles(step: Step) -> str:
    """What a step was about, the first few named."""
    return few(dict.fromkeys(editions.title_of(event) for event in step))


def came_as(event: Event) -> str:
    """What an extract came as: the name of its file, or that it was typed in."""
    return "typed in" if event.file_name == TYPED_IN else event.file_name


def few(names: Iterable[str]) -> str:
    """The first few names, and how many more there are."""
    return wording.first_of(names, _NAMED, ", ")
