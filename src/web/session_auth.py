"""Who is behind a session: nobody, somebody without access, or a person with a role and a part of the figures.

The only place that touches Streamlit's sign-in. Where no provider is configured nobody signs in, and whoever sits at
the machine may do everything; where one is, nothing is drawn for anybody before this module has named a person.
"""

import json
import logging
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape
from ipaddress import ip_address
from pathlib import Path

import streamlit
from streamlit import config
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.errors import StreamlitSecretNotFoundError
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value, decode_xsrf_token_string
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME, XSRF_COOKIE_NAME

from src import wording
from src.access import claims, sign_in_config
from src.access.session_store import Key, SignIns, State, key_of
from src.contracts import code_lists
from src.settings import Scope, Settings
from src.store import audit
from src.web import push_updates

_LOG = logging.getLogger("peelboard")
_SIGN_INS = SignIns()
_WANTED: dict[bytes, tuple[str, Mapping[str, str]]] = {}
_MOST_WANTED = 2_000
_ASKED_AGAIN: set[Key] = set()
_MOST_ASKED = 10_000
_NOT_CONFIGURED = (
    "Sign-in is required here, and no provider to sign in with is configured, so nothing is shown. "
    "Whoever runs this server adds [auth] to .streamlit/secrets.toml and starts it again."
)


_WITHOUT_DOOR = (
    "People sign in here, and PEELboard was not started in the way that keeps files for those who did, so nothing is "
    "shown. Whoever runs this server starts it with: python -m src serve."
)
_DOOR = threading.Event()


def door_stands() -> None:
    """ProgressCallback by what serves the site once it asks `may_fetch` before it hands out a file."""
    _DOOR.set()


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What a session comes to in one run of a page."""

    settings: Settings | None = None
    """The settings that it may see and act under; None where it may see nothing."""
    text: str = ""
    """Why it may see nothing."""
    may_sign_in: bool = False
    is_old: bool = False
    """Whether all that is missing is to ask the provider again."""
    key: Key | None = None


def standing(server: Settings) -> Standing:
    """Who is behind this session, and what may be seen. Asked once in every run of a page, before anything is drawn."""
    is_use = not push_updates.was_pushed()
    try:
        access = _access()
        if not _is_configured():
            if access.is_required:
                return Standing(text=_NOT_CONFIGURED)
            return Standing(settings=server)
    except sign_in_config.Misconfigured as wrong:
        _LOG.error("%s", wrong)
        return Standing(
            text="How people sign in here is set up wrongly, so nothing is shown. The server's log says what."
        )
    if not _DOOR.is_set():
        return Standing(text=_WITHOUT_DOOR)
    lines = streamlit.user.to_dict()
    if not lines.get("is_logged_in"):
        return Standing(text="Sign in to see the figures.", may_sign_in=True)
    return _standing_of(server, access, lines, is_use=is_use)


def _standing_of(
    server: Settings, access: sign_in_config.Access, lines: Mapping[str, object], *, is_use: bool
) -> Standing:
    """What somebody who came back from the provider comes to."""
    key = key_of(lines)
    if key is None:
        return Standing(text="The provider did not say who you are, or when you signed in.", may_sign_in=True)
    state = _SIGN_INS.state(key, access, time.time(), is_use=is_use)
    if state is State.ENDED:
        return Standing(text="You are signed out.", may_sign_in=True, key=key)
    if state is State.IDLE:
        _ended(server, key, lines, f"after {_minutes(access.idle_minutes)} without use")
        text = f"You were signed out, as nobody used this sign-in for {_minutes(access.idle_minutes)}."
        return Standing(text=text, may_sign_in=True, key=key)
    if state is State.OLD:
        text = f"Your role was last asked for more than {_minutes(access.role_minutes)} ago. Sign in again to go on."
        return Standing(text=text, may_sign_in=True, is_old=is_use, key=key)
    lists = code_lists.read_all(server.reference)
    try:
        person = claims.person(lines, access, forces=lists["forces"].codes, areas=lists["areas"].codes)
    except claims.NoAccess as refused:
        if state is State.NEW:
            audit.record(
                server, who=claims.name(lines), event=audit.REFUSED, about="to sign in: no access came with it"
            )
        return Standing(text=str(refused), may_sign_in=True, key=key)
    if state is State.NEW:
        limited = scope_said(server, person.scope)
        about = f"as {person.actor.role}" + (f", {limited}" if limited else "")
        audit.record(server, who=person.actor.name, event=audit.SIGNED_IN, about=about)
    return Standing(settings=_narrowed(server, person), key=key)


def _narrowed(server: Settings, person: claims.Person) -> Settings:
    """The settings of the server, as they are for a person. What is limited is said wherever the notice stands."""
    own = person.scope.forces
    notice = " · ".join(filter(None, (server.notice, scope_said(server, person.scope))))
    force = server.force_code if own is None or server.force_code in own else min(own)
    return replace(server, actor=person.actor, scope=person.scope, notice=notice, force_code=force)


def scope_said(settings: Settings, scope: Scope) -> str:
    """Shown for Dudley only; empty where everything is shown."""
    lists = code_lists.read_all(settings.reference)
    sentences = [
        wording.listed([lists[name].names().get(code, code) for code in lists[name].codes if code in limited])
        for name, limited in (("areas", scope.areas), ("forces", scope.forces))
        if limited is not None
    ]
    return f"Shown for {' of '.join(sentences)} only" if sentences else ""


def may_fetch(server: Settings, cookies: Mapping[str, str]) -> bool:
    """Whether a browser with these cookies may fetch what the server keeps beside the pages, such as a pack."""
    try:
        access = _access()
        if not _is_configured():
            return not access.is_required
        lines = _claims_of(cookies)
        key = key_of(lines)
        if key is None or _SIGN_INS.state(key, access, time.time(), is_use=False) is not State.HOLDS:
            return False
        lists = code_lists.read_all(server.reference)
        claims.person(lines, access, forces=lists["forces"].codes, areas=lists["areas"].codes)
    except (sign_in_config.Misconfigured, claims.NoAccess):
        return False
    return True


def _claims_of(cookies: Mapping[str, str]) -> Mapping[str, object]:
    """What the signed cookie of a browser says, as Streamlit reads it for a page; nothing where it is forged."""

    def cookie(name: str) -> bytes | None:
        return decode_signed_value(get_cookie_secret(), name, cookies.get(name, "").encode("latin-1", "replace"))

    try:
        lines = json.loads(get_cookie_with_chunks(cookie, USER_COOKIE_NAME) or b"{}")
    except ValueError:
        return {}
    return lines if isinstance(lines, dict) else {}


def standing_of_server() -> str:
    """Why this server can show nothing to anybody, in a sentence; empty where it can."""
    try:
        if _access().is_required and not _is_configured():
            return _NOT_CONFIGURED
    except sign_in_config.Misconfigured as wrong:
        return str(wrong)
    return ""


def draw_sign_in(server: Settings, now: Standing, page: str) -> None:
    """The page of somebody who may see nothing: why, whom to ask, and one button. No figure and no name of one."""
    _keep_wanted(page)
    if now.is_old and now.key and now.key not in _ASKED_AGAIN:
        # Once, so that a provider that answers with the same old sign-in is not asked for ever.
        if len(_ASKED_AGAIN) >= _MOST_ASKED:
            _ASKED_AGAIN.clear()
        _ASKED_AGAIN.add(now.key)
        streamlit.login()
        return
    streamlit.html(
        f'<p class="pb-marking">{escape(server.marking)}</p><h1 class="pb-title">PEELboard</h1>'
        f'<p role="status">{escape(now.text)}</p>'
        f"<p>For access ask {escape(_contact())}.</p>"
    )
    if now.may_sign_in and streamlit.button("Sign in", type="primary", key="sign-in"):
        streamlit.login()
    streamlit.html(f'<div class="pb-bottom"></div><p class="pb-marking">{escape(server.marking)}</p>')


def _keep_wanted(page: str) -> None:
    """Remember what this browser asked for: coming back from a provider, every address but the first page is lost."""
    browser = _browser()
    if browser:
        if len(_WANTED) >= _MOST_WANTED:
            _WANTED.clear()
        _WANTED[browser] = (page, streamlit.query_params.to_dict())


def wanted() -> tuple[str, Mapping[str, str]] | None:
    """The page and the choices that this browser asked for before it was sent to sign in, told once."""
    return _WANTED.pop(_browser(), None)


def _browser() -> bytes:
    """What tells this browser from others, signed in or not: the token within a cookie that is written anew each time."""
    return decode_xsrf_token_string(streamlit.context.cookies.get(XSRF_COOKIE_NAME, ""))[0] or b""


def draw_who(now: Standing) -> None:
    """Who is signed in, and the way out."""
    if not now.key or now.settings is None:
        return
    chosen = now.settings
    with streamlit.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="right", key="choice-who"
    ):
        streamlit.html(f"<p>{escape(chosen.actor.name)}, {escape(chosen.actor.role)}</p>")
        if streamlit.button("Sign out", key="sign-out"):
            _ended(chosen, now.key, streamlit.user.to_dict(), "by the button")
            streamlit.logout()
            streamlit.stop()


def watch_idle(now: Standing) -> None:
    """The clock that blanks a page nobody looks at any more, a minute after its sign-in has ended at the latest."""
    if now.key:
        streamlit.fragment(_blank, run_every=min(60.0, 30 * _access().idle_minutes))(now.key)


def _blank(key: Key) -> None:
    """Draw the page anew where its sign-in no longer holds: the guard then shows nothing. This is no use of it."""
    if _SIGN_INS.state(key, _access(), time.time(), is_use=False) in (State.IDLE, State.ENDED):
        streamlit.rerun()


def foot(chosen: Settings) -> str:
    """Who can see this, in a sentence that is true of this server."""
    if chosen.actor.name:
        limited = f" {scope_said(chosen, chosen.scope)}." if not chosen.scope.is_whole else ""
        return f"Signed in as {chosen.actor.name}, {chosen.actor.role}.{limited}"
    if _is_loopback(config.get_option("server.address")):
        return "This is a local start: only this machine can reach it, and nobody signs in."
    return "Nobody signs in here, and other machines can reach this server: whoever does may see and change everything."


def _ended(settings: Settings, key: Key, lines: Mapping[str, object], how: str) -> None:
    if _SIGN_INS.end(key):
        audit.record(settings, who=claims.name(lines), event=audit.SIGNED_OUT, about=how)


def _is_configured() -> bool:
    """Whether people sign in here. Raises Misconfigured where secrets are there and cannot be read."""
    try:
        return "auth" in streamlit.secrets
    except StreamlitSecretNotFoundError:
        there = [path for path in config.get_option("secrets.files") if Path(path).exists()]
        if there:  # they may hold the sign-in: to go on without it would open the door
            raise sign_in_config.Misconfigured(f"{there[0]} cannot be read as secrets.") from None
        return False


@lru_cache(maxsize=1)
def _access() -> sign_in_config.Access:
    return sign_in_config.from_environment()


def _contact() -> str:
    try:
        return _access().contact
    except sign_in_config.Misconfigured:
        return sign_in_config.Access().contact


def _is_loopback(address: str | None) -> bool:
    if address == "localhost":
        return True
    try:
        return bool(address) and ip_address(str(address)).is_loopback
    except ValueError:
        return False


def _minutes(minutes: float) -> str:
    return f"{minutes:g} minute" + ("" if minutes == 1 else "s")
