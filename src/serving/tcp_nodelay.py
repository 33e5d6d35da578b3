"""Answers leave at once. Without this each page waited 40 milliseconds for an acknowledgement from the browser.

Streamlit makes the listening socket in such a way that Python does not see that it is TCP, and so leaves the
system's waiting on (Nagle's algorithm). Connections take the option over from the socket that listens.
"""

import socket

from streamlit.web.server.starlette import starlette_server


def send_at_once() -> None:
    """Turn the waiting off for the server that is about to start."""
    # Streamlit has no setting for it. A test holds that connections of the running site have it.
    bind = starlette_server._bind_socket

    def bound(address: str, port: int, backlog: int) -> socket.socket:
        listening = bind(address, port, backlog)
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listening

    starlette_server._bind_socket = bound
