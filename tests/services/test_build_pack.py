"""A pack written unattended: its files, what is said, and when it ends with a code of its own."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from src.services import build_pack
from src.settings import Settings
from tests.present.conftest import EDITION

FILES = ["changes.txt", "checks.json", "pack.pptx", "pack.xlsx"]
AS_AT = date(2024, 2, 27)
SUM = "Open and closed against the printed total"


def run(settings: Settings, out: Path, **more: object) -> int:
    return build_pack.pack(settings, out, as_at=AS_AT, sections=("overview",), **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def written(published: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a pack as it was written last time. Nothing may be written to it."""
    folder = tmp_path_factory.mktemp("written")
    assert run(published, folder) == 0
    return folder


@pytest.fixture
def folder(written: Path, tmp_path: Path) -> Path:
    """A copy of that folder, to write the next pack to."""
    return shutil.copytree(written, tmp_path / "pack")


def test_the_folder_is_made_and_holds_the_pack_and_nothing_half_written(
    published: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "new" / "folder"
    assert run(published, out) == 0
    assert sorted(path.name for path in out.iterdir()) == FILES
    assert capsys.readouterr().out == f"Wrote the pack to {out}: as at 27 February 2024, edition {EDITION}.\n"


def test_the_text_tells_what_changed_and_which_checks_fail(written: Path) -> None:
    text = (written / "changes.txt").read_text(encoding="utf-8")
    assert text.startswith(f"OFFICIAL\nWest Midlands Police and HMICFRS, as at 27 February 2024, edition {EDITION}\n")
    assert (
        "- Changed: Walsall, MARAC cases awaiting: 6 to 13, more than doubled, while the force fell from 178 to 144."
        in text
    )
    assert f"- {SUM}: Areas for improvement, Closed before levels: 0 against 18, 18 short." in text


def test_a_check_that_fails_again_is_no_news(published: Settings, folder: Path) -> None:
    assert run(published, folder) == 0


def test_a_check_that_held_last_time_and_fails_now_ends_with_3_and_is_named(
    published: Settings, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stored = json.loads((folder / "checks.json").read_text(encoding="utf-8"))
    stored[SUM]["status"] = "reconciles"
    (folder / "checks.json").write_text(json.dumps(stored), encoding="utf-8")
    assert run(published, folder) == 3
    assert f"A check that held last time fails now. {SUM}: Areas for improvement" in capsys.readouterr().err
    text = (folder / "changes.txt").read_text(encoding="utf-8")
    assert "Checks that held last time and fail now\n- " + SUM in text
    assert sorted(path.name for path in folder.iterdir()) == FILES, "the pack is written all the same"


def test_a_check_that_failed_last_time_and_holds_now_is_no_failure(published: Settings, folder: Path) -> None:
    stored = json.loads((folder / "checks.json").read_text(encoding="utf-8"))
    for check in stored.values():
        check["status"] = "differs"
    (folder / "checks.json").write_text(json.dumps(stored), encoding="utf-8")
    assert run(published, folder) == 0


@pytest.mark.parametrize("harmed", ["", "no json", "[]", '{"a": 1}'])
def test_checks_that_cannot_be_read_are_as_if_there_were_none(harmed: str, tmp_path: Path) -> None:
    (tmp_path / "checks.json").write_text(harmed, encoding="utf-8")
    assert build_pack.last_checks(tmp_path / "checks.json") == {}


def test_a_section_that_there_is_not_is_named_before_anything_is_written(published: Settings, tmp_path: Path) -> None:
    with pytest.raises(LookupError, match='There is no section "weather"'):
        build_pack.pack(published, tmp_path / "out", sections=("weather",))
    assert not (tmp_path / "out").exists()


def test_an_edition_that_there_is_not_is_named(published: Settings, tmp_path: Path) -> None:
    with pytest.raises(LookupError, match="There is no edition 99"):
        build_pack.pack(published, tmp_path / "out", edition=99)


def test_counts_held_back_are_not_told_by_the_text_either(published: Settings, tmp_path: Path) -> None:
    assert run(published, tmp_path, under=10) == 0
    text = (tmp_path / "changes.txt").read_text(encoding="utf-8")
    assert "Walsall" not in text
    assert "Counts of 1 to 9, and what would give one away, are not shown." in text
