"""What a file is, detected from its bytes and never from its name."""

from enum import StrEnum

from src.contracts.problem import Notice, Problem, Refused
from src.settings import Limits

MEGABYTE = 1_000_000


class FileKind(StrEnum):
    """What can be read."""

    ZIP = "an Excel or OpenDocument workbook"
    OLE = "an Excel 97 to 2003 workbook"
    TEXT = "a text file"


_ENDINGS = {
    FileKind.ZIP: (".xlsx", ".xlsm", ".xlsb", ".ods"),
    FileKind.OLE: (".xls",),
    FileKind.TEXT: (".csv", ".txt", ".tsv"),
}
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BEGINNINGS = {
    b"%pdf": "a PDF",
    b"<!doctype html": "a web page",
    b"<html": "a web page",
    b"<table": "a web page",
    b"<?xml": "an XML file",
    b"{\\rtf": "a rich text document",
}
SAVE_AS_XLSX = "Open it where it was made and save its table as an Excel workbook (.xlsx) or as CSV."


def refuse_size(file: str, size: int, limits: Limits) -> None:
    """Raises Refused where a file of that many bytes is too large, or empty."""
    if size == 0:
        raise Refused(
            [
                Problem(
                    file=file,
                    found="an empty file",
                    expected="a workbook or a CSV file with rows in it",
                    todo="Check that the right file was chosen.",
                )
            ]
        )
    if size > limits.file_megabytes * MEGABYTE:
        raise Refused(
            [
                Problem(
                    file=file,
                    found=f"a file of {size / MEGABYTE:,.0f} MB",
                    expected=f"at most {limits.file_megabytes:,} MB",
                    todo="Split the file, for example by year.",
                )
            ]
        )


def kind_of(file: str, content: bytes) -> FileKind:
    """What the bytes are. Raises Refused where they are something that holds no table to be read."""
    if content.startswith(_ZIP):
        return FileKind.ZIP
    if content.startswith(_OLE):
        return _old_office(file, content)
    beginning = content[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for mark, what in _BEGINNINGS.items():
        if beginning.startswith(mark):
            raise Refused([not_a_workbook(file, what)])
    return FileKind.TEXT


def _old_office(file: str, content: bytes) -> FileKind:
    """An .xls file, whose container also holds password-protected workbooks and other documents."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in content

    if holds("EncryptedPackage") or holds("EncryptionInfo"):
        raise Refused([protected(file)])
    if not holds("Workbook") and not holds("Book"):
        raise Refused([not_a_workbook(file, "an Office document that is not a workbook")])
    return FileKind.OLE


def misnamed(file: str, kind: FileKind) -> tuple[Notice, ...]:
    """What is to be said of a file whose name promises something else than its bytes hold."""
    name = file.lower()
    ending = next((e for endings in _ENDINGS.values() for e in endings if name.endswith(e)), None)
    if ending is None or ending in _ENDINGS[kind]:
        return ()
    return (Notice(file=file, met=f"{kind.value} under a name that ends in {ending}", done="it was read as such"),)


def not_a_workbook(file: str, what: str) -> Problem:
    """A file that is something else."""
    return Problem(file=file, found=what, expected="a workbook (.xlsx, .xls, .ods) or a CSV file", todo=SAVE_AS_XLSX)


def protected(file: str) -> Problem:
    """A workbook that only opens with a password."""
    return Problem(
        file=file,
        found="a workbook protected by a password",
        expected="one that opens without",
        todo="Take the password off in Excel (File, Info, Protect Workbook) and save it again.",
    )


def macros(file: str) -> Notice:
    """A workbook that carries a program, of which nothing is ever run."""
    return Notice(file=file, met="a workbook with macros", done="its cells were read, and nothing in it was run")


def damaged(file: str) -> Problem:
    """A workbook that cannot be read to its end."""
    return Problem(
        file=file,
        found="a workbook that is cut short or damaged",
        expected="a whole one",
        todo="Copy or download it again, open it in Excel to see that it is whole, and save it again.",
    )
