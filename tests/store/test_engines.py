"""Every engine gives the same answers, shows one force alone, and says in a sentence that it cannot answer."""

import gc
import shutil
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from importlib.metadata import version
from pathlib import Path
from threading import Event as Signal
from threading import Thread, current_thread
from types import SimpleNamespace
from typing import Any

import pytest
from deltalake import DeltaTable, write_deltalake

from src.metrics import METRICS
from src.metrics.calculate import calculate
from src.services.preview import counted
from src.settings import Settings
from src.store import delta
from src.store.acceptance import accept, check, pending, withdraw
from src.store.disk_check import IntegrityError
from src.store.editions import Edition
from src.store.engines import CannotAnswer, DuckDb, chosen
from src.store.engines.spark import Spark, closer
from src.store.ledger import Event, Ledger
from src.store.preview_edition import Trial
from src.store.restatements import restated
from src.store.upload import Supplied
from tests.store.files import BY, cases, marac, opened, outstanding, tasks

CLIENTS_OWN_PATIENCE = 600
"""Seconds for which the client would go on calling a server that has gone."""
TWO_FORCES = (
    "2024-02-01,Dudley,8,wmp",
    "2024-02-01,Walsall,5,wmp",
    "2024-03-01,Dudley,70,syn",
    "2024-03-01,Walsall,60,syn",
)


def of_forces(*rows: str) -> Supplied:
    """A file of MARAC cases awaiting whose rows name their force last."""
    content = "\n".join(["As at,Area,Cases awaiting,Force", *rows]) + "\n"
    return Supplied(name="two forces.csv", content=content.encode(), dataset="marac_backlog")


def accepted(settings: Settings, *rows: str, about: str) -> Event:
    """An extract of a force, written as the store writes it."""
    file = of_forces(*rows)
    waiting = pending(file, check(settings, file), "an analyst", "")
    assert waiting.event.forces == about
    delta.append(settings.store / "tables" / "marac_backlog", waiting.rows)
    return Ledger(settings.store).write([waiting.event])[0]


@pytest.fixture
def two_forces(empty: Settings) -> Settings:
    """A store with an extract of each of two forces."""
    accepted(empty, *TWO_FORCES[:2], about="wmp")
    accepted(empty, *TWO_FORCES[2:], about="syn")
    return empty


@pytest.fixture(params=["DuckDB", "Spark"])
def engine_name(request: pytest.FixtureRequest) -> str:
    """What PEELBOARD_ENGINE is set to."""
    return "" if request.param == "DuckDB" else str(request.getfixturevalue("spark_address"))


@pytest.fixture(scope="module")
def on_spark(published: Settings, spark_address: str) -> Edition:
    """The edition of the published figures, answered by Spark."""
    return opened(replace(published, engine=spark_address))


@pytest.mark.parametrize(
    "as_at", [date(2024, 9, 18), pytest.param(date(2026, 11, 21), marks=pytest.mark.long)], ids=str
)
@pytest.mark.parametrize("name", METRICS)
def test_a_metric_is_the_same_on_spark_to_the_last_digit(
    name: str, as_at: date, edition: Edition, on_spark: Edition
) -> None:
    here, there = (calculate(METRICS[name], engine, as_at) for engine in (edition, on_spark))
    assert typed(there.rows) == typed(here.rows)
    assert asdict(there) == asdict(here)


def typed(rows: tuple[Mapping[str, Any], ...]) -> list[list[tuple[str, str, Any]]]:
    """The rows with the type of each value, so that 4 is not 4.0."""
    return [[(name, type(value).__name__, value) for name, value in row.items()] for row in rows]


def test_the_newer_extract_counts_and_a_withdrawn_one_does_not(empty: Settings, engine_name: str) -> None:
    accept(empty, [marac("2024-02-01,Dudley,8", "2024-02-01,Walsall,5")], **BY)
    accept(empty, [tasks("2024-02-27,Visit,65", "2024-02-27,RMP review,33")], **BY)
    (snapshot,) = accept(empty, [marac("2024-02-01,Dudley,9", name="again.csv")], **BY)
    accept(empty, [tasks("2024-02-27,Visit,66")], **BY)
    asked = replace(empty, engine=engine_name)
    # A snapshot takes the place of a whole date, a row the place of a row.
    assert cases(asked) == {("2024-02-01", "dudley"): 9}
    assert outstanding(asked) == {("2024-02-27", "visit"): 66, ("2024-02-27", "rmp_review"): 33}
    assert [(item.about[-1], item.before, item.after) for item in restated(opened(asked))] == [
        ("Visits", 65, 66),
        ("Dudley", 8, 9),
    ]
    withdraw(empty, snapshot.extract_id, **BY)
    assert cases(asked) == {("2024-02-01", "dudley"): 8, ("2024-02-01", "walsall"): 5}


def test_a_page_sees_the_rows_and_the_extracts_of_its_force_alone(two_forces: Settings, engine_name: str) -> None:
    wmp, syn = (replace(two_forces, force_code=code, engine=engine_name) for code in ("wmp", "syn"))
    assert cases(wmp) == {("2024-02-01", "dudley"): 8, ("2024-02-01", "walsall"): 5}
    assert cases(syn) == {("2024-03-01", "dudley"): 70, ("2024-03-01", "walsall"): 60}
    assert (opened(wmp).newest_date(), opened(syn).newest_date()) == (date(2024, 2, 1), date(2024, 3, 1))
    assert [event.sequence for event in opened(syn).extracts] == [2]


def test_a_force_without_rows_sees_none(two_forces: Settings, engine_name: str) -> None:
    assert cases(replace(two_forces, force_code="other", engine=engine_name)) == {}


def test_a_file_of_two_forces_is_seen_by_each_as_its_own(empty: Settings, engine_name: str) -> None:
    accepted(empty, *TWO_FORCES, about="syn wmp")
    assert len(cases(replace(empty, engine=engine_name))) == 2
    assert cases(replace(empty, force_code="syn", engine=engine_name))["2024-03-01", "dudley"] == 70


def test_an_extract_from_before_forces_were_noted_shows_its_rows_of_the_force(
    two_forces: Settings, engine_name: str
) -> None:
    ledger = two_forces.store / "ledger"
    older = [{**asdict(event), "forces": ""} for event in Ledger(two_forces.store).events()]
    shutil.rmtree(ledger)
    Ledger(two_forces.store).write([Event(**event) for event in older])
    assert len(opened(two_forces).extracts) == 2
    assert cases(replace(two_forces, engine=engine_name)) == {("2024-02-01", "dudley"): 8, ("2024-02-01", "walsall"): 5}


def test_a_table_from_before_it_was_kept_by_force_is_read_and_added_to(two_forces: Settings, engine_name: str) -> None:
    table = two_forces.store / "tables" / "marac_backlog"
    rows = DeltaTable(str(table)).to_pyarrow_table()
    shutil.rmtree(table)
    write_deltalake(str(table), rows)  # in one file, whose first and last force its log names
    accepted(two_forces, "2024-04-01,Dudley,9,wmp", about="wmp")
    assert DeltaTable(str(table)).metadata().partition_columns == []
    assert cases(replace(two_forces, engine=engine_name)) == {
        ("2024-02-01", "dudley"): 8,
        ("2024-02-01", "walsall"): 5,
        ("2024-04-01", "dudley"): 9,
    }


def test_no_file_of_another_force_is_opened(two_forces: Settings) -> None:
    (theirs,) = delta.entries(two_forces.store / "tables" / "marac_backlog", {"syn"})
    theirs[0].write_bytes(b"damaged")
    assert len(cases(two_forces)) == 2
    with pytest.raises(IntegrityError):
        cases(replace(two_forces, force_code="syn"))


def test_a_file_is_left_out_only_where_its_log_rules_the_force_out(two_forces: Settings) -> None:
    table = two_forces.store / "tables" / "marac_backlog"
    assert [len(delta.entries(table, forces)) for forces in ((), {"wmp"}, {"syn", "wmp"}, {"other"})] == [2, 1, 2, 0]
    flat = two_forces.store / "tables" / "flat"
    rows = DeltaTable(str(table)).to_pyarrow_table()
    write_deltalake(str(flat), rows)
    # Between syn and wmp the log cannot tell; before and after them it can.
    assert [len(delta.entries(flat, {force})) for force in ("abc", "syn", "tvp", "wmp", "xyz")] == [0, 1, 1, 1, 0]


def test_small_files_of_a_force_are_put_together_apart_from_those_of_others(empty: Settings) -> None:
    for week in range(1, 14):
        for force in ("wmp", "syn"):
            accepted(empty, f"2024-03-{week:02},Dudley,{week},{force}", about=force)
    table = empty.store / "tables" / "marac_backlog"
    assert len(delta.entries(table)) < 6
    assert not {path for path, _ in delta.entries(table, {"wmp"})} & {path for path, _ in delta.entries(table, {"syn"})}
    for force in ("wmp", "syn"):
        shown = cases(replace(empty, force_code=force))
        assert shown == {(f"2024-03-{week:02}", "dudley"): week for week in range(1, 14)}


def test_rows_of_another_force_that_wait_change_no_figure_shown(two_forces: Settings) -> None:
    file = of_forces("2024-03-01,Dudley,1,syn", "2024-04-01,Dudley,2,wmp")
    trial = Trial(two_forces, adding=[pending(file, check(two_forces, file))])
    (changes,) = trial.changes()
    assert (changes.added, changes.restated, changes.gone, changes.same) == (1, 0, 0, 2)
    assert counted(changes) == "1 row added, 0 restated, 0 gone, 2 as before, 1 of another force"


def test_what_answers_is_named(two_forces: Settings, spark_address: str) -> None:
    assert opened(two_forces).engine.startswith("DuckDB ")
    server = spark_address.removeprefix("spark://")
    assert opened(replace(two_forces, engine=spark_address)).engine == f"Spark {version('pyspark-client')} at {server}"


def test_a_trial_is_answered_here_whatever_the_engine(two_forces: Settings, spark_address: str) -> None:
    assert Trial(replace(two_forces, engine=spark_address)).engine.startswith("DuckDB ")


def test_a_session_that_the_server_ended_is_begun_anew(two_forces: Settings, spark_address: str) -> None:
    """Servers end a session after minutes without a word, as after a night in which nobody opened a page."""
    edition = opened(replace(two_forces, engine=spark_address))
    before = edition.ask("select * from marac_backlog order by as_at_on, area_code", ("marac_backlog",))
    engine = edition._engine
    assert isinstance(engine, Spark)
    for _ in range(2):
        engine._session.client.release_session()
        assert (
            edition.ask("select * from marac_backlog order by as_at_on, area_code", ("marac_backlog",)) == before != []
        )
    engine.view("newer", "select 1 as only")
    engine.view("newer", "select 2 as only")
    engine._session.client.release_session()
    assert engine.ask("select only from newer where only = $asked", {"asked": 2}) == [{"only": 2}]


def test_an_engine_that_cannot_be_reached_is_one_sentence_at_once(two_forces: Settings) -> None:
    begun = time.monotonic()
    with pytest.raises(CannotAnswer) as lines:
        opened(replace(two_forces, engine="sc://127.0.0.1:1/;token=secret"))
    assert str(lines.value) == (
        "The engine at 127.0.0.1:1 does not answer, so no figure is shown. Start it again, or leave "
        "PEELBOARD_ENGINE empty to be answered by DuckDB; the server's log has what it said."
    )
    assert time.monotonic() - begun < CLIENTS_OWN_PATIENCE


def test_an_engine_that_goes_away_is_one_sentence_at_once(two_forces: Settings) -> None:
    from pysail.spark import SparkConnectServer

    server = SparkConnectServer("127.0.0.1", 0)
    server.start()
    asked = opened(replace(two_forces, engine=f"sc://127.0.0.1:{server.listening_address[1]}"))
    server.stop()
    begun = time.monotonic()
    with pytest.raises(CannotAnswer, match="does not answer, so no figure is shown"):
        asked.ask("select * from marac_backlog", ("marac_backlog",))
    assert time.monotonic() - begun < CLIENTS_OWN_PATIENCE


def test_an_engine_nobody_knows_is_refused_with_what_could_be_meant(two_forces: Settings) -> None:
    with pytest.raises(CannotAnswer, match=r"^PEELBOARD_ENGINE names no engine that is known here"):
        chosen(replace(two_forces, engine="oracle://x"))
    assert isinstance(chosen(replace(two_forces, engine="DuckDB")), DuckDb)


def test_without_sparks_client_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(CannotAnswer, match=r"Install pyspark-client beside PEELboard"):
        Spark("sc://127.0.0.1:1", store=Path("/"))


def test_who_lets_go_of_an_engine_does_not_wait_for_its_server() -> None:
    closer()
    asked, answered = Signal(), Signal()
    closed_on: list[Thread] = []

    def close() -> None:
        closed_on.append(current_thread())
        asked.set()
        answered.wait()

    engine = Spark.__new__(Spark)
    engine._session = SimpleNamespace(client=SimpleNamespace(close=close))
    del engine  # returns, though the server has not answered
    assert asked.wait(60)
    assert closed_on == [closer()]
    answered.set()


def test_a_session_that_python_lets_go_of_in_a_circle_is_closed_by_nobody_but_its_closer(
    spark: Spark, spark_address: str
) -> None:
    closed, closed_on = Signal(), []
    engine = Spark(spark_address, store=Path("/"))
    session = engine._session
    close = session.client.close

    def noted() -> None:
        closed_on.append(current_thread())
        close()
        closed.set()

    session.client.close = noted
    session.engine = engine  # found as garbage together, both are finalized, on whichever thread looks for garbage
    del engine, session
    Spark(spark_address, store=Path("/"))  # the client keeps the newest session, and the first of all
    gc.collect()
    assert closed.wait(60)
    gc.collect()
    assert closed_on == [closer()]


def test_the_server_may_see_the_store_elsewhere(two_forces: Settings, spark_address: str, tmp_path: Path) -> None:
    shutil.copytree(two_forces.store / "tables", tmp_path / "mounted" / "tables")
    for path, _ in delta.entries(two_forces.store / "tables" / "marac_backlog", {"syn"}):
        assert "force_code=syn" in path.as_posix()
    asked = replace(two_forces, engine=spark_address, engine_store=f"{tmp_path}/mounted/")
    assert len(cases(asked)) == 2
    shutil.rmtree(tmp_path / "mounted")
    with pytest.raises(CannotAnswer):
        cases(asked)


def test_damage_is_told_before_spark_is_asked(two_forces: Settings, spark_address: str) -> None:
    (ours,) = delta.entries(two_forces.store / "tables" / "marac_backlog", {"wmp"})
    ours[0].unlink()
    with pytest.raises(IntegrityError):
        cases(replace(two_forces, engine=spark_address))
