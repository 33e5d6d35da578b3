"""The log says what happened and nothing about a person, whatever was sent."""

import json
import logging
import re
import shlex
import socket
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from src.__main__ import main
from src.ingest.profile import Profile
from src.services import batch_import
from src.serving import logs
from src.serving.requests import shown
from src.settings import PROJECT, Settings
from src.store import profiles
from src.store.upload import Supplied
from tests.browser.server import Server
from tests.cli.test_file_commands import MARAC, book
from tests.serving.conftest import Ask, asked
from tests.serving.cookies import guarded

SECRET = "Jane-Doe-9f86d0"


RAW = [
    f"{SECRET} / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    f"GET / {SECRET}/1.1\r\nHost: localhost\r\n\r\n",
    f"GET / HTTP/{SECRET}\r\nHost: localhost\r\n\r\n",
    f"GET http://{SECRET}/x HTTP/1.1\r\nHost: localhost\r\n\r\n",
    f"GET / HTTP/1.1\r\nHost: localhost\r\n{SECRET}\r\n\r\n",
    *(
        f"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n{name}: {SECRET}\r\n\r\n"
        for name in (SECRET, "Content-Length", "Transfer-Encoding", "Upgrade", "Range", "X-Forwarded-For", "Expect")
    ),
    f"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n{SECRET}\r\n",
]
"""Requests with a text where each part of one stands, most of them no requests at all."""


def sent(server: Server, text: str) -> None:
    """Send a request as it is written, and wait for the beginning of an answer."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=300) as connection:
        connection.sendall(text.encode())
        connection.recv(100)


def written(server: Server, text: str, path: str = "") -> list[dict[str, Any]]:
    """The lines of a server's log that say this."""
    messages = [json.loads(line) for line in server.log().splitlines() if line.startswith("{") and line.endswith("}")]
    return [line for line in messages if line["said"] == text and line.get("path", "").startswith(path)]


def lines(server: Server, text: str, path: str = "", after: int = 0) -> list[dict[str, Any]]:
    """Such lines after so many, waited for: a line is written once its answer is on the way."""
    for _ in range(100):
        found = written(server, text, path)
        if len(found) > after:
            return found[after:]
        time.sleep(0.05)
    raise AssertionError(f"The log has no line that says {text} of {path}:\n{server.log()}")


def test_a_request_is_a_line_with_its_address_status_and_milliseconds(site: Server, ask: Ask) -> None:
    before = len(written(site, "request", "/peel_grades"))  # other tests share the server
    ask("/peel_grades?as_at=2024-02-27")
    line = lines(site, "request", "/peel_grades", before)[0]
    assert {name: line[name] for name in ("level", "part", "said", "method", "status")} == {
        "level": "info",
        "part": "peelboard.requests",
        "said": "request",
        "method": "GET",
        "status": 200,
    }
    assert 0 < line["ms"] < 60_000
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", line["at"])


def test_nothing_that_somebody_sent_stands_in_the_log(site: Server, ask: Ask) -> None:
    for path in ("/", "/marac", "/_stcore/health", "/healthz", "/media/x", "/_stcore/metrics"):
        ask(f"{path}?name={SECRET}", User_Agent=SECRET, Cookie=f"a={SECRET}", Referer=f"http://localhost/{SECRET}")
    for path in (
        f"/{SECRET}",
        f"/media/{SECRET}.csv",
        f"/static/{SECRET}.js",
        f"/_stcore/upload_file/{SECRET}/{SECRET}",
    ):
        ask(path)
    ask("/", Host=SECRET)
    ask("/marac", Origin=f"http://{SECRET}")
    ask(f"/_stcore/upload_file/{SECRET}/x", "PUT", Origin=f"http://{SECRET}")
    for path in ("/static/", "/app/static/", "/component/", "/"):
        assert ask(path + SECRET * 30).status == 404  # longer than any name on a disk
    for text in RAW:
        sent(site, text)
    ask("/board_pack")
    lines(site, "request", "/board_pack")  # so that all before it is written
    assert len(lines(site, "request")) >= 12
    assert SECRET.lower() not in site.log().lower()
    assert "another method" in {line["method"] for line in written(site, "request")}


def unit(name: str) -> list[str]:
    """The words of the command of a unit."""
    text = (PROJECT / "deploy" / f"peelboard-{name}.service").read_text(encoding="utf-8")
    (words,) = re.findall(r"^ExecStart=.+ -m src (.+)$", text, re.MULTILINE)
    return shlex.split(words)


def test_what_a_unit_prints_names_no_file_and_says_nothing_of_what_is_in_it(
    empty: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("store", "published"):
        monkeypatch.setenv(f"PEELBOARD_{name.upper()}", str(getattr(empty, name)))
    folder, sources = tmp_path / "inbox", tmp_path / "sources"
    for place, month in ((folder, "03"), (sources, "04")):
        place.mkdir()
        monkeypatch.setenv("PEELBOARD_FETCH_FOLDERS", str(sources))
        text = f"As at,Area,Cases awaiting\n2024-{month}-07,Dudley,9\n"
        (place / f"{SECRET} 1.csv").write_text(text)
        (place / f"{SECRET} 2.csv").write_text(text.replace(",9", f",{SECRET}"))  # refused
        (place / f"{SECRET} 3.csv").write_text(text.replace("As at", f"As at,{SECRET}").replace("-07,", "-07,1,"))
        (place / f"{SECRET} 4.csv").write_text(f"{SECRET},{SECRET}\n1,2\n")
        book(
            place / f"{SECRET} 5.xlsx",
            **{SECRET: (["Area", "x"], ["a", SECRET])},
            MARAC=(MARAC[0], ["2024-02-07", "Walsall", 5]),
        )
    profile = Profile(name="weekly", dataset="marac_backlog", file="*", source={"every": "day", "folder": str(sources)})
    profiles.keep(empty, profile, by="x", reason="y")
    take = batch_import.take

    def takes(settings: Settings, file: Supplied, *rest: Any, **more: Any) -> Any:
        if " 4" in file.name:
            raise RuntimeError(f"something about {file.name}")
        return take(settings, file, *rest, **more)

    with monkeypatch.context() as changed:
        changed.setattr(batch_import, "take", takes)
        watch = [str(folder) if word.endswith("/inbox") else word for word in unit("watch")]
        assert main([*watch, "--once", "--every", "0.1"]) == 1
    watched = capsys.readouterr().out
    for text in ("accepted as marac_backlog-", "refused, 1 problem", "held, ", "(RuntimeError)", "File "):
        assert text in watched
    main(unit("fetch"))
    fetched = capsys.readouterr().out
    for text in ("is edition ", "refused, ", "is held for a person"):
        assert text in fetched
    for path in (empty.store / "files").iterdir():
        path.unlink()
    assert main(unit("verify")) == 1
    verified = capsys.readouterr().out
    assert "Not as it was written: " in verified
    assert SECRET.lower() not in (watched + fetched + verified).lower()


def test_every_line_after_the_greeting_is_json(site: Server, ask: Ask) -> None:
    ask("/")
    after = site.log().partition("\n{")[2]
    assert [line for line in after.splitlines()[1:] if line.strip() and not line.startswith("{")] == []


def test_an_acceptance_is_told_by_its_number_edition_and_hash_and_not_by_who(site: Server, ask: Ask) -> None:
    ask("/readyz")  # takes in the published figures where nobody did yet
    (line,) = lines(site, "recorded")
    published = len(list((PROJECT / "data" / "published").glob("*.csv")))
    assert (line["number"], line["event"], line["edition"]) == (1, "accepted", published)
    assert re.fullmatch("[0-9a-f]{64}", line["hash"])
    assert set(line) == {"at", "level", "part", "said", "number", "event", "edition", "hash"}


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/", "/"),
        ("/marac", "/marac"),
        ("/marac/", "/marac"),
        ("/maraca", "another address"),
        ("/media/9f86d0.csv", "/media/.."),
        ("/_stcore/upload_file/a/b", "/_stcore/upload_file/.."),
        ("/_stcore/stream", "/_stcore/stream"),
        ("/oauth2callback", "/oauth2callback"),
        ("/marac/Jane Doe", "another address"),
    ],
)
def test_an_address_is_told_as_far_as_it_was_known_beforehand(path: str, text: str) -> None:
    assert shown(path, {"marac"}) == text


def record_of(error: Exception) -> logging.LogRecord:
    try:
        raise error
    except Exception:
        return logging.LogRecord(
            "peelboard", logging.ERROR, __file__, 1, "A page could not be drawn", (), sys.exc_info()
        )


def test_of_an_error_the_kind_and_the_place_are_told_and_never_what_it_says() -> None:
    text = logs.JsonLines().format(record_of(ValueError(f"cannot read {SECRET}")))
    line = json.loads(text)
    assert line["error"] == "ValueError"
    assert re.fullmatch(r"tests/serving/test_logs\.py:\d+ record_of", line["where"][-1])
    assert SECRET not in text


@pytest.mark.parametrize(
    ("place", "is_told"), [("src/store/x.py", True), ("src/serving/x.py", False), (".venv/lib/x.py", False)]
)
def test_of_a_damaged_file_of_our_own_the_reason_is_told_as_a_person_must_find_it(place: str, is_told: bool) -> None:
    error = OSError("part-0001.parquet is cut short\nmore")
    try:
        exec(compile("raise error", str(PROJECT / place), "exec"), {"error": error})
    except OSError:
        record = logging.LogRecord("peelboard", logging.ERROR, __file__, 1, "text", (), sys.exc_info())
    assert logs.log_entry(record).get("because") == ("part-0001.parquet is cut short" if is_told else None)


def test_at_a_terminal_a_line_is_words() -> None:
    record = logging.LogRecord("peelboard.requests", logging.INFO, __file__, 1, "request", (), None)
    record.created = 1_700_000_000  # 22:13:20 on 14 November 2023
    record.details = {"path": "/marac", "status": 200}
    assert logs.TextLines().format(record) == "22:13:20  info     request  path=/marac  status=200"


@pytest.mark.parametrize(
    ("message", "values", "expected"),
    [
        ("Error during authentication: %s. Error description: %s", (SECRET, SECRET), None),
        (f"Failed for {SECRET}", (), "something that streamlit says in auth, line 7"),
    ],
)
def test_what_a_library_says_is_logged_without_the_values_in_it(
    message: str, values: tuple[str, ...], expected: str | None
) -> None:
    record = logging.LogRecord("streamlit.web.auth", logging.ERROR, "/x/auth.py", 7, message, values, None)
    assert logs.log_entry(record)["said"] == (expected or message)
    assert SECRET not in logs.JsonLines().format(record) + logs.TextLines().format(record)


def test_a_stranger_who_calls_the_address_of_the_provider_writes_nothing_into_the_log(
    published: Settings, tmp_path: Path
) -> None:
    with guarded(tmp_path, published.store) as server:
        asked(server, f"/oauth2callback?error={SECRET}&error_description={SECRET * 50}&state={SECRET}")
        line = lines(server, "Error during authentication: %s. Error description: %s")[-1]
        assert line["level"] == "error"
        assert SECRET not in server.log()
