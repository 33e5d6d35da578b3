"""A paper for a committee, once, for every writer: parts in order, each of paragraphs, tables and pictures."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from src import wording
from src.contracts.metric import Result
from src.present.model import Picture
from src.present.slide import PackData
from src.present.tables import Table

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
"""What the file of a paper is."""


class Numbering(StrEnum):
    """How the paragraphs of a paper are numbered."""

    BY_SECTION = "by section"
    """Headings 1, 2, 3 and paragraphs 1.1, 1.2, as audit committees have them."""
    THROUGHOUT = "throughout"
    """Paragraphs 1 to the last, under headings without a number."""
    NONE = "none"


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """A numbered paragraph; a point under one is lettered."""

    text: str
    lead: str = ""
    """The bold words that it begins with."""
    is_point: bool = False


@dataclass(frozen=True, kw_only=True)
class Subheading:
    """The title of what follows inside a part."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Figures:
    """A table with its caption. Its header row repeats on every page."""

    caption: str
    table: Table


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A picture with its text alternative, and where its figures are from."""

    picture: Picture
    source: str


Block = Paragraph | Subheading | Figures | Drawing
Blocks = Iterator[Block]


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of a paper that may be chosen."""

    name: str
    """Its short name, for the page and the command line."""
    title: str
    blocks: Callable[[PackData], Blocks]
    asks: tuple[str, ...] = ()
    """The metrics it rests on, for the sources at the end."""


@dataclass(frozen=True, kw_only=True)
class Form:
    """A kind of paper: for whom it is, and its parts in order."""

    name: str
    title: str
    committee: str
    """The board or committee that takes it; empty for none."""
    parts: tuple[Part, ...]
    numbering: Numbering
    is_one_page: bool = False


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part as it was made."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A paper, whole."""

    form: Form
    data: PackData
    sections: tuple[Section, ...]
    sources: tuple[Result, ...]
    """The results that its figures are from."""

    @property
    def facts(self) -> str:
        """The date and edition of its figures, as every page carries them."""
        return f"As at {wording.day(self.data.as_at)} · edition {self.data.edition}"


def paper(form: Form, data: PackData, parts: tuple[str, ...] = ()) -> Paper:
    """The paper of a form: every part, or those named, in the form's order. A part with nothing in it is left out.

    Raises LookupError with a sentence for the name of a part that the form does not have.
    """
    known = [part.name for part in form.parts]
    if unknown := [name for name in parts if name not in known]:
        raise LookupError(f'There is no part "{unknown[0]}" in this paper. There are: {wording.listed(known)}.')
    chosen = [part for part in form.parts if part.name in (parts or known)]
    drawn = [(part, tuple(part.blocks(data))) for part in chosen]
    asked = dict.fromkeys(name for part, blocks in drawn if blocks for name in part.asks)
    return Paper(
        form=form,
        data=data,
        sections=tuple(Section(title=part.title, blocks=blocks) for part, blocks in drawn if blocks),
        sources=tuple(data.after[name] for name in asked if name in data.after),
    )
