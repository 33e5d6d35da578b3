"""A paper as a Word document: native headings, numbering, tables and charts, nothing that is only a picture."""

from collections.abc import Collection, Sequence
from datetime import datetime, time
from itertools import zip_longest
from math import ceil
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Emu, Pt

from src import wording
from src.present.column_widths import column_widths
from src.present.docx.charts import Charts, saved
from src.present.docx.styles import (
    CAPTION,
    CELL,
    COLOURS,
    NUMBERED,
    PLAIN,
    POINT,
    TABLE,
    colour,
    field,
    template,
    width,
)
from src.present.model import Bars, Lines, Rule
from src.present.papers.paper import Block, Drawing, Figures, Numbering, Paper, Paragraph, Subheading
from src.present.sections.appendix import source_tables
from src.present.tables import Cell, Table

_LETTER = 0.56 * 12_700
"""The width of a letter in EMU, for each point of its size."""
_MARGINS = 95_000
"""What stands free on both sides of a cell, in EMU."""


_WIDE = {"MW": 0.95, "ABCDEFGHJKLNOPQRSTUVXYZmw%": 0.78, "Iijlfrt.,:;'()/-": 0.34}
"""How wide letters of Arial are at most, in their size; the others are no wider than _ELSE."""
_ELSE, _BOLD = 0.56, 1.1
_SMALLEST = 7.5
"""The smallest letters of a table, in points."""
_SHORT = 14
"""How many lines of text a table has at most that stands on one page whole: a quarter of a page."""
_LEFT_OVER = 2
"""How many rows at least go over to the next page with the last one, so that no row stands there alone."""


def docx(paper: Paper) -> bytes:
    """The paper as a file: the same bytes from the same figures."""
    return saved(_Writer(paper).document)


class _Writer:
    """One document while it is written."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.document = template(paper)
        self._charts = Charts(self.document)
        self._tables = self._figures = 0
        self._about()
        self._heading()
        for section in paper.sections:
            self.document.add_heading(section.title, 1)
            for block, after in zip_longest(section.blocks, section.blocks[1:]):
                self._block(block, is_of_next=isinstance(after, Figures))
        if not paper.form.is_one_page:
            self._sources()

    def _about(self) -> None:
        core, data = self.document.core_properties, self.paper.data
        core.title, core.author, core.last_modified_by = self.paper.form.title, "PEELboard", "PEELboard"
        core.subject = f"{data.force}, as at {wording.day(data.as_at)}, edition {data.edition}"
        core.category, core.language, core.keywords = data.marking, "en-GB", data.rule_of_release
        core.comments = ""
        core.created = core.modified = datetime.combine(data.as_at, time())

    def _heading(self) -> None:
        """Who takes it, what it is, and the date and edition of its figures."""
        form, data = self.paper.form, self.paper.data
        if form.committee:
            self.document.add_paragraph(form.committee, "Subtitle")
        self.document.add_paragraph(form.title, "Title")
        facts = [
            f"{data.force}. Figures as at {wording.day(data.as_at)}, edition {data.edition}.",
            f"Period: {data.baseline.period(data.as_at)}.",
        ]
        self.document.add_paragraph(
            wording.paragraph([*facts, "Management information, not official statistics.", data.rule_of_release]),
            "Subtitle",
        )

    def _block(self, block: Block, *, is_of_next: bool) -> None:
        if isinstance(block, Subheading):
            self.document.add_heading(block.text, 2)
        elif isinstance(block, Paragraph):
            self._paragraph(block, is_of_next=is_of_next)
        elif isinstance(block, Figures):
            self._table(block.caption, block.table)
        elif isinstance(block, Drawing):
            self._drawing(block)

    def _paragraph(self, block: Paragraph, *, is_of_next: bool) -> None:
        """A paragraph, on the page of what follows where it introduces a table or points; a picture has its finding itself."""
        is_numbered = self.paper.form.numbering is not Numbering.NONE
        style = POINT if block.is_point else NUMBERED if is_numbered else PLAIN
        paragraph = self.document.add_paragraph(style=style)
        if block.lead:
            paragraph.add_run(f"{block.lead.rstrip('.')}. ").bold = True
        paragraph.add_run(block.text)
        paragraph.paragraph_format.keep_with_next = block.text.endswith(":") or is_of_next or None

    def _table(self, caption: str, of: Table) -> None:
        """A native table under its caption: its header row repeats, and no row is broken over two pages."""
        self._tables += 1
        self._caption("Table", self._tables, caption)
        table = self.document.add_table(len(of.rows) + 1, len(of.columns), TABLE)
        table.alignment = WD_TABLE_ALIGNMENT.LEFT
        table.autofit = False
        look = table._tblPr.find("{*}tblLook")
        for name, value in (("firstRow", "1"), ("firstColumn", "0"), ("noHBand", "1"), ("noVBand", "1")):
            look.set(f"{{{look.nsmap['w']}}}{name}", value)
        for name in ("tblCaption", "tblDescription"):
            text = caption if name == "tblCaption" else f"{caption}. {wording.count_of(len(of.rows), 'row')}."
            element = parse_xml(f"<w:{name} {nsdecls('w')}/>")
            element.set(f"{{{look.nsmap['w']}}}val", text)
            table._tblPr.append(element)
        words = [[column.heading for column in of.columns], *([_text(cell) for cell in row] for row in of.rows)]
        size, widths = _fitted(words, width(self.document), self.document.styles[CELL].font.size.pt)
        rows_bound = _rows_bound(words, widths, size)
        for column, wide in zip(table.columns, widths, strict=True):
            column.width = Emu(wide)
        for at, (row, texts) in enumerate(zip(table.rows, words, strict=True)):
            properties = row._tr.get_or_add_trPr()
            properties.append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
            if at == 0:
                properties.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
            for cell, text, column, wide in zip(row.cells, texts, of.columns, widths, strict=True):
                cell.width = Emu(wide)
                cell.text = text
                cell.paragraphs[0].style = CELL
                for run in cell.paragraphs[0].runs:
                    run.font.size = Pt(size) if size != self.document.styles[CELL].font.size.pt else None
                if column.is_number:
                    cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
                cell.paragraphs[0].paragraph_format.keep_with_next = at in rows_bound or None
        self._space()

    def _caption(self, kind: str, number: int, text: str) -> None:
        """A caption whose number Word counts."""
        above = self.document.add_paragraph(style=CAPTION)
        field(above.add_run(f"{kind} "), f"SEQ {kind}", str(number))
        above.add_run(f". {text}")

    def _space(self) -> None:
        """A little room under a table."""
        after = self.document.add_paragraph(style=PLAIN)
        after.paragraph_format.space_after = after.paragraph_format.space_before = 0
        after.paragraph_format.line_spacing = 0.6

    def _drawing(self, block: Drawing) -> None:
        """A native chart under its finding, with what is measured, its limits, its events and its source."""
        picture = block.picture
        if not isinstance(picture.chart, Lines | Bars):
            raise TypeError("A paper draws lines and bars; anything else is a table")
        self._figures += 1
        self._caption("Figure", self._figures, picture.title)
        self._beside(picture.subtitle).paragraph_format.keep_with_next = True
        holder = self.document.add_paragraph(style=PLAIN)
        holder.paragraph_format.keep_with_next = True
        self._charts.add(holder, picture.chart, width(self.document), picture.alternative)
        if isinstance(picture.chart, Lines):
            marked = [moment.text for moment in picture.chart.moments]
            beside = f"Events: {'; '.join(marked)}." if marked else ""
        else:
            beside = _rules(picture.chart.rules)
        self._beside(wording.paragraph([beside, block.source])).paragraph_format.keep_together = True

    def _beside(self, text: str) -> Any:
        """A paragraph in small letters over or under a picture."""
        line = self.document.add_paragraph(style=PLAIN)
        font = line.add_run(text).font
        font.color.rgb, font.size = colour(COLOURS.soft), self.document.styles[CELL].font.size
        return line

    def _sources(self) -> None:
        """Every source of the figures, each once, as background documents."""
        shown, _ = source_tables(self.paper.sources)
        if shown.rows:
            self.document.add_heading("Background documents", 1)
            self._table("Sources of the figures in this paper", shown)
            # Word wants a paragraph after a table: so low that it never makes a page of its own.
            self.document.paragraphs[-1].paragraph_format.line_spacing = Pt(1)


def _rules(rules: Sequence[Rule]) -> str:
    """What stands across the bars on a screen, in words: the limits, and what only compares."""
    limits = "; ".join(rule.text for rule in rules if rule.is_limit)
    compared = [f"{wording.capital(rule.text)}." for rule in rules if not rule.is_limit]
    return wording.paragraph([f"Limits: {limits}." if limits else "", *compared])


def _rows_bound(words: Sequence[Sequence[str]], widths: Sequence[int], size: float) -> Collection[int]:
    """Which rows, the headings among them, stay on the page of the row after them: all of a short table, else its ends."""
    lines = [
        max(ceil(len(text) * size * _LETTER * 0.9 / (wide - _MARGINS)) for text, wide in zip(row, widths, strict=True))
        for row in words
    ]
    last = len(words) - 1
    return range(last) if sum(lines) <= _SHORT else {0, 1, *range(last - _LEFT_OVER, last)}


def _text(cell: Cell) -> str:
    """A cell's words with what stands small under it."""
    return wording.paragraph([cell.unbroken, cell.note])


def _fitted(words: Sequence[Sequence[str]], whole: int, size: float) -> tuple[float, list[int]]:
    """The size of the letters, smaller where a word would else be broken, and the width of each column.

    A column has room for its longest word, and of the rest by how much there is to read in it.
    """
    columns = list(zip(*words, strict=True))
    ems = [
        max(_ems(word, is_bold=down == 0) for down, text in enumerate(texts) for word in text.split(" "))
        for texts in columns
    ]
    while sum(least := [em * size * 12_700 + _MARGINS for em in ems]) > whole and size > _SMALLEST:
        size -= 0.5
    wanted = [max(map(len, texts)) * size * _LETTER + _MARGINS for texts in columns]
    widths = column_widths(least, [max(pair) for pair in zip(least, wanted, strict=True)], whole)
    widths[widths.index(max(widths))] += whole - sum(widths)
    return size, [int(width) for width in widths]


def _ems(word: str, *, is_bold: bool) -> float:
    """How wide a word is in Arial at most, in the size of its letters."""
    wide = sum(next((em for letters, em in _WIDE.items() if letter in letters), _ELSE) for letter in word)
    return wide * (_BOLD if is_bold else 1)
