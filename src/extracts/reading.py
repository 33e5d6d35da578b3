"""A file of any kind becomes sheets of cells that remember their address, or one plain sentence.

What is done on the way is said in handlings. Nothing is guessed and nothing is dropped unsaid.
"""

import io
import re

from src.extracts import delimited, finding, kinds, limited
from src.extracts.cells import Cells, Handling, Read, Sheet, letters
from src.extracts.contract import Dataset
from src.extracts.problems import Problem, Refused
from src.settings import Limits

__all__ = ["Cells", "Handling", "Read", "Sheet", "letters", "read", "read_csv", "read_for"]

SMALL_TEXT = 1 << 20
"""Text up to this many bytes is read here and now: it can take neither long nor much memory."""


def read(file_name: str, content: bytes, limits: Limits | None = None) -> Read:
    """Every sheet of a file. What the file is, is told from its bytes. Raises Refused."""
    limits = limits or Limits()
    file = bare_name(file_name)
    kinds.refuse_size(file, len(content), limits)
    kind = kinds.kind_of(file, content)
    if kind is kinds.FileKind.TEXT and len(content) <= SMALL_TEXT:
        sheet, decided = delimited.read_text(file, content, limits)
        found = Read(file=file, sheets=(sheet,), handlings=(decided,))
    else:
        found = limited.read(file, content, kind, limits)
    misnamed = kinds.misnamed(file, kind)
    return Read(file=file, sheets=found.sheets, handlings=(*misnamed, *found.handlings))


def read_for(file_name: str, content: bytes, dataset: Dataset, limits: Limits | None = None) -> Cells:
    """The cells of a file that hold a dataset. Raises Refused."""
    return finding.find(read(file_name, content, limits), dataset)


def read_csv(file: str, content: bytes) -> Cells:
    """The cells of a file known to be comma-separated UTF-8, headings first. Raises Refused where it is not."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(
            [
                Problem(
                    file=file,
                    found=f"a byte that is not UTF-8 text (byte {error.start + 1:,})",
                    expected="a comma-separated file saved as CSV UTF-8",
                    todo=delimited.SAVE_AS,
                )
            ]
        ) from None
    sheet = delimited.rows_of(file, io.StringIO(text, newline=""), ",", Limits())
    if not any(any(row) for row in sheet.rows):
        raise Refused([finding.no_rows(file)])
    return finding.table(file, sheet, finding.first_filled(sheet), None)


def bare_name(file_name: str) -> str:
    """The name of a file without folders or unprintable characters, however it was supplied."""
    last = re.split(r"[\\/]", file_name)[-1]
    return "".join(letter for letter in last if letter.isprintable()).strip()[:120] or "the file"
