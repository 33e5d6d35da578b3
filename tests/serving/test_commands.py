"""The commands that show the audit record, verify it and start the server."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from src.__main__ import main
from src.settings import PROJECT, Settings
from src.store import audit, hash_chain
from src.store.acceptance import accept
from tests.store.files import BY, marac


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A store with two records."""
    settings = Settings(store=tmp_path / "store")
    monkeypatch.setenv("PEELBOARD_STORE", str(settings.store))
    audit.record(settings, who="Ann", event="signed in", about="as viewer")
    accept(settings, [marac("2024-01-04,Dudley,4")], **BY)
    return settings


def test_audit_lists_every_record_oldest_first(store: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("     1  ")
    assert first.endswith("  signed in   Ann: as viewer")
    assert "  accepted    an analyst, edition 1: marac.csv; marac_backlog-" in second


def test_audit_as_json_is_the_records_as_they_are_kept(store: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "--format", "json"]) == 0
    lines = json.loads(capsys.readouterr().out)
    assert lines == [json.loads((store.store / "audit" / f"{number:09}.json").read_text()) for number in (1, 2)]


def test_audit_of_an_empty_store_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PEELBOARD_STORE", str(tmp_path / "none"))
    assert main(["audit"]) == 0
    assert capsys.readouterr().out == f"Nothing is recorded in {tmp_path / 'none'} yet.\n"


def test_verifying_a_whole_record_says_where_it_stands(store: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "--verify"]) == 0
    newest = hash_chain.read(store.store, 2).hash
    assert capsys.readouterr().out == (
        f"The record is whole: 2 records, each holding on to the one before. The newest is 2:{newest}\n"
    )
    assert main(["audit", "--holds", f"2:{newest}"]) == 0


def test_verifying_a_harmed_record_says_what_is_wrong_and_ends_with_1(
    store: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    (store.store / "audit" / "000000001.json").unlink()
    assert main(["audit", "--verify"]) == 1
    assert capsys.readouterr().out == "Record 1 is missing.\n"
    assert main(["audit", "--verify", "--format", "json"]) == 1
    lines = json.loads(capsys.readouterr().out)
    assert (lines["whole"], lines["wrong"], lines["newest"]["number"]) == (False, ["Record 1 is missing."], 2)


def test_a_hash_that_is_another_ends_with_1_and_one_that_is_none_with_2(store: Settings) -> None:
    assert main(["audit", "--holds", f"2:{'0' * 64}"]) == 1
    with pytest.raises(SystemExit) as stopped:
        main(["audit", "--holds", "2:abc"])
    assert stopped.value.code == 2


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("PEELBOARD_TLS", "yes", 'PEELBOARD_TLS is "yes"; expected on or off.'),
        ("PEELBOARD_LOG", "xml", 'PEELBOARD_LOG is "xml"; expected json or text.'),
        ("PEELBOARD_HOSTS", " , ", "PEELBOARD_HOSTS names no host; expected such as peelboard.westshire.police.uk."),
        (
            "PEELBOARD_SIGN_IN",
            "required",
            "Sign-in is required here, and no provider to sign in with is configured, so nothing is shown. "
            "The administrator adds [auth] to .streamlit/secrets.toml and starts it again.",
        ),
    ],
)
def test_a_server_that_is_set_up_wrongly_is_not_started(name: str, value: str, sentence: str) -> None:
    # A process of its own: what it reads of its settings it keeps. A server that did start would not end.
    asked = subprocess.run(
        [sys.executable, "-m", "src", "serve", "--port", "0"],
        cwd=PROJECT, env={**os.environ, name: value}, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert (asked.returncode, asked.stderr) == (2, f"{sentence}\n")


def test_a_pack_from_the_command_line_is_an_export_in_the_record(store: Settings, tmp_path: Path) -> None:
    assert main(["pack", "--out", str(tmp_path / "pack"), "--section", "overview"]) == 0
    line = audit.read(store)[0]
    assert (line.event, line.edition) == ("exported", 1 + len(list(store.published.glob("*.csv"))))
    assert line.about == f"board pack, by the command line, to {tmp_path / 'pack'}"
