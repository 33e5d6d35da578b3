"""The deck, the workbook and the papers against the schemas of their formats, by a validator that is not ours."""

import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator
from openxml_audit.errors import ValidationError

from src.present.pack import Pack
from src.present.papers.forms import PAPERS
from src.present.pptx.slides import deck
from src.present.xlsx.workbook import workbook
from src.services.build_paper import file_of

FONT_CHILDREN = {"b", "i", "color", "sz", "family", "charset", "scheme", "u", "vertAlign"}


def is_order_of_a_font(error: ValidationError) -> bool:
    """Whether it is about the order of what a font of a workbook says, which the standard leaves open.

    ISO/IEC 29500-1 declares the children of a font as a choice, in any order; the validator wants one order.
    """
    return error.part_uri == "/xl/styles.xml" and "/font[" in (error.path or "") and error.node in FONT_CHILDREN


def errors(path: Path) -> list[str]:
    """What does not hold in a file, warnings left out."""
    found = OpenXmlValidator(max_errors=0).validate(str(path)).errors
    return [str(error) for error in found if error.severity.value == "error" and not is_order_of_a_font(error)]


def loose_ends(path: Path) -> Iterator[str]:
    """What the schemas of single parts do not see, and Word repairs: parts, types, relations and ids that do not fit."""
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
        parts = {name: package.read(name) for name in names}
    yield from (f"{name} is there twice" for name, count in Counter(names).items() if count > 1)
    types = etree.fromstring(parts["[Content_Types].xml"])
    listed = {item.get("PartName", "").lstrip("/") for item in types.iterfind("{*}Override")}
    extensions = {item.get("Extension") for item in types.iterfind("{*}Default")}
    yield from (f"{name} has a content type and is not there" for name in listed if name and name not in parts)
    for name in names:
        if name not in listed and name.rpartition(".")[2] not in extensions and name != "[Content_Types].xml":
            yield f"{name} has no content type"
        if not name.endswith((".xml", ".rels")):
            continue
        root = etree.fromstring(parts[name])
        if name.endswith(".rels"):
            folder = posixpath.dirname(posixpath.dirname(name))
            for relation in root:
                target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target"))).lstrip("/")
                if relation.get("TargetMode") != "External" and target not in parts:
                    yield f"{name} points to {target}, which is not there"
            continue
        beside = posixpath.join(posixpath.dirname(name), "_rels", f"{posixpath.basename(name)}.rels")
        known = {item.get("Id") for item in etree.fromstring(parts[beside])} if beside in parts else set()
        used = {
            value
            for element in root.iter()
            for key, value in element.attrib.items()
            if key.startswith(f"{{{RELATIONS}}}")
        }
        yield from (f"{name} names the relation {each}, which is not there" for each in used - known)
        yield from (f"{name} {text}" for text in unknown_words(root, parts))
        drawn = Counter(item.get("id") for item in root.iter("{*}docPr", "{*}cNvPr"))
        yield from (f"{name} has the id {each} for {count} drawings" for each, count in drawn.items() if count > 1)


def unknown_words(root: Any, parts: dict[str, bytes]) -> Iterator[str]:
    """Styles, lists and bookmarks of a part of a Word document that are used and not set up, or set up twice."""

    def set_up(part: str, kind: str, name: str) -> Counter[str]:
        found = etree.fromstring(parts[part]) if part in parts else root
        return Counter(item.get(f"{{{WORD}}}{name}") for item in found.iterfind(f".//{{{WORD}}}{kind}"))

    def used(*kinds: str) -> set[str]:
        return {item.get(f"{{{WORD}}}val") for kind in kinds for item in root.iter(f"{{{WORD}}}{kind}")} - {None}

    if root.nsmap.get("w") != WORD:
        return
    styles, lists = set_up("word/styles.xml", "style", "styleId"), set_up("word/numbering.xml", "num", "numId")
    kinds_of_list = set_up("word/numbering.xml", "abstractNum", "abstractNumId")
    names = used("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link", "styleLink", "numStyleLink")
    yield from (f"uses the style {each}, which is not set up" for each in names - set(styles))
    yield from (f"uses the list {each}, which is not set up" for each in used("numId") - set(lists) - {"0"})
    yield from (
        f"uses the kind of list {each}, which is not set up" for each in used("abstractNumId") - set(kinds_of_list)
    )
    marks = Counter(item.get(f"{{{WORD}}}id") for item in root.iter(f"{{{WORD}}}bookmarkStart"))
    for what, counts in (("style", styles), ("list", lists), ("kind of list", kinds_of_list), ("bookmark", marks)):
        yield from (f"knows the {what} {each} {count} times" for each, count in counts.items() if count > 1)
    ends = Counter(item.get(f"{{{WORD}}}id") for item in root.iter(f"{{{WORD}}}bookmarkEnd"))
    yield from (f"has the bookmark {each} open or closed alone" for each in (marks - ends) + (ends - marks))
    called = Counter(item.get(f"{{{WORD}}}name") for item in root.iter(f"{{{WORD}}}bookmarkStart"))
    leads_to = {item.get(f"{{{WORD}}}anchor") for item in root.iter(f"{{{WORD}}}hyperlink")} - {None}
    yield from (f"leads to the bookmark {each}, which is not there" for each in leads_to - set(called))


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PAPER_WRITERS = [(f"{name}.docx", lambda pack, name=name: file_of(name, pack.data)) for name in PAPERS]


@pytest.mark.parametrize(("name", "write"), [("pack.pptx", deck), ("pack.xlsx", workbook), *PAPER_WRITERS])
def test_what_is_written_is_valid_by_its_schema(created: Pack, tmp_path: Path, name: str, write: object) -> None:
    assert callable(write)
    (tmp_path / name).write_bytes(write(created))
    assert errors(tmp_path / name) == []
    assert list(loose_ends(tmp_path / name)) == []


def test_a_number_that_the_schema_does_not_allow_is_found(created: Pack, tmp_path: Path) -> None:
    (tmp_path / "whole.pptx").write_bytes(deck(created))
    with zipfile.ZipFile(tmp_path / "whole.pptx") as whole, zipfile.ZipFile(tmp_path / "bad.pptx", "w") as bad:
        for part in whole.namelist():
            content = whole.read(part)
            if part.startswith("ppt/charts/chart"):
                content = content.replace(b'axId val="', b'axId val="-')
            bad.writestr(part, content)
    assert any("less than minimum 0" in error for error in errors(tmp_path / "bad.pptx"))


@pytest.mark.parametrize(
    ("part", "old", "new", "found"),
    [
        (
            "word/_rels/document.xml.rels",
            b"charts/chart1.xml",
            b"charts/chart99.xml",
            "chart99.xml, which is not there",
        ),
        ("word/document.xml", b'r:id="rId', b'r:id="gone', "names the relation gone"),
        ("word/document.xml", b'<wp:docPr id="102"', b'<wp:docPr id="101"', "has the id 101 for 2 drawings"),
        (
            "word/document.xml",
            b'<w:pStyle w:val="Heading1"',
            b'<w:pStyle w:val="Heading99"',
            "the style Heading99, which",
        ),
        ("word/styles.xml", b'<w:numId w:val="90"', b'<w:numId w:val="91"', "uses the list 91, which is not set up"),
        ("word/numbering.xml", b'<w:num w:numId="90"', b'<w:num w:numId="1"', "knows the list 1 2 times"),
        ("word/numbering.xml", b'<w:abstractNumId w:val="90"', b'<w:abstractNumId w:val="91"', "the kind of list 91"),
        ("word/document.xml", b"<w:sectPr", b'<w:bookmarkStart w:id="1" w:name="a"/><w:sectPr', "bookmark 1 open or"),
        ("[Content_Types].xml", b'Extension="xlsx"', b'Extension="other"', "chart1.xlsx has no content type"),
        ("[Content_Types].xml", b"/word/charts/chart1.xml", b"/word/charts/none.xml", "none.xml has a content type"),
    ],
)
def test_what_word_would_repair_is_found(
    created: Pack, tmp_path: Path, part: str, old: bytes, new: bytes, found: str
) -> None:
    (tmp_path / "whole.docx").write_bytes(file_of("engage", created.data))
    with zipfile.ZipFile(tmp_path / "whole.docx") as whole, zipfile.ZipFile(tmp_path / "bad.docx", "w") as bad:
        for name in whole.namelist():
            content = whole.read(name)
            assert name != part or old in content
            bad.writestr(name, content.replace(old, new) if name == part else content)
    assert any(found in text for text in loose_ends(tmp_path / "bad.docx"))
