"""What PEELboard needs of Streamlit's private parts is there and does what it is used for."""

import json
import re
import secrets
import socket
import threading

import pytest
from streamlit.auth_util import set_cookie_with_chunks
from streamlit.testing.v1 import AppTest
from streamlit.web.server.starlette import starlette_server
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from src.settings import PROJECT
from src.web import streamlit_compat


def test_a_connection_to_the_site_sends_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starlette_server, "_bind_socket", starlette_server._bind_socket)
    streamlit_compat.send_at_once()
    # What Streamlit calls when it starts a server.
    listening, _ = starlette_server._bind_server_socket("127.0.0.1", "127.0.0.1", 0, 5)
    with listening, socket.create_connection(listening.getsockname()):
        listening.setblocking(True)
        accepted, _ = listening.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_private_parts_of_streamlit_are_used_in_one_module_alone() -> None:
    private = re.compile(
        r"(from|import) streamlit\.(runtime|web|auth_util|proto)\b|runtime\.get_instance|\w\._session_mgr"
    )
    users = {
        path.relative_to(PROJECT).as_posix()
        for folder in ("src", "pages")
        for path in (PROJECT / folder).rglob("*.py")
        if private.search(path.read_text(encoding="utf-8"))
    }
    # The class of an uploaded file is part of what Streamlit documents, and has no other address.
    assert users == {"src/web/streamlit_compat.py", "src/web/extracts/upload_view.py"}


def test_without_a_server_there_is_no_session_file_or_upload() -> None:
    assert not streamlit_compat.is_served()
    assert streamlit_compat.session_id() is None
    assert streamlit_compat.sessions() == {}
    assert streamlit_compat.claims_of("x") == {}
    assert streamlit_compat.sessions_of_file("x.csv") == set()
    assert streamlit_compat.uploaded_bytes() == {}
    streamlit_compat.close_sessions(lambda _: True)
    streamlit_compat.close_abandoned(0)


@pytest.mark.parametrize("size", [10, 9_000])
def test_the_cookie_of_a_sign_in_is_read_whole_and_a_forged_one_not_at_all(
    size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streamlit_compat, "get_cookie_secret", lambda: "secret")
    claims, cookies = {"sub": "7", "name": secrets.token_hex(size)}, {}
    set_cookie_with_chunks(
        lambda name, value: cookies.update({name: create_signed_value("secret", name, value).decode()}),
        lambda name, value: create_signed_value("secret", name, value),
        streamlit_compat.SIGN_IN_COOKIE,
        claims,
        cookie_attr_size=60,
    )
    assert (len(cookies) > 1) == (size > 4_096)
    assert streamlit_compat.signed_claims(cookies) == claims
    for name, value in cookies.items():
        # Not its last letters: some of their bits stand for nothing, so that another letter may say the same.
        forged = f"{value[:-9]}{'x' if value[-9] != 'x' else 'y'}{value[-8:]}"
        assert streamlit_compat.signed_claims({**cookies, name: forged}) == {}
    assert streamlit_compat.signed_claims({"_streamlit_user": json.dumps(claims)}) == {}


def test_a_test_of_a_page_is_no_server_and_leaves_no_thread_behind() -> None:
    """Streamlit's tester stands in for the server. To watch the store for each test would fill memory and time."""

    def page() -> None:
        import streamlit

        from src.settings import Settings
        from src.web import push_updates, streamlit_compat

        push_updates.watch(Settings())
        streamlit.text(f"{streamlit_compat.is_served()} {dict(streamlit_compat.sessions())}")
        streamlit_compat.close_abandoned(0)

    app = AppTest.from_function(page, default_timeout=300).run()
    assert (app.text[0].value, len(app.exception)) == ("False {}", 0)
    assert "editions" not in {thread.name for thread in threading.enumerate()}
