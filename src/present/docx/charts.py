"""Native charts in a paper: the slides' own, with their data inside, to be edited where they stand."""

from dataclasses import replace
from io import BytesIO
from typing import Any
from xml.sax.saxutils import quoteattr

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pptx import Presentation
from pptx.opc.constants import CONTENT_TYPE

from src.present.model import Bars, Lines
from src.present.pptx.charts import draw_bars, draw_lines
from src.present.pptx.master import Box
from src.present.zip_files import always_alike

_EMU = 914_400
_ROW, _HEIGHT = 0.26, 1.8
"""Inches for a bar, and for a chart of lines: so low that three stand on a page and little of it stays blank."""
_NO_FRAME = (
    '<c:spPr xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>'
)


class Charts:
    """The charts of one document. Each is drawn as on a slide, then moved with its workbook into the document."""

    def __init__(self, document: Any) -> None:
        self._document = document
        created = Presentation()
        self._shapes = created.slides.add_slide(created.slide_layouts[6]).shapes
        self._count = 0

    def add(self, paragraph: Any, of: Lines | Bars, width: int, alternative: str) -> None:
        """A chart in a paragraph, as wide as the text, with its text alternative."""
        self._count += 1
        wide = width / _EMU
        if isinstance(of, Lines):
            high = _HEIGHT
            frame, _ = draw_lines(self._shapes, of, Box(x=0, y=0, w=wide, h=high))
        else:
            series = 1 if of.is_stacked else len(of.series)
            legend = 0.4 if len(of.series) > 1 else 0.1
            high = max(1.0, legend + 0.1 + _ROW * len(of.names) * max(1.0, 0.7 * series))
            # The limits stand in words under the chart: no line is drawn across the bars, so figures are written at their ends.
            # The total of a stacked bar goes with its name: of its parts only those with room have their figure.
            names = [f"{name} ({end})" for name, end in zip(of.names, of.ends, strict=True)] if of.ends else of.names
            frame, _ = draw_bars(self._shapes, replace(of, rules=(), names=tuple(names)), Box(x=0, y=0, w=wide, h=high))
        relation = self._moved(frame.chart.part)
        name = f"Chart {self._count}"
        paragraph.add_run()._r.append(
            parse_xml(
                f'<w:drawing {nsdecls("w", "wp", "a", "r")}><wp:inline distT="0" distB="0" distL="0" distR="0">'
                f'<wp:extent cx="{width}" cy="{int(high * _EMU)}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
                f'<wp:docPr id="{100 + self._count}" name="{name}" descr={quoteattr(alternative)}/>'
                "<wp:cNvGraphicFramePr/>"
                '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
                '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
                f'r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
            )
        )

    def _moved(self, drawn: Any) -> str:
        """Puts a chart and its workbook into the document. Returns the name of the relation to it."""
        package = self._document.part.package
        book = Part(
            PackURI(f"/word/embeddings/chart{self._count}.xlsx"),
            CONTENT_TYPE.SML_SHEET,
            always_alike(drawn.chart_workbook.xlsx_part.blob),
            package,
        )
        drawn._element.find("{*}chart").addnext(parse_xml(_NO_FRAME))
        chart = Part(PackURI(f"/word/charts/chart{self._count}.xml"), CONTENT_TYPE.DML_CHART, drawn.blob, package)
        # The chart names its workbook by this relation.
        (named,) = [name for name, relation in drawn.rels.items() if relation.reltype == RELATIONSHIP_TYPE.PACKAGE]
        chart.rels.add_relationship(RELATIONSHIP_TYPE.PACKAGE, book, named)
        return str(self._document.part.relate_to(chart, RELATIONSHIP_TYPE.CHART))


def saved(document: Any) -> bytes:
    """The document as a file, the same bytes for the same document."""
    stored = BytesIO()
    document.save(stored)
    return always_alike(stored.getvalue())
