"""The deck, the workbook and the papers against the schemas of their formats, by a validator that is not ours."""

import zipfile
from pathlib import Path

import pytest
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


PAPER_WRITERS = [(f"{name}.docx", lambda pack, name=name: file_of(name, pack.data)) for name in PAPERS]


@pytest.mark.parametrize(("name", "write"), [("pack.pptx", deck), ("pack.xlsx", workbook), *PAPER_WRITERS])
def test_what_is_written_is_valid_by_its_schema(created: Pack, tmp_path: Path, name: str, write: object) -> None:
    assert callable(write)
    (tmp_path / name).write_bytes(write(created))
    assert errors(tmp_path / name) == []


def test_a_number_that_the_schema_does_not_allow_is_found(created: Pack, tmp_path: Path) -> None:
    (tmp_path / "whole.pptx").write_bytes(deck(created))
    with zipfile.ZipFile(tmp_path / "whole.pptx") as whole, zipfile.ZipFile(tmp_path / "bad.pptx", "w") as bad:
        for part in whole.namelist():
            content = whole.read(part)
            if part.startswith("ppt/charts/chart"):
                content = content.replace(b'axId val="', b'axId val="-')
            bad.writestr(part, content)
    assert any("less than minimum 0" in error for error in errors(tmp_path / "bad.pptx"))
