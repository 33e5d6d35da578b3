"""A query asked of a real PostgreSQL server, as Debian installs it: it is read and nothing is changed."""

import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from src.contracts.problem import Refused
from src.ingest import profile as import_profile
from src.services.fetch import Fetched
from src.settings import Settings
from src.store.engines import databases
from tests.services.test_fetch import fetched, kept
from tests.store.files import cases, everything_in

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1:] or [Path("/usr/bin")]
ROWS = """select date '2024-03-07' as "As at", 'Dudley' as "Area", 5 as "Cases awaiting" """


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A server of its own on this machine, by its address."""
    if not (PROGRAMS[0] / "initdb").exists():
        pytest.skip("PostgreSQL is not installed: on Debian, apt-get install postgresql")
    # Not under pytest's own folder, which only its user may enter.
    folder = Path(tempfile.mkdtemp(prefix="postgresql-"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    # The server refuses to be started by root.
    asked_as = ["runuser", "-u", "nobody", "--"] if Path.home() == Path("/root") else []
    data = folder / "data"
    (folder / "password").write_text("made-up\n")
    if asked_as:
        folder.chmod(0o755)
        shutil.chown(folder, "nobody")

    def run(program: str, *words: str) -> None:
        subprocess.run([*asked_as, str(PROGRAMS[0] / program), *words], check=True, capture_output=True, cwd="/")

    run("initdb", "-D", str(data), "-U", "reader", "--auth=scram-sha-256", f"--pwfile={folder / 'password'}", "-N")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
    run("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
    yield f"postgresql://reader@127.0.0.1:{port}/postgres"
    run("pg_ctl", "-D", str(data), "-m", "immediate", "stop")
    shutil.rmtree(folder)


def test_a_query_is_asked_with_the_secret_and_changes_nothing(
    server: str, empty: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = kept(empty, database=server, query=ROWS, secret="force_db")
    came, sentences = fetched(settings)
    assert (came, "PEELBOARD_FETCH_HOSTS" in sentences[0]) == (Fetched(refused=1), True)
    allowed = replace(settings, fetch_hosts=server.partition("@")[2].partition("/")[0], fetch_secrets=str(tmp_path))
    assert "no secret" in fetched(allowed)[1][0]
    (tmp_path / "force_db").write_text("wrong")
    assert "password authentication failed" in fetched(allowed)[1][0]
    monkeypatch.setenv("PEELBOARD_SECRET_FORCE_DB", "made-up")
    assert fetched(allowed) == (Fetched(accepted=1), ["weekly: weekly.csv, 1 row, is edition 1."])
    assert cases(allowed) == {("2024-03-07", "dudley"): 5}
    assert b"made-up" not in everything_in(allowed.store)
    found = databases.server(server)
    assert found
    for query in ("create table t (a int)", f"{ROWS}; create table t (a int)", "select 1 where", "drop table t"):
        with pytest.raises(databases.NoRows):
            found.rows(query, "made-up", 10)
    assert len(found.rows("select * from generate_series(1, 100)", "made-up", 7)[1]) == 7


@pytest.mark.parametrize(
    "database",
    ["postgresql://u:password@h/d", "postgresql://u@h/d?sslmode=disable", "postgresql://h/d", "postgresql://u@h,k/d"],
)
def test_an_address_that_says_more_than_where_is_no_source(database: str) -> None:
    text = f'name = "a"\n[source]\ndatabase = "{database}"\nquery = "select 1"\nevery = "day"\n'
    with pytest.raises(Refused, match="and no password"):
        import_profile.read("p.toml", text)
