"""Browsers that have signed in, without a browser: cookies as the server itself would have set them."""

import json
import secrets
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from benchmarks.load.session import Session
from tests.browser.server import Server
from tests.serving.conftest import asked

SECRET = "known-to-the-server-alone-and-to-these-tests"


@contextmanager
def guarded(folder: Path, store: Path, **environment: str) -> Iterator[Server]:
    """A server of what a store holds that people sign in to. Its provider is never asked: the cookies are made here."""
    given = {"HOME": str(folder), "PEELBOARD_SIGN_IN": "required", "PEELBOARD_LOG": "json", **environment}
    server = Server(folder, store=store, **given)  # type: ignore[arg-type]  # none of them is called app
    (folder / ".streamlit").mkdir()
    (folder / ".streamlit" / "secrets.toml").write_text(
        f'[auth]\nredirect_uri = "{server.address}/oauth2callback"\ncookie_secret = "{SECRET}"\nclient_id = "x"\n'
        'client_secret = "x"\nserver_metadata_url = "http://127.0.0.1:1/none"\n',
        encoding="utf-8",
    )
    with server:
        yield server


def signed_in(server: Server, role: str, *, seconds_ago: float = 0, **claims: Any) -> Mapping[str, str]:
    """The cookies of somebody of that role who signed in so long ago."""
    who = {
        "iss": "https://provider", "sub": "7", "name": "Ann", "roles": [role], "nonce": secrets.token_hex(4),
        "iat": int(time.time() - seconds_ago), "is_logged_in": True, "origin": server.address, "provider": "default",
        **claims,
    }  # fmt: skip
    value = create_signed_value(SECRET, "_streamlit_user", json.dumps(who)).decode()
    return {"_streamlit_user": value, "_streamlit_xsrf": xsrf(server)}


def xsrf(server: Server) -> str:
    """The token that the server gives to a browser that is new to it."""
    found: SimpleCookie = SimpleCookie()
    for line in asked(server, "/_stcore/health").cookies:
        found.load(line)
    return found["_streamlit_xsrf"].value


def header(cookies: Mapping[str, str]) -> str:
    """Cookies as a browser sends them."""
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


def browser(server: Server, cookies: Mapping[str, str], earlier: str = "") -> Session:
    """A session of the browser that has these cookies, which may ask to go on with an earlier one."""
    protocols = [cookies["_streamlit_xsrf"], *filter(None, [earlier])]
    return Session(server.address, {"Cookie": header(cookies)}, protocols)
