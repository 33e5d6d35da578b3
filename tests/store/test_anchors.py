"""A signed anchor proves what was recorded up to it, and a changed one is output from it."""

import json
import logging
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from src.__main__ import main
from src.settings import Settings
from src.store import anchors, audit, hash_chain
from src.store.acceptance import accept
from src.store.anchors import Anchor
from src.store.verification import verify
from tests.store.files import BY, marac, tasks

NOTE = hash_chain.NEWEST
CHANGED = (
    "The anchor was changed, or another key signed it: its signature is not of this number and hash by the key of "
    "PEELBOARD_ANCHOR_KEY. It proves nothing."
)


@pytest.fixture
def signed(empty: Settings, tmp_path: Path) -> Settings:
    """A store of two editions whose records were signed."""
    anchors.make_key(tmp_path / "key")
    settings = replace(empty, anchor_key=str(tmp_path / "key"))
    accept(settings, [marac("2024-01-04,Dudley,4")], **BY)
    accept(settings, [tasks("2024-02-27,Visit,65")], **BY)
    return settings


def anchor_of(settings: Settings) -> Anchor:
    found = audit.anchor(settings)
    assert found is not None
    return found


def test_the_public_half_is_enough_to_prove_an_edition_from_a_line_of_a_mail(signed: Settings) -> None:
    sent = anchors.read(f"  {anchor_of(signed)}\n")
    assert sent is not None
    assert sent.signature
    assert (Path(signed.anchor_key).stat().st_mode & 0o777) == 0o600
    reader = replace(signed, anchor_key=f"{signed.anchor_key}.pub")
    accept(signed, [marac("2024-02-01,Dudley,8")], **BY)
    assert audit.verify(reader, sent) == ()
    assert verify(reader).wrong == ()


@given(at=st.integers(min_value=0), letter=st.sampled_from("0123456789abcdef"))
def test_an_anchor_of_which_one_letter_was_changed_proves_nothing(
    at: int, letter: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("key")
    anchors.make_key(folder / "key")
    private = anchors.signing_key(folder / "store", str(folder / "key"))
    public = anchors.public_key(folder / "store", str(folder / "key.pub"))
    assert private
    assert public
    anchor = Anchor(number=41, hash="ab" * 32).signed(private)
    text = str(anchor)
    place = at % text.rindex(":")
    changed = anchors.read(text[:place] + letter + text[place + 1 :])
    assert anchor.is_signed_with(public)
    assert changed is None or changed == anchor or not changed.is_signed_with(public)


def test_verify_says_of_a_changed_anchor_what_it_is(signed: Settings) -> None:
    anchor = anchor_of(signed)
    assert audit.verify(signed, replace(anchor, signature="A" * 86 + "==")) == (CHANGED,)
    other = audit.verify(signed, replace(anchor, hash="0" * 64))
    assert other == ("Record 2 is not the one that was asked for: its hash is another.", CHANGED)
    keyless = audit.verify(replace(signed, anchor_key=""), anchor)
    assert keyless == ("The signature of the anchor was not looked at: PEELBOARD_ANCHOR_KEY names no key.",)


def test_a_record_written_anew_without_the_key_is_found_out_by_the_store_alone(signed: Settings) -> None:
    """Everything is rewritten with hashes that fit: without a key nothing is wrong, with it the note tells."""
    before = (signed.store / NOTE).read_bytes()
    shutil.rmtree(signed.store / "audit")
    (signed.store / NOTE).unlink()
    forger = replace(signed, anchor_key="")
    hash_chain._LAST.clear()
    assert audit.record(forger, event="signed in", who="Mallory")
    assert audit.follow(forger)
    assert verify(forger).wrong == ()
    (output,) = verify(signed).wrong
    assert re.match(rf"{NOTE} is not signed: record \d was written without the key of PEELBOARD_ANCHOR_KEY", output)
    note = json.loads((signed.store / NOTE).read_bytes())
    lines = {**note, "signature": json.loads(before)["signature"]}
    (signed.store / NOTE).write_bytes(hash_chain.line(lines))
    assert verify(signed).wrong[0].startswith(f"{NOTE} was changed: its signature is not that of record ")


def test_each_record_goes_to_the_log_with_its_anchor(signed: Settings, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="peelboard.audit"):
        audit.record(signed, event="signed in", who="Ann")
    (line,) = [record.details for record in caplog.records if record.msg == "recorded"]
    assert line["anchor"] == str(anchor_of(signed))


def test_a_key_that_cannot_be_used_is_said_at_start(
    signed: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PEELBOARD_STORE", str(signed.store))
    (signed.store / "key").write_bytes(Path(signed.anchor_key).read_bytes())
    for key, output in {
        signed.store / "key": "is a signing key within the store, where whoever changes figures finds it. Move it.",
        signed.store.parent / "none": "cannot be read (No such file or directory).",
        signed.store / NOTE: "is a signing key within the store",
        signed.published: "cannot be read (Is a directory).",
        Path(__file__): "holds no ed25519 key. Make one: audit --make-key FILE.",
    }.items():
        monkeypatch.setenv("PEELBOARD_ANCHOR_KEY", str(key))
        assert main(["metrics"]) == 2
        assert output in capsys.readouterr().err


def test_the_command_makes_a_key_once_and_prints_the_anchor(
    empty: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PEELBOARD_STORE", str(empty.store))
    assert main(["audit", "--make-key", str(tmp_path / "key")]) == 0
    assert main(["audit", "--make-key", str(tmp_path / "key")]) == 2
    assert main(["audit", "--make-key", str(empty.store / "key")]) == 2
    accept(empty, [marac("2024-01-04,Dudley,4")], **BY)
    monkeypatch.setenv("PEELBOARD_ANCHOR_KEY", str(tmp_path / "key"))
    capsys.readouterr()
    assert main(["audit", "--anchor"]) == 0
    anchor = capsys.readouterr().out.strip()
    assert re.fullmatch(r"1:[0-9a-f]{64}:[\w-]{86}==", anchor)
    assert main(["audit", "--holds", anchor]) == 0
    assert main(["audit", "--holds", anchor.replace("1:", "2:", 1)]) == 1
