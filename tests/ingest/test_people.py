"""Nobody gets in: whatever part of a file somebody stands in, the file is refused or that part is not saved."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet
import pytest
import xlwt

from src.contracts.problem import Refused
from src.ingest import reader
from src.ingest.people import _is_figure
from src.settings import Settings
from src.store.acceptance import accept
from src.store.upload import Supplied
from tests.ingest.hostile import HEADINGS, ROW, book, changed, open_document, part, saved
from tests.store.files import BY, everything_in

MAIL, NAME = "xanthe.markerson@example.police.uk", "Xanthe Markerson"
OF = ' xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
COMMENT = f'<comments{OF}><authors><author>Q</author></authors><commentList><comment ref="B2" authorId="0"><text><t>{{}}</t></text></comment></commentList></comments>'
MASHUP = (
    '<?xml version="1.0" encoding="utf-16"?><DataMashup xmlns="http://schemas.microsoft.com/DataMashup">{}</DataMashup>'
)

PARTS = {
    "xl/comments1.xml": (COMMENT, "the comment on cell B2"),
    "xl/threadedComments/threadedComment1.xml": (
        '<ThreadedComments><threadedComment ref="C3" id="1"><text>{}</text></threadedComment></ThreadedComments>',
        "the comment on cell C3",
    ),
    "xl/pivotCache/pivotCacheRecords1.xml": (
        f'<pivotCacheRecords{OF}><r><s v="{{}}"/></r></pivotCacheRecords>',
        "the copy of the rows behind a pivot table",
    ),
    "xl/pivotCache/pivotCacheDefinition1.xml": (
        f'<pivotCacheDefinition{OF}><cacheFields><cacheField name="LPA"><sharedItems><s v="{{}}"/></sharedItems></cacheField></cacheFields></pivotCacheDefinition>',
        "the copy of the rows behind a pivot table",
    ),
    "xl/tables/table9.xml": (f'<table{OF} comment="{{}}"/>', "the headings of a table"),
    "customXml/item1.xml": ("<list><person>{}</person></list>", "custom XML"),
    "docProps/custom.xml": (
        "<Properties><property><vt>{}</vt></property></Properties>",
        "the properties of the workbook",
    ),
    "docProps/app.xml": ("<Properties><Manager>{}</Manager></Properties>", "the properties of the workbook"),
    "xl/drawings/drawing1.xml": ("<wsDr><t>{}</t></wsDr>", "a text box"),
    "xl/charts/chart1.xml": ("<chart><v>{}</v></chart>", "a chart"),
    "xl/connections.xml": ('<connections><connection description="{}"/></connections>', "a connection"),
    "xl/model/item.data": ("\0\1 {} \0", "the data model"),
    "xl/worksheets/_rels/sheet1.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId9" Target="mailto:{}" TargetMode="External" Type="h"/></Relationships>',
        "a link, a header, a footer or a rule of a sheet",
    ),
    "xl/whatever.xml": ("<what>{}</what>", 'the part "xl/whatever.xml"'),
}
"""Parts of a workbook besides its cells, each with somewhere to put a text, and how a refusal names the place."""


def with_part(name: str, text: str) -> bytes:
    return changed({name: PARTS[name][0].format(text).encode()})


def in_header(text: str) -> bytes:
    made = book()
    made.active.oddHeader.left.text = text
    return saved(made)


def in_defined_name(text: str) -> bytes:
    xml = part("xl/workbook.xml").replace(b"<sheets>", b"<sheets>")
    names = f'<definedNames><definedName name="who">"{text}"</definedName></definedNames>'.encode()
    return changed({"xl/workbook.xml": xml.replace(b"</sheets>", b"</sheets>" + names)})


def in_other_sheet(text: str) -> bytes:
    return saved(book(More=[("What", "Who"), ("a", text)]))


def in_unused_text(text: str) -> bytes:
    return changed({"xl/sharedStrings.xml": f"<sst{OF}><si><t>{text}</t></si></sst>".encode()})


def in_power_query(text: str) -> bytes:
    import base64

    inside = io.BytesIO()
    with zipfile.ZipFile(inside, "w") as archive:
        archive.writestr("Formulas/Section1.m", f'section Section1; shared who = "{text}";' + " " * 300)
    packed = base64.b64encode(b"\0" * 8 + inside.getvalue()).decode()
    return changed({"customXml/item1.xml": MASHUP.format(packed).encode("utf-16")})


def in_document_comment(text: str) -> bytes:
    note = f"<office:annotation><text:p>{text}</text:p></office:annotation>"
    return open_document(
        f'<table:table-cell office:value-type="float" office:value="8">{note}<text:p>8</text:p></table:table-cell>'
    )


def in_document_properties(text: str) -> bytes:
    plain = open_document(
        '<table:table-cell office:value-type="float" office:value="8"><text:p>8</text:p></table:table-cell>'
    )
    return changed({"meta.xml": f"<meta><keyword>{text}</keyword></meta>".encode()}, plain)


def in_old_workbook(text: str) -> bytes:
    made = xlwt.Workbook()
    sheet, other = made.add_sheet("MARAC"), made.add_sheet("More")
    for at, line in enumerate((HEADINGS, ROW)):
        for column, value in enumerate(line):
            sheet.write(at, column, value)
    other.write(3, 2, text)
    sheet.header_str = text.encode()
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


PLACES = {
    **{name: (lambda text, name=name: with_part(name, text)) for name in PARTS},
    "a header": in_header,
    "a defined name": in_defined_name,
    "a sheet that is passed over": in_other_sheet,
    "a text that no cell shows": in_unused_text,
    "a Power Query": in_power_query,
    "a comment of an .ods": in_document_comment,
    "the properties of an .ods": in_document_properties,
    "an .xls": in_old_workbook,
}


def texts_in(folder: Path) -> Iterator[str]:
    """Everything a store holds as text, what is packed unpacked."""
    for path in everything_in(folder):
        content = path.read_bytes()
        yield path.name + content.decode("latin-1") + content.decode("utf-16-le", errors="ignore")
        if path.suffix == ".parquet":
            yield str(pyarrow.parquet.read_table(path).to_pylist())
        assert not zipfile.is_zipfile(path)


@pytest.mark.parametrize("place", PLACES)
def test_somebody_who_can_be_told_is_refused_wherever_they_stand(place: str, empty: Settings) -> None:
    name = "m.ods" if ".ods" in place else "m.xls" if place == "an .xls" else "m.xlsx"
    file = Supplied(name=name, content=PLACES[place](MAIL), dataset="marac_backlog", sheet="MARAC")
    with pytest.raises(Refused) as refused:
        accept(empty, [file], **BY)
    said = refused.value.problems[0].sentence()
    assert "found what looks like an email address" in said
    assert "markerson" not in said.lower()
    assert PARTS.get(place, ("", ""))[1] in said
    assert everything_in(empty.store) == []


VEILS = {
    "CDATA": lambda text: f"<![CDATA[{text}]]>",
    "a comment of XML": lambda text: f"<!-- {text} -->",
    "a comment within": lambda text: text.replace("@", "<!-- at -->@"),
    "an instruction": lambda text: f"<?note {text}?>",
    "character references": lambda text: "".join(f"&#{ord(letter)};" for letter in text),
    "two styles": lambda text: text.replace("@", "</t></r><r><t>@"),
}
"""Ways to write a text in XML other than as it stands."""


@pytest.mark.parametrize("veil", VEILS)
@pytest.mark.parametrize("part_name", ["xl/comments1.xml", "customXml/item1.xml", "docProps/custom.xml"])
def test_somebody_is_told_however_the_text_is_written(veil: str, part_name: str) -> None:
    if veil == "two styles" and part_name != "xl/comments1.xml":
        return  # only a comment is set in styles
    with pytest.raises(Refused) as refused:
        reader.read("m.xlsx", with_part(part_name, VEILS[veil](MAIL)), Settings().limits)
    assert "found what looks like an email address" in refused.value.problems[0].sentence()


@pytest.mark.parametrize("place", PLACES)
def test_somebody_who_cannot_be_told_is_not_saved(place: str, empty: Settings) -> None:
    name = "m.ods" if ".ods" in place else "m.xls" if place == "an .xls" else "m.xlsx"
    file = Supplied(name=name, content=PLACES[place](NAME), dataset="marac_backlog", sheet="MARAC")
    assert len(accept(empty, [file], **BY)) == 1
    assert not [text for text in texts_in(empty.store) if "Markerson" in text]


def test_the_author_of_a_workbook_keeps_nobody_out_and_is_not_saved(empty: Settings) -> None:
    made = book()
    made.properties.creator = made.properties.lastModifiedBy = MAIL
    accept(empty, [Supplied(name="m.xlsx", content=saved(made), dataset="marac_backlog")], **BY)
    assert not [text for text in texts_in(empty.store) if "markerson" in text]


def test_a_sheet_that_is_passed_over_is_refused_by_its_headings_and_its_cells() -> None:
    content = saved(
        book(
            Raw=[
                ("Report",),
                (),
                ("URN", "Victim name", "LPA"),
                ("M-1", NAME, "Walsall"),
                ("M-2", "call 07700 900123", "Dudley"),
            ]
        )
    )
    with pytest.raises(Refused) as refused:
        reader.read("m.xlsx", content)
    todo = "expected nothing about persons: PEELboard holds counts, grades and findings. Take it out wherever it stands. Nothing was stored."
    assert [problem.sentence() for problem in refused.value.problems] == [
        f'm.xlsx, sheet "Raw", cell B3: found what looks like a person\'s name; {todo}',
        f'm.xlsx, sheet "Raw", cell B5: found what looks like a phone number; {todo}',
    ]


def test_two_headings_over_rows_that_are_wider_are_looked_at() -> None:
    content = saved(book(Raw=[("Surname", "Cases"), ("Xanthe", 3), ("Quill", 4, "looked at", "twice")]))
    with pytest.raises(Refused, match='sheet "Raw", cell A1'):
        reader.read("m.xlsx", content)


def test_a_column_of_the_copy_behind_a_pivot_table_that_names_victims_is_refused() -> None:
    xml = (
        f'<pivotCacheDefinition{OF}><cacheFields><cacheField name="Victim name"/></cacheFields></pivotCacheDefinition>'
    )
    with pytest.raises(Refused, match="a person's name in the copy of the rows behind a pivot table"):
        reader.read("m.xlsx", changed({"xl/pivotCache/pivotCacheDefinition1.xml": xml.encode()}))


def test_cells_of_every_published_file_are_of_nobody() -> None:
    for path in Settings().published.glob("*.csv"):
        assert reader.read(path.name, path.read_bytes()).sheets


@pytest.mark.parametrize(("cell", "is_figure"), [("12", True), ("2024-01-05", True), ("Surname", False), ("", False)])
def test_a_number_or_a_date_is_no_heading(cell: str, is_figure: bool) -> None:
    assert _is_figure(cell) is is_figure


def test_people_are_looked_for_in_what_a_zip_holds() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("m.csv", "As at,LPA,Cases awaiting,Note\n2024-03-01,Dudley,4,lee.testcase@example.org\n")
    with pytest.raises(Refused) as refused:
        reader.read("m.zip", made.getvalue())
    (problem,) = refused.value.problems
    assert "what looks like an email address" in problem.sentence()
    assert "testcase" not in problem.sentence()
