"""The site asked as a program asks it: a server of its own, and one that is told to answer to another name."""

import http.client
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from tests.browser.server import Server


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came back: the status, the headers by their names in small letters, and the text."""

    status: int
    headers: dict[str, str]
    cookies: list[str]
    text: str


Ask = Callable[..., Answer]


def asked(server: Server, path: str, method: str = "GET", **headers: str) -> Answer:
    """One request to a server. Blanks in the names of headers are written as underscores."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=300)
    try:
        connection.putrequest(method, path, skip_host="Host" in headers)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        return Answer(
            status=answer.status,
            headers={name.lower(): value for name, value in answer.getheaders()},
            cookies=answer.headers.get_all("set-cookie") or [],
            text=answer.read().decode("utf-8", "replace"),
        )
    finally:
        connection.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server as anybody starts it, with its log in lines of JSON."""
    with Server(tmp_path_factory.mktemp("served"), PEELBOARD_LOG="json") as server:
        yield server


@pytest.fixture(scope="session")
def behind_tls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with a name of its own, behind a proxy that holds the key."""
    settings = {"PEELBOARD_HOSTS": "peel.example.police.uk 127.0.0.1", "PEELBOARD_TLS": "on"}
    with Server(tmp_path_factory.mktemp("tls"), **settings) as server:
        yield server


@pytest.fixture
def ask(site: Server) -> Ask:
    """Asks the server for a path."""

    def asks(path: str, method: str = "GET", **headers: str) -> Answer:
        return asked(site, path, method, **headers)

    return asks
