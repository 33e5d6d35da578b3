"""A file of any kind becomes sheets of cells that remember their address, or one plain sentence.

What is done on the way is said in handlings. Nothing is guessed and nothing is dropped unsaid.
"""

import re

from src.extracts.cells import Cells, Handling, Read, Sheet, letters
from src.extracts.contract import Dataset
from src.extracts.files import delimited, kinds, limited, plain
from src.extracts.stages import Told, quiet
from src.extracts.tables import finding
from src.settings import Limits

__all__ = ["Cells", "Handling", "Read", "Sheet", "letters", "read", "read_for"]

SMALL_TEXT = 1 << 20
"""Text up to this many bytes is read here and now: it can take neither long nor much memory."""


def read(file_name: str, content: bytes, limits: Limits | None = None, told: Told = quiet) -> Read:
    """Every sheet of a file. What the file is, is told from its bytes. Raises Refused, and Cancelled if told does."""
    limits = limits or Limits()
    file = bare_name(file_name)
    kinds.refuse_size(file, len(content), limits)
    kind = kinds.kind_of(file, content)
    told("Reading the text" if kind is kinds.FileKind.TEXT else "Reading the workbook")
    if kind is kinds.FileKind.TEXT and len(content) <= SMALL_TEXT:
        found = Read.bare(file, delimited.read_text(file, content, limits))
    else:
        as_plain = plain.read(file, content, limits, told) if kind is kinds.FileKind.TEXT else None
        found = as_plain or limited.read(file, content, kind, limits, told)
    handlings = (*kinds.misnamed(file, kind), *found.handlings)
    return Read(file=file, sheets=found.sheets, handlings=handlings)


def read_for(
    file_name: str, content: bytes, dataset: Dataset, limits: Limits | None = None, told: Told = quiet
) -> Cells:
    """The cells of a file that hold a dataset. Raises Refused, and Cancelled if told does."""
    return finding.find(read(file_name, content, limits, told), dataset)


def bare_name(file_name: str) -> str:
    """The name of a file without folders or unprintable characters, however it was supplied."""
    last = re.split(r"[\\/]", file_name)[-1]
    return "".join(letter for letter in last if letter.isprintable()).strip()[:120] or "the file"
