"""Who is let through: by our own name, from our own pages, to what is meant for readers."""

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from src.serving import hosts
from tests import alone
from tests.browser.server import Server
from tests.serving.conftest import Ask, asked

OTHER_NAME = "This PEELboard does not answer to the name it was asked by. Its administrator lists its names in PEELBOARD_HOSTS.\n"


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8501", "127.0.0.1:80", "[::1]:8501", "localhost."])
def test_the_names_of_this_machine_are_answered_with_any_port(host: str, ask: Ask) -> None:
    assert ask("/", Host=host).status == 200


@pytest.mark.parametrize(
    "host",
    [
        *("elsewhere.example", "localhost.elsewhere.example", "127.0.0.1.elsewhere.example", "", "0.0.0.0"),
        *("localhost@elsewhere.example", "localhost/x", "localhost:port", "elsewhere.example:8501", "[::2]"),
    ],
)
def test_any_other_name_is_refused_in_a_sentence(host: str, ask: Ask) -> None:
    answer = ask("/", Host=host)
    assert answer.status == 400
    assert answer.text == OTHER_NAME


def test_a_server_answers_to_the_names_it_was_given_and_no_longer_to_others(behind_tls: Server) -> None:
    assert asked(behind_tls, "/", Host="PEEL.example.police.uk").status == 200
    assert asked(behind_tls, "/", Host="localhost").status == 400


def test_names_may_be_divided_by_commas_or_blanks() -> None:
    assert hosts.listed("A.example, b.example  [::1]") == {"a.example", "b.example", "::1"}


def test_the_health_addresses_answer_to_any_name_and_no_other_address_does(ask: Ask) -> None:
    assert ask("/healthz", Host="10.1.2.3:8501").status == 200
    assert ask("/_stcore/health", Host="10.1.2.3:8501").status == 400


def status_of_socket(server: Server, origin: str | None, host: str | None = None) -> int:
    """101 where a web socket opens, else the status of the refusal."""

    async def opened() -> int:
        address = f"ws://{host or f'127.0.0.1:{server.port}'}/_stcore/stream"
        try:
            async with connect(address, origin=origin, subprotocols=["streamlit"], host="127.0.0.1", port=server.port):  # type: ignore[arg-type]
                return 101
        except InvalidStatus as refused:
            return refused.response.status_code

    return alone.run(opened())


def test_a_web_socket_opens_for_a_page_of_this_site_and_for_no_other(site: Server) -> None:
    assert status_of_socket(site, f"http://127.0.0.1:{site.port}") == 101
    assert status_of_socket(site, None) == 101  # a program: browsers always say where they come from
    for origin in ("https://elsewhere.example", "http://localhost:3000", f"http://127.0.0.1:{site.port + 1}", "null"):
        assert status_of_socket(site, origin) == 403


def test_a_web_socket_asked_by_another_name_is_refused(site: Server) -> None:
    assert status_of_socket(site, "http://elsewhere.example", "elsewhere.example") == 403


@pytest.mark.parametrize(
    ("origin", "host", "is_own"),
    [
        ("https://peel.example", "peel.example", True),
        ("https://peel.example:8443", "peel.example", True),  # the proxy left the port out
        ("http://localhost:8501", "localhost:8501", True),
        ("http://localhost:8502", "localhost:8501", False),
        ("https://peel.example.elsewhere.example", "peel.example", False),
        ("https://peel.example@elsewhere.example", "peel.example", False),
        ("file://peel.example", "peel.example", False),
        ("null", "peel.example", False),
        ("", "peel.example", False),
    ],
)
def test_a_page_is_of_this_site_where_name_and_port_are_the_same(origin: str, host: str, is_own: bool) -> None:
    assert hosts.is_own_page(origin, host) is is_own


def test_a_page_of_another_site_may_send_nothing(ask: Ask) -> None:
    answer = ask("/_stcore/upload_file/a/b", "PUT", Origin="https://elsewhere.example")
    assert answer.status == 403
    assert answer.text == "This was asked from a page of another site. Open PEELboard itself and try again.\n"


def test_an_upload_without_the_token_of_its_page_is_refused(site: Server, ask: Ask) -> None:
    own_page = {"Origin": f"http://127.0.0.1:{site.port}", "Content_Length": "0"}
    assert ask("/_stcore/upload_file/a/b", "PUT", **own_page).status == 403


def test_the_server_s_own_figures_are_for_this_machine_alone(ask: Ask) -> None:
    assert ask("/_stcore/metrics").status == 200
    for lines in ({"X_Forwarded_For": "127.0.0.1"}, {"X_Real_IP": "10.0.0.9"}, {"Forwarded": "for=10.0.0.9"}):
        assert ask("/_stcore/metrics", **lines).status == 404
        assert ask("/_stcore/metrics/", **lines).text == "There is nothing at this address.\n"


def test_the_server_s_own_figures_are_not_told_to_who_asks_by_its_public_name(behind_tls: Server) -> None:
    assert asked(behind_tls, "/_stcore/metrics", Host="peel.example.police.uk").status == 404


@pytest.mark.parametrize("path", ["/_stcore/agent/openapi.json", "/_stcore/agent/interact", "/_stcore/agent/mcp"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_there_is_no_way_in_for_programs_beside_the_pages(path: str, method: str, ask: Ask) -> None:
    answer = ask(path, method)
    assert (answer.status, answer.text) == (404, "There is nothing at this address.\n")
