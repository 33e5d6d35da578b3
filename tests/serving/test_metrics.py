"""The figures for Prometheus: true, complete, for this machine alone; and the trial of a backup that they tell of."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from src.__main__ import main
from src.serving import metrics
from src.serving.request_filter import Door
from src.settings import Settings
from src.store import operations
from src.store.acceptance import accept
from tests.store.files import BY, marac


def figures(settings: Settings) -> dict[str, float]:
    """Each figure with its labels and its value, as a reader of the format has it."""
    lines = metrics.written(settings).splitlines()
    assert all(
        re.fullmatch(r'[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? \S+|# (HELP|TYPE) .+', line) for line in lines
    )
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines if line[0] != "#")}


@pytest.fixture
def lived(empty: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    accept(empty, [marac("2024-01-04,Dudley,4")], **BY)
    for name in ("store", "published"):
        monkeypatch.setenv(f"PEELBOARD_{name.upper()}", str(getattr(empty, name)))
    return empty


def test_what_is_told_is_so(lived: Settings, tmp_path: Path) -> None:
    before = figures(lived)
    assert before["peelboard_edition"] == before["peelboard_store_readable"] == 1
    assert 0 <= before['peelboard_feed_age_seconds{dataset="marac_backlog"}'] < 600
    assert (
        before['peelboard_feed_newest_date_seconds{dataset="marac_backlog"}'] == 1_704_326_400
    )  # date -d 2024-01-04 +%s
    assert before['peelboard_feed_late_after_seconds{dataset="marac_backlog"}'] == 1.5 * 31 * 24 * 3600  # monthly
    assert before["peelboard_memory_bytes"] > 20e6
    assert before['peelboard_last_run_seconds{run="backup"}'] == before["peelboard_alerts_waiting"] == 0
    outbox = lived.store / "alerts" / "outbox"
    outbox.mkdir(parents=True)
    for name in ("a", "b"):
        (outbox / f"{name}.json").write_text("{}")
    assert figures(lived)["peelboard_alerts_waiting"] == 2
    assert main(["backup", "--to", str(tmp_path / "b.zip")]) == 0
    assert main(["verify"]) == 0
    after = figures(lived)
    for run in ("backup", "verify"):
        assert after[f'peelboard_last_run_seconds{{run="{run}"}}'] > 1.7e9
        assert after[f'peelboard_last_run_well{{run="{run}"}}'] == 1
    next((lived.store / "ledger" / "_delta_log").glob("*.json")).write_text("{")
    assert main(["verify"]) == 1
    ruined = figures(lived)
    assert ruined["peelboard_store_readable"] == ruined['peelboard_last_run_well{run="verify"}'] == 0
    assert "peelboard_edition" not in ruined


def test_every_figure_has_a_meaning_and_is_told_in_some_state(lived: Settings) -> None:
    from src.web import page_times

    with page_times.timed("marac"):
        pass
    sentence = {name.partition("{")[0] for name in figures(lived)}
    assert sentence == set(metrics._MEANINGS)


def test_of_figures_that_only_came_with_peelboard_none_is_late(published: Settings) -> None:
    found = figures(published)
    assert 'peelboard_feed_age_seconds{dataset="marac_backlog"}' in found
    assert not [name for name in found if name.startswith("peelboard_feed_late_after")]


def test_they_are_for_this_machine_alone() -> None:
    door = Door(None, names={"peel.example"})  # type: ignore[arg-type]
    asked = {
        "type": "http",
        "method": "GET",
        "path": "/metrics",
        "client": ("127.0.0.1", 5),
        "headers": [(b"host", b"127.0.0.1:8501")],
    }
    local = Door(None, names={"127.0.0.1"})  # type: ignore[arg-type]
    assert local._refusal(asked) == (0, "")
    assert local._refusal({**asked, "client": ("10.0.0.9", 5)})[0] == 404
    assert local._refusal({**asked, "headers": [*asked["headers"], (b"x-forwarded-for", b"10.0.0.9")]})[0] == 404
    assert door._refusal({**asked, "headers": [(b"host", b"peel.example")]})[0] == 404


def test_a_backup_is_recovered_on_trial_and_compared(
    lived: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    backup = tmp_path / "b.zip"
    assert main(["backup", "--to", str(backup)]) == 0
    capsys.readouterr()
    assert main(["drill", str(backup), "--beside", str(tmp_path)]) == 0
    assert re.fullmatch(
        r"Edition 1 of \S+ was recovered in \d+ seconds, is whole, and answers \d+ metrics, as the store does. Nothing of "
        r"it is left.\n",
        capsys.readouterr().out,
    )
    assert not list(tmp_path.glob("peelboard-drill-*"))
    assert operations.last(lived.store, "drill") is not None
    backup.write_bytes(backup.read_bytes()[:-100])
    for words in (["drill", str(backup)], ["backup", "--to", str(tmp_path)]):
        assert main(words) != 0
        last = operations.last(lived.store, words[0])
        assert last is not None
        assert not last[1]


def test_a_store_for_reading_only_is_verified_all_the_same(lived: Settings) -> None:
    operations.note(replace(lived, store=lived.store / "none" / "there").store, "verify", is_well=True)
    assert operations.last(lived.store, "verify") is None
