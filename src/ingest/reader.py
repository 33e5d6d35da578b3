"""A file of any kind becomes sheets of cells that remember their address, or one plain sentence.

What is done on the way is said in handlings. Nothing is guessed and nothing is dropped unsaid.
"""

import re

from src.contracts.dataset import Dataset
from src.contracts.problem import Refused
from src.ingest import csv_file, file_type, people, wrapped_values
from src.ingest.cells import Cells, Notice, Read, Sheet, letters
from src.ingest.detect import blocks, date_parts, table_locator
from src.ingest.progress import ProgressCallback, quiet
from src.ingest.sandbox import run
from src.ingest.xlsx import archive
from src.settings import Limits

__all__ = ["Cells", "Notice", "Read", "Sheet", "letters", "read", "read_for"]

SMALL_TEXT = 1 << 20
"""Text up to this many bytes is read here and now: it can take neither long nor much memory."""


def read(
    file_name: str, content: bytes, limits: Limits | None = None, report_progress: ProgressCallback = quiet
) -> Read:
    """Every sheet of a file. The type is detected from the bytes. Raises Refused, and Cancelled if the progress callback does."""
    limits = limits or Limits()
    file = bare_name(file_name)
    file_type.refuse_size(file, len(content), limits)
    content = archive.only_file(file, content, limits)
    file_type.refuse_size(file, len(content), limits)
    kind = file_type.kind_of(file, content)
    report_progress("Reading the text" if kind is file_type.FileKind.TEXT else "Reading the workbook")
    if kind is file_type.FileKind.TEXT and len(content) <= SMALL_TEXT:
        found = Read.bare(file, csv_file.read_text(file, content, limits))
    else:
        found = run.read(file, content, kind, limits, report_progress)
    about_people = people.problems_in(found)
    if about_people:
        raise Refused(about_people)
    found = date_parts.joined(wrapped_values.taken_off(found))
    handlings = (*file_type.misnamed(file, kind), *found.handlings)
    return Read(file=file, sheets=blocks.split(found.sheets), handlings=handlings)


def read_for(
    file_name: str,
    content: bytes,
    dataset: Dataset,
    limits: Limits | None = None,
    report_progress: ProgressCallback = quiet,
) -> Cells:
    """The cells of a file that hold a dataset. Raises Refused, and Cancelled if the progress callback does."""
    return table_locator.find(read(file_name, content, limits, report_progress), dataset)


def bare_name(file_name: str) -> str:
    """The name of a file without folders or unprintable characters, however it was supplied."""
    last = re.split(r"[\\/]", file_name)[-1]
    return "".join(letter for letter in last if letter.isprintable()).strip()[:120] or "the file"
