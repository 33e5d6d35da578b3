"""What stands in a deck, as somebody finds it who opens the file."""

import re
from io import BytesIO
from typing import Any

import openpyxl


def number_of(created: Any, section: str, nth: int = 0) -> int:
    """The place of the nth slide of a section."""
    return [at for at, slide in enumerate(created.slides) if slide.section == section][nth]


def charts(slide: Any) -> list[Any]:
    """The native charts of a slide."""
    return [shape.chart for shape in slide.shapes if shape.has_chart]


def tables(slide: Any) -> list[list[list[str]]]:
    """The native tables of a slide as rows of words."""
    return [
        [[cell.text.replace("\u00a0", " ") for cell in row.cells] for row in shape.table.rows]
        for shape in slide.shapes
        if shape.has_table
    ]


def inside(chart: Any) -> list[list[Any]]:
    """The rows of the workbook that a chart carries: what Edit Data shows."""
    sheet = openpyxl.load_workbook(BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def words(slide: Any) -> str:
    """Every word that stands on a slide outside its charts and tables."""
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def notes(slide: Any) -> str:
    """The speaker's notes."""
    return str(slide.notes_slide.notes_text_frame.text) if slide.has_notes_slide else ""


def numbers(text: str) -> set[float]:
    """Every number in a text: 1,976 and 2.5 and 06 as 6."""
    return {float(found.replace(",", "")) for found in re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", text)}
