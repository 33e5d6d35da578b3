"""Every answer tells the browser what to refuse."""

import re
from pathlib import Path
from typing import Any

import pytest
import streamlit

from src.serving import headers
from tests import alone
from tests.browser.server import Server
from tests.serving.conftest import Ask, asked

STATIC = Path(streamlit.__file__).parent / "static"
SCRIPT = re.findall(r'src="\./(static/js/[^"]+)"', (STATIC / "index.html").read_text())[0]
EVERY_KIND = {
    "/": 200,
    "/marac": 200,
    f"/{SCRIPT}": 200,
    "/app/static/inter.woff2": 200,
    "/_stcore/health": 200,
    "/healthz": 200,
    "/readyz": 200,
    "/media/nothing.csv": 404,
    "/_stcore/agent/interact": 404,
    "/app/static/nothing.png": 404,
    "//../etc/passwd": 400,
}


@pytest.mark.parametrize(("path", "status"), EVERY_KIND.items())
def test_every_kind_of_answer_carries_every_header(path: str, status: int, ask: Ask) -> None:
    answer = ask(path)
    assert answer.status == status
    policy = dict(part.split(" ", 1) for part in answer.headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["base-uri"] == "'none'"
    assert policy["connect-src"] == "'self'"
    assert re.fullmatch(r"'self' 'sha256-[A-Za-z0-9+/]{43}='", policy["script-src"])
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert "camera=()" in answer.headers["permissions-policy"]
    assert "microphone=()" in answer.headers["permissions-policy"]


def test_a_request_from_another_name_is_refused_with_the_headers_too(ask: Ask) -> None:
    answer = ask("/", Host="elsewhere.example")
    assert answer.status == 400
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_no_answer_may_be_read_by_a_page_of_another_site(ask: Ask) -> None:
    for path in EVERY_KIND:
        assert "access-control-allow-origin" not in ask(path, Origin="https://elsewhere.example").headers


def test_nothing_is_said_of_transport_security_where_there_is_none(ask: Ask) -> None:
    assert "strict-transport-security" not in ask("/").headers


def test_behind_tls_browsers_are_told_to_ask_no_other_way_and_cookies_go_no_other_way(behind_tls: Server) -> None:
    answer = asked(behind_tls, "/_stcore/health", Host="peel.example.police.uk")
    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    assert answer.cookies
    assert all(cookie.endswith("; Secure") for cookie in answer.cookies)


def test_the_policy_names_each_script_that_stands_in_the_page_by_its_hash(tmp_path: Path) -> None:
    # The hash of "alert('Hello, world.');" stands in the specification of Content-Security-Policy as an example.
    (tmp_path / "index.html").write_text("<head><script>alert('Hello, world.');</script><script src='a.js'></script>")
    assert "script-src 'self' 'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=';" in headers.policy(
        tmp_path / "index.html"
    )


def sent(cookie: str, *, is_behind_tls: bool = False) -> list[str]:
    """The cookies that reach the browser where Streamlit sets one."""
    answered: list[str] = []

    async def streamlit_answers(_: Any, __: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 302, "headers": [(b"set-cookie", cookie.encode())]})

    async def send(message: Any) -> None:
        answered.extend(value.decode() for name, value in message["headers"] if name == b"set-cookie")

    app = headers.Headers(streamlit_answers, policy="", is_behind_tls=is_behind_tls, sign_in_lasts_seconds=3_660)
    alone.run(app({"type": "http"}, None, send))  # type: ignore[arg-type]
    return answered


def test_the_cookie_of_a_sign_in_lasts_as_long_as_the_sign_in_and_tokens_are_not_kept() -> None:
    rest = "Path=/; SameSite=lax; HttpOnly"
    assert sent(f"_streamlit_user=abc; Max-Age=2592000; {rest}") == [f"_streamlit_user=abc; Max-Age=3660; {rest}"]
    assert sent(f"_streamlit_user_1=abc; Max-Age=2592000; {rest}") == [f"_streamlit_user_1=abc; Max-Age=3660; {rest}"]
    assert sent(f"_streamlit_user_tokens=abc; Max-Age=2592000; {rest}") == []
    assert sent(f"_streamlit_user_tokens_1=abc; Max-Age=2592000; {rest}") == []
    for name in ("_streamlit_user", "_streamlit_user_tokens"):  # both are removed as a person signs out
        assert sent(f'{name}=""; Max-Age=0; {rest}') == [f'{name}=""; Max-Age=0; {rest}']
    assert sent(f"_streamlit_xsrf=abc; {rest}", is_behind_tls=True) == [f"_streamlit_xsrf=abc; {rest}; Secure"]
