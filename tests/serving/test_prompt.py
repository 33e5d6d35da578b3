"""Nothing that the site sends waits for the reader to have acknowledged what came before."""

import socket

import pytest
from streamlit.web.server.starlette import starlette_server

from src.serving.tcp_nodelay import send_at_once


def test_a_connection_to_the_site_sends_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starlette_server, "_bind_socket", starlette_server._bind_socket)
    send_at_once()
    # What Streamlit calls when it starts a server.
    listening, _ = starlette_server._bind_server_socket("127.0.0.1", "127.0.0.1", 0, 5)
    with listening, socket.create_connection(listening.getsockname()):
        listening.setblocking(True)
        accepted, _ = listening.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
