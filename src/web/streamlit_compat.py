"""Everything that rests on Streamlit's private parts. Its own tests are the first to run on a new Streamlit.

Streamlit has no public way to reach another session, to say whose a file is, to end a session, to read the cookie of
a sign-in outside a page, or to have answers sent at once.
"""

import asyncio
import json
import socket
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from streamlit import runtime
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.proto.BackMsg_pb2 import BackendOperationRequest
from streamlit.proto.ForwardMsg_pb2 import BackendOperationResponse
from streamlit.runtime import Runtime
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.backend_operation_handler import DeferredFileHandler
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.state import SessionState
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette import starlette_server
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value, decode_xsrf_token_string
from streamlit.web.server.starlette.starlette_server_config import (
    TOKENS_COOKIE_NAME,
    USER_COOKIE_NAME,
    XSRF_COOKIE_NAME,
)

Claims = Mapping[str, object]
SIGN_IN_COOKIE, TOKENS_COOKIE = USER_COOKIE_NAME, TOKENS_COOKIE_NAME
NOT_TO_BE_HAD = "This file cannot be downloaded from here."
_DOWNLOADS: dict[str, set[str]] = {}
"""The sessions that each file made for a download was made for, by the file's name in its address."""
_MOST_DOWNLOADS = 10_000
_SENT_AFTER_SECONDS = 0.3
"""After a page was drawn, its last messages take this long at most to be handed to the socket."""
_ABANDONED: dict[str, float] = {}
"""When each session that left files behind was first seen to be gone."""


def session_id() -> str | None:
    """The session whose page is being drawn; None outside a page."""
    context = get_script_run_ctx()
    return context.session_id if context else None


def is_served() -> bool:
    """Whether a server runs, and not a test of a page."""
    return _server() is not None


def _server() -> Runtime | None:
    """The server that runs. A test of a page puts something else in its place, which is none."""
    found = runtime.get_instance() if runtime.exists() else None
    return found if type(found) is Runtime else None


def sessions() -> dict[str, AppSession]:
    """The sessions that a browser is connected to, by id; none where no server runs."""
    server = _server()
    return {info.session.id: info.session for info in server._session_mgr.list_active_sessions()} if server else {}


def claims_of(session: str) -> Claims:
    """What the cookie said with which a session was opened; empty where there is no such session or sign-in."""
    found = sessions().get(session)
    return dict(found._user_info) if found else {}


def draw_again(session: AppSession, is_wanted: Callable[[], bool]) -> None:
    """Draw the page of a session again if that is still wanted, on its own thread. A page being drawn is left alone."""
    session._call_soon_on_event_loop(partial(_draw_if_idle, session, is_wanted))


def _draw_if_idle(session: AppSession, is_wanted: Callable[[], bool]) -> None:
    if session._scriptrunner is None and is_wanted():
        session.request_rerun(session._client_state)


async def draw_now(is_meant: Callable[[Claims], bool], most_seconds: float) -> None:
    """Draw the pages of some sessions again and wait until they are sent, or for so long. Called on the event loop."""
    meant = [session for session in sessions().values() if is_meant(session._user_info)]
    for session in meant:
        session.request_rerun(session._client_state)
    until = time.monotonic() + most_seconds - _SENT_AFTER_SECONDS
    while time.monotonic() < until and any(session._scriptrunner is not None for session in meant):
        await asyncio.sleep(0.05)
    await asyncio.sleep(_SENT_AFTER_SECONDS)


def close_sessions(is_over: Callable[[Claims], bool]) -> None:
    """Close the sessions whose claims are over: their state, callbacks, downloads and uploads are gone.

    Called on the event loop.
    """
    server = _server()
    if server is None:
        return
    for session in _every_session():
        if is_over(session._user_info):
            _close(server, session.id)


def _close(server: Runtime, session: str) -> None:
    """Close a session and drop what it held: the server keeps the last session it looked at until another moves."""
    found = server._session_mgr.get_session_info(session)
    server.close_session(session)
    if found:
        found.session._session_state = SessionState()  # to clear it would leave what buttons call, and with it files
        if (previews := sys.modules.get("src.services.preview_memory")) is not None:  # loaded with the first file
            previews.look_soon()


def _every_session() -> Iterator[AppSession]:
    """The sessions a browser is connected to, and those that wait for one to come back."""
    if server := _server():
        for info in server._session_mgr.list_sessions():
            yield info.session


def uploaded_bytes() -> dict[str, int]:
    """How many bytes of uploads each session has in memory."""
    storage = _uploads()
    return {name: sum(len(file.data) for file in list(files.values())) for name, files in list(storage.items())}


def close_abandoned(after_seconds: float) -> None:
    """Close each session that left uploads in memory and has had no browser for so long. Called on any thread."""
    server = _server()
    if server is None:
        return
    gone = [name for name in list(_uploads()) if not server.is_active_session(name)]
    for name in _ABANDONED.keys() - set(gone):
        del _ABANDONED[name]
    for name in gone:
        if time.monotonic() - _ABANDONED.setdefault(name, time.monotonic()) >= after_seconds:
            server._get_async_objs().eventloop.call_soon_threadsafe(_close_with_uploads, name)


def _close_with_uploads(session: str) -> None:
    server = _server()
    if server and not server.is_active_session(session):
        _close(server, session)
        server.uploaded_file_mgr.remove_session_files(session)  # of a session that was forgotten before its files


def _uploads() -> dict[str, dict[str, Any]]:
    server = _server()
    return server.uploaded_file_mgr.file_storage if server else {}  # type: ignore[attr-defined]


def sessions_of_file(name: str) -> set[str]:
    """The sessions that a file kept beside the pages belongs to, by the last part of its address."""
    server = _server()
    if server is None:
        return set()
    manager = server.media_file_mgr
    identity = name.partition(".")[0]
    with manager._lock:
        drawn = {
            session
            for session, files in manager._files_by_session_and_coord.items()
            if identity in (file.partition(".")[0] for file in files.values())
        }
    return drawn | _DOWNLOADS.get(identity, set())


def keep_downloads_apart() -> None:
    """A download is made only for the session whose page offers it, and the file that is made is that session's."""
    handle = DeferredFileHandler.handle

    async def handle_own(
        self: DeferredFileHandler, request: BackendOperationRequest, session_id: str
    ) -> BackendOperationResponse:
        entry = self._get_media_file_mgr()._deferred_callables.get(request.deferred_file.file_id)
        if entry is None or entry["session_id"] != session_id:
            return BackendOperationResponse(request_id=request.request_id, error_msg=NOT_TO_BE_HAD)
        answer = await handle(self, request, session_id)
        if answer.HasField("deferred_file"):
            if len(_DOWNLOADS) >= _MOST_DOWNLOADS:
                _DOWNLOADS.clear()
            file_id = answer.deferred_file.url.rpartition("/")[2].partition(".")[0]
            _DOWNLOADS.setdefault(file_id, set()).add(session_id)
        return answer

    if handle.__name__ != handle_own.__name__:
        DeferredFileHandler.handle = handle_own  # type: ignore[method-assign]


def signed_claims(cookies: Mapping[str, str]) -> Claims:
    """What the signed cookie of a browser says, as Streamlit reads it for a page; nothing where it is forged."""

    def signed(name: str) -> bytes | None:
        return decode_signed_value(get_cookie_secret(), name, cookies.get(name, "").encode("latin-1", "replace"))

    try:
        claims = json.loads(get_cookie_with_chunks(signed, USER_COOKIE_NAME) or b"{}")
    except ValueError:
        return {}
    return claims if isinstance(claims, dict) else {}


def browser_token(cookies: Mapping[str, str]) -> bytes:
    """What tells this browser from others, signed in or not: the token within a cookie that is written anew each time."""
    return decode_xsrf_token_string(cookies.get(XSRF_COOKIE_NAME, ""))[0] or b""


def send_at_once() -> None:
    """Have the server that is about to start send answers at once.

    Streamlit makes the listening socket in such a way that Python does not see that it is TCP, and leaves Nagle's
    algorithm on: each page waited 40 milliseconds for an acknowledgement. Connections take the option over.
    """
    bind = starlette_server._bind_socket

    def bound(address: str, port: int, backlog: int) -> socket.socket:
        listening = bind(address, port, backlog)
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listening

    starlette_server._bind_socket = bound
