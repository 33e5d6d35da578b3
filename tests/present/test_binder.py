"""The inspection binder: what is in it comes out again by its own script, and whatever is changed in it is found."""

import json
import subprocess
import sys
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import duckdb
import pytest

from src.metrics import COMPARED, METRICS
from src.metrics.calculate import calculate
from src.present.slide import PackData
from src.present.zip_files import packed
from src.services import binder
from src.settings import Settings
from src.store import work_out
from tests.metrics.drawn import DrawnEngine


@pytest.fixture(scope="module")
def bound(published: Settings, contents: PackData, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The binder of the board of 27 February 2024."""
    path = tmp_path_factory.mktemp("binder") / "binder.zip"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(binder, "gathered_for", lambda *_, **__: contents)
        first = binder.write(published, path)
        bytes_first = path.read_bytes()
        assert binder.write(published, path) == first
        assert path.read_bytes() == bytes_first, "the same edition gives the same bytes"
    assert first.seal == binder.seal_of(path)
    return path


def files_of(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(bound: Path, folder: Path, name: str, content: bytes | None, *, is_hashed_again: bool = False) -> Path:
    """A copy of the binder with one file otherwise, or without it."""
    files = files_of(bound)
    if content is None:
        del files[name]
    else:
        files[name] = content
    if is_hashed_again:
        del files[binder.HASHES]
        lines = (f"{sha256(each).hexdigest()}  {file}\n" for file, each in files.items())
        files[binder.HASHES] = "".join(lines).encode()
    path = folder / "changed.zip"
    path.write_bytes(packed(files))
    return path


def test_the_script_inside_works_every_figure_out_again_from_what_is_inside(bound: Path, tmp_path: Path) -> None:
    with ZipFile(BytesIO(bound.read_bytes())) as archive:
        archive.extractall(tmp_path)
    run = subprocess.run(
        [sys.executable, "-I", "work_out.py"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert run.stdout == f"{len(COMPARED)} metrics worked out again, 0 of them otherwise than in their files.\n"
    assert run.returncode == 0
    figures = (tmp_path / "figures" / "marac_cases_awaiting.csv").read_text().splitlines()
    counts = [line.split(",")[figures[0].split(",").index("cases_awaiting_count")] for line in figures[1:]]
    assert counts == ["768", "178", "144"]
    assert {path.name for path in (tmp_path / "papers").iterdir()} == {"committee.docx", "engage.docx", "brief.docx"}
    ledger = [json.loads(line) for line in (tmp_path / "ledger.jsonl").read_text().splitlines()]
    assert [event["sequence"] for event in ledger] == list(range(1, len(ledger) + 1))


def test_what_was_changed_added_or_left_out_is_named(bound: Path, tmp_path: Path) -> None:
    figure, files = "figures/marac_cases_awaiting.csv", files_of(bound)
    assert binder.problems(changed(bound, tmp_path, figure, files[figure].replace(b"144", b"143"))) == [
        f"{figure} is not the file that was bound."
    ]
    assert binder.problems(changed(bound, tmp_path, "note.txt", b"")) == ["note.txt was added."]
    assert binder.problems(changed(bound, tmp_path, figure, None)) == [f"{figure} is missing."]
    (tmp_path / "text.zip").write_bytes(b"no zip")
    assert "is no binder" in binder.problems(tmp_path / "text.zip")[0]


def test_a_figure_that_was_changed_and_hashed_again_does_not_come_out(bound: Path, tmp_path: Path) -> None:
    figure = "figures/marac_cases_awaiting.csv"
    other = files_of(bound)[figure].replace(b"144", b"143")
    found = binder.problems(changed(bound, tmp_path, figure, other, is_hashed_again=True))
    assert found[0] == "marac_cases_awaiting: 3 rows worked out, 3 in the file, and they are not the same."
    assert binder.seal_of(tmp_path / "changed.zip") != binder.seal_of(bound)


def test_a_script_that_is_not_ours_is_not_run(bound: Path, tmp_path: Path) -> None:
    other = changed(bound, tmp_path, binder.SCRIPT, b"print('harm')", is_hashed_again=True)
    assert binder.problems(other) == [
        "work_out.py is of another version of PEELboard: unpack the binder and run it there."
    ]


@pytest.mark.parametrize(
    ("printed", "share"),
    [("3 as part, 4 as whole", "75"), ("3 as part, 0 as whole", ""), ("null as part, 4 as whole", "")],
)
def test_a_share_is_worked_out_whether_or_not_the_sql_has_its_column(printed: str, share: str) -> None:
    for column in ("", ", cast(null as double) as share_percent"):
        (row,) = work_out.figures(duckdb.connect(), f"select {printed}{column}", date(2026, 1, 1), ["part", "whole"])
        assert row["share_percent"] == share
    (row,) = work_out.figures(
        duckdb.connect(), f"select {printed}, 82.0 as share_percent", date(2026, 1, 1), ["part", "whole"]
    )
    assert row["share_percent"] == "82.0"


def test_every_row_has_every_column_of_its_card_where_nothing_was_counted_too() -> None:
    reviews = """
        review_id | reviewed_on | department_code | overall_grade
        ----------+-------------+-----------------+--------------
        a         | 2026-01-10  | force_cid       | 4
        b         | 2026-02-10  | local_cid | 2
    """
    metric = METRICS["qatt_grade_by_department"]
    rows = calculate(metric, DrawnEngine({"qatt_reviews": reviews}), date(2026, 2, 28)).rows
    assert len(rows) == 4, "two departments in two months, one of them without a review in each"
    assert {row["share_percent"] for row in rows} == {100.0, 0.0, None}
    assert all({column.name for column in metric.card.columns} <= row.keys() for row in rows)
