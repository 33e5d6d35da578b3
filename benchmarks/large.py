"""Makes large extracts as they come: a register as Excel saves it, causes of concern and QATT reviews as CSV."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta

HEADINGS = (
    "Finding", "As at", "Type", "Level", "Theme", "Title", "Report", "Report published", "Scope", "Deadline", "Status",
    "Status date",
)  # fmt: skip
MONTHS = 100
"""Each finding is held at this many dates, a month apart."""
_FIRST_DAY = (date(2017, 9, 22) - date(1899, 12, 30)).days
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def workbook(rows: int) -> bytes:
    """An .xlsx file of findings: its texts kept once, as Excel keeps them, its dates numbers shown as dates."""
    texts: dict[str, int] = {}
    lines = "".join(_lines(rows, texts))
    strings = "".join(f"<si><t>{text}</t></si>" for text in texts)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType='
        f'"application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/></Types>',
        "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="Findings" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations(
            ("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")
        ),
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/>'
        "</cellXfs></styleSheet>",
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{strings}</sst>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetData>{lines}</sheetData></worksheet>',
    }
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, _XML + body)
    return stored.getvalue()


def _relations(*targets: tuple[str, str]) -> str:
    found = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{found}</Relationships>'


def _lines(rows: int, texts: dict[str, int]) -> Iterator[str]:
    yield _line(1, HEADINGS, texts)
    for number in range(rows):
        finding, month = divmod(number, MONTHS)
        day = _FIRST_DAY + 30 * month
        yield _line(
            number + 2,
            (
                f"finding-{finding}",
                day,
                "Recommendation",
                "",
                "",
                f"Improve the response to incidents, part {finding % 700}",
                f"An inspection of forces, {2014 + finding % 9}",
                _FIRST_DAY - finding % 900,
                "force",
                day + 365,
                "Archived" if month % 2 else "Open",
                day,
            ),
            texts,
        )


def _line(row: int, values: tuple[str | int, ...], texts: dict[str, int]) -> str:
    cells = "".join(
        f'<c r="{letter}{row}" s="1"><v>{value}</v></c>'
        if isinstance(value, int)
        else f'<c r="{letter}{row}" t="s"><v>{texts.setdefault(value, len(texts))}</v></c>'
        for letter, value in zip("ABCDEFGHIJKL", values, strict=True)
        if value != ""
    )
    return f'<row r="{row}" spans="1:12">{cells}</row>'


def text(rows: int, *, is_quoted: bool = False) -> bytes:
    """A CSV file of causes of concern: a text of its own in each row, a date, a title, a code and two counts."""
    mark, comma = ('"', ",") if is_quoted else ("", "")
    days = [(date(2017, 9, 22) + timedelta(days=30 * month)).isoformat() for month in range(MONTHS)]
    lines = "".join(
        f"cause-{number},{days[number % MONTHS]},{mark}A cause of concern{comma} number {number % 500}{mark},"
        f"{'Archived' if number % 3 else 'Open'},{number % 40},{number % 40 // 2}\n"
        for number in range(rows)
    )
    headings = "Cause of concern,As at,Title,Status,Recommendations stated,Recommendations closed\n"
    return (headings + lines).encode()


def reviews(rows: int) -> bytes:
    """A CSV file of QATT reviews: an id of its own in each row, a day, a department and five grades."""
    days = [(date(2020, 1, 1) + timedelta(days=day)).isoformat() for day in range(2_000)]
    departments = ("Force CID", "Local CID", "Public Protection Unit")
    lines = "".join(
        f"review-{number},{days[number % 2_000]},{departments[number % 3]},{number % 5 + 1},{number % 4 + 1},"
        f"{number % 3 + 1},{number % 2 + 1},{number % 5 + 1}\n"
        for number in range(rows)
    )
    grades = "Victim focus grade,Suspect management grade,Investigation standards grade,Supervisor review grade"
    return f"Review,Reviewed on,Department,{grades},Overall grade\n{lines}".encode()
