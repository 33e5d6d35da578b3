"""Nobody gets in: whatever part of a file somebody stands in, the file is refused or that part is not saved."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet
import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from src.contracts.problem import Refused
from src.ingest import privacy, reader
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


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Ring 0121 496 0000", "a phone number"),
        ("+44 7700 900123", "a phone number"),
        ("lives at ZZ1 1ZZ", "a postcode"),
        ("b1 1aa", "a postcode"),
        ("DOB 01/02/1990", "a date of birth"),
        ("born 3 May 1991", "a date of birth"),
        ("crime 20/000001/24", "a crime number"),
        ("20CR/123456A/24", "a crime number"),
        ("Incident ref: 1234567", "a crime number"),
        ("PNC 12/123456X", "a PNC number"),
        ("QQ123456C".replace("QQ", "AB"), "a National Insurance number"),
        ("943 476 5919", "an NHS number"),
        ("ｊａｎｅ＠example.police.uk", "an email address"),
        ("j\u0430ne@ex\u0430mple.uk", "an email address"),
        ("ja\u200bne@example.uk", "an email address"),
        ("jane [at] example.police.uk", "an email address"),
        ("owned by PC 12345", "a number of an officer"),
        ("collar no. 4521", "a number of an officer"),
        ("visited 14 Acacia Avenue", "an address"),
        ("2a St Mary's Road", "an address"),
        ("see log 1234 of 03/02/24", "a crime number"),
    ],
)
def test_what_is_of_a_person_is_told(text: str, what: str) -> None:
    assert what in privacy.find(text)


@pytest.mark.parametrize(
    "text",
    [
        *("2024-01-02", "01-02-2024 10:11", "WMP-2023-R-03a", "paras 26-51", "2023/24", "943 476 5918", "1,234,567"),
        *(
            "page 12/2023",
            "Level 2",
            "crime number 2023",
            "8.15%",
            "E1 is good",
            "20/21/22",
            "0.0842",
            "2024-02-27T06:00:00Z",
            "12 findings to close",
            "3 serious road collisions",
            "DI 2 of 3",
            "log of 2024",
        ),
    ],
)
def test_what_is_of_nobody_is_let_be(text: str) -> None:
    assert privacy.find(text) == ()


_SPELT_OUT = st.one_of(
    st.tuples(st.just("a phone number"), st.from_regex(r"(0|\+44)7[0-9]{9}|0[1238][0-9]{9}", fullmatch=True)),
    st.tuples(st.just("a National Insurance number"), st.from_regex(r"AB[0-9]{6}[A-D]", fullmatch=True)),
    st.tuples(st.just("a postcode"), st.from_regex(r"ZZ[1-9][0-9][A-BD-H]{2}", fullmatch=True)),
)
"""What is of a person, with every digit or letter to be written apart."""


@given(_SPELT_OUT, st.sampled_from([" ", "  ", "-", ".", " - ", "_"]), st.sampled_from(["", "a ", "ring: ", "(see "]))
@settings(derandomize=True, max_examples=200, deadline=None)
def test_what_is_of_a_person_is_told_where_it_is_written_one_by_one(
    drawn: tuple[str, str], apart: str, before: str
) -> None:
    what, together = drawn
    text = before + apart.join(together) + (" now" if before else "")
    if before != "a " or what == "a phone number":  # a letter before letters may be one of them
        assert what in privacy.find(text)
        assert re.search(privacy.ANY, text.lower()), "cells that this passes over are not looked into"


@pytest.mark.parametrize("text", ["scored 0 1 2 3 4 5 6 7 8 9", "3 4 0 2 1 5 0 0 2 1", "A B C D E F", "1.1.1.1.1"])
def test_a_scale_and_figures_in_a_row_are_nobody(text: str) -> None:
    assert privacy.find(text) == ()


@given(st.text(alphabet="0123456789-/ .,:%", max_size=14))
@settings(derandomize=True, max_examples=300)
def test_numbers_and_dates_of_less_than_ten_digits_are_never_a_phone_number(text: str) -> None:
    if sum(map(str.isdigit, text)) < 10:
        assert "a phone number" not in privacy.find(text)


@pytest.mark.parametrize(
    ("role", "is_person"),
    [
        ("T/ACC Alex Example", True),
        ("Ch Supt Sam Sample", True),
        ("DCI Smith", True),
        ("Robin Testcase", True),
        ("TESTCASE Robin", True),
        ("R. Testcase", True),
        ("Testcase R", True),
        ("MARAC lead", False),
        ("Team B", False),
        ("OCSET Manager", False),
        ("ACC (Crime)", False),
        ("Head of Criminal Justice", False),
        ("Internal audit", False),
        ("internal audit", False),
        ("Director of Mental Wellbeing, Public Protection", False),
        ("Head of Fleet, Robin Testcase", True),
        ("Head of Fleet Xanthe Testcase", True),
        ("Head of Fleet Upkeep Testcase Sample", True),
        ("Lead for Robin Testcase", True),
        ("Manager for DCI Testcase", True),
        ("Inspection liaison, Strategy, Delivery and Assurance", False),
        ("Detective Superintendent, Public Protection", False),
        ("Deputy Chief Constable", False),
        ("DCC", False),
    ],
)
def test_a_role_that_names_somebody_is_told_from_one_that_does_not(role: str, is_person: bool) -> None:
    assert privacy.names_a_person(role) is is_person


@given(
    st.sampled_from(("Head of", "Director of", "lead for", "Manager for", "Adviser of", "Secretary for")),
    st.lists(st.from_regex(r"[A-Z][a-z]{3,9}", fullmatch=True), min_size=1, max_size=2),
)
@settings(derandomize=True, max_examples=40, deadline=None)
def test_a_role_with_what_it_is_of_in_up_to_two_words_names_nobody(role: str, subject: list[str]) -> None:
    names_one = subject[0].lower() in privacy._GIVEN
    assert privacy.names_a_person(f"{role} {' '.join(subject)}") is (names_one and len(subject) > 1)


@pytest.mark.parametrize(
    ("words", "is_somebody"),
    [
        ("Spoke with Mrs Testcase", True),
        ("Victim is Robin Testcase", True),
        ("the victim Robin Testcase withdrew", True),
        ("Suspect: Robin Testcase", True),
        ("Victim Needs Assessment", False),
        ("Child Online Abuse", False),
        ("victims of Domestic Abuse", False),
        ("Spoke to DS Testcase about the plan", True),
        ("Chief Superintendent Alex Example chaired", True),
        ("HM Inspector will revisit", False),
        ("the Superintendent, Public Protection, leads", False),
        ("ds Delta tables", False),
        ("Robin Testcase", True),
        ("Testcase Delta", False),
    ],
)
def test_words_that_name_somebody_are_told_from_those_that_name_a_rank_or_a_subject(
    words: str, is_somebody: bool
) -> None:
    assert privacy.names_somebody(words) is is_somebody


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
