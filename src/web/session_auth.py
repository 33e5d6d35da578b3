"""Who is behind a session: nobody, somebody without access, or a person with a role and a part of the figures.

The only place that touches Streamlit's sign-in. Where no provider is configured nobody signs in, and whoever sits at
the machine may do everything; where one is, nothing is drawn for anybody before this module has named a person.
"""

import json
import logging
import threading
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from ipaddress import ip_address
from pathlib import Path

import streamlit
from streamlit import config
from streamlit.errors import StreamlitSecretNotFoundError

from src import wording
from src.access import claims, sign_in_config
from src.access.session_store import Key, SignIns, State, key_of
from src.present.html.markup import markup
from src.settings import Action, Scope, Settings
from src.store import audit
from src.store import lists as stored_lists
from src.web import push_updates, streamlit_compat

_LOG = logging.getLogger("peelboard")
_SIGN_INS = SignIns()
_WANTED: dict[bytes, tuple[str, Mapping[str, str]]] = {}
_MOST_WANTED = 2_000
_NOT_CONFIGURED = (
    "Sign-in is required here, and no provider to sign in with is configured, so nothing is shown. "
    "The administrator adds [auth] to .streamlit/secrets.toml and starts it again."
)

_WITHOUT_GUARD = (
    "People sign in here, and PEELboard was not started in the way that keeps files for those who did, so nothing is "
    "shown. The administrator starts it with: python -m src serve."
)
_GUARD = threading.Event()


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What a session comes to in one run of a page."""

    settings: Settings | None = None
    """The settings that it may see and act under; None where it may see nothing."""
    text: str = ""
    """Why it may see nothing."""
    may_sign_in: bool = False
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
    if not _GUARD.is_set():
        return Standing(text=_WITHOUT_GUARD)
    found = streamlit.user.to_dict()
    if not found.get("is_logged_in"):
        return Standing(text="Sign in to see the figures.", may_sign_in=True)
    return _standing_of(server, access, found, is_use=is_use)


def _standing_of(
    server: Settings, access: sign_in_config.Access, found: Mapping[str, object], *, is_use: bool
) -> Standing:
    """What somebody who came back from the provider comes to."""
    key = key_of(found)
    if key is None:
        return Standing(text="The provider did not say who you are, or when you signed in.", may_sign_in=True)
    person = _person(server, found)
    rights = _rights(person)
    state = _SIGN_INS.state(key, access, time.time(), is_use=is_use, rights=rights)
    if state is State.ENDED:
        return Standing(text="You are signed out.", may_sign_in=True, key=key)
    if state is State.IDLE:
        _ended(server, key, found, f"after {_minutes(access.idle_minutes)} without use")
        text = f"You were signed out, as nobody used this sign-in for {_minutes(access.idle_minutes)}."
        return Standing(text=text, may_sign_in=True, key=key)
    if state is State.OLD:
        text = f"Your role was last asked for more than {_minutes(access.role_minutes)} ago. Sign in again to go on."
        return Standing(text=text, may_sign_in=True, key=key)
    if isinstance(person, claims.NoAccess):
        if state is State.NEW:
            audit.record(
                server, who=claims.name(found), event=audit.REFUSED, about="to sign in: no access came with it"
            )
        return Standing(text=str(person), may_sign_in=True, key=key)
    if state is State.NEW:
        limited = scope_said(server, person.scope)
        about = f"as {person.actor.role}" + (f", {limited}" if limited else "")
        audit.record(server, who=person.actor.name, event=audit.SIGNED_IN, about=about)
    return Standing(settings=_settings_of(server, key, person), key=key)


def _settings_of(server: Settings, key: Key, person: claims.Person) -> Settings:
    """The settings of the server for a person, whose rights are asked again at the moment of each action."""
    actor = replace(person.actor, holds=partial(_holds, key, _rights(person)))
    return _narrowed(server, replace(person, actor=actor))


def _person(server: Settings, found: Mapping[str, object]) -> claims.Person | claims.NoAccess:
    """Who the claims of a sign-in say it is, or why that person has no access."""
    lists = stored_lists.of_folder(server.reference)
    try:
        return claims.person(found, _access(), forces=lists["forces"].codes, areas=lists["areas"].codes)
    except claims.NoAccess as refused:
        return refused


def _rights(person: claims.Person | claims.NoAccess) -> str:
    """What a sign-in lets a person do, in one written form."""
    if isinstance(person, claims.NoAccess):
        return ""
    limits = [None if codes is None else sorted(codes) for codes in (person.scope.forces, person.scope.areas)]
    return json.dumps([person.actor.role, *limits])


def _holds(key: Key, rights: str) -> bool:
    """Whether a sign-in holds at this moment. To ask is no use of it."""
    state = _SIGN_INS.state(key, _access(), time.time(), is_use=False, rights=rights)
    return state in (State.HOLDS, State.NEW)


def _narrowed(server: Settings, person: claims.Person) -> Settings:
    """The settings of the server, as they are for a person. What is limited is said wherever the notice stands."""
    own = person.scope.forces
    notice = " · ".join(filter(None, (server.notice, scope_said(server, person.scope))))
    force = server.force_code if own is None or server.force_code in own else min(own)
    return replace(server, actor=person.actor, scope=person.scope, notice=notice, force_code=force)


def scope_said(settings: Settings, scope: Scope) -> str:
    """Shown for Dudley only; empty where everything is shown."""
    lists = stored_lists.of_folder(settings.reference)
    sentences = [
        wording.listed([lists[name].names().get(code, code) for code in lists[name].codes if code in limited])
        for name, limited in (("areas", scope.areas), ("forces", scope.forces))
        if limited is not None
    ]
    return f"Shown for {' of '.join(sentences)} only" if sentences else ""


@dataclass(frozen=True)
class KnownSignIns:
    """What the server asks before it passes on a web socket, a download or an upload."""

    server: Settings

    def __post_init__(self) -> None:
        """Begin to tell the other processes of the store what has ended, and to keep sessions' files apart."""
        _SIGN_INS.folder = self.server.store / "sign-ins"
        streamlit_compat.keep_downloads_apart()
        _GUARD.set()

    def is_required(self) -> bool:
        """Whether people sign in here. Where that is unknown nobody gets anything."""
        try:
            return _is_configured() or _access().is_required
        except sign_in_config.Misconfigured:
            return True

    def key_that_holds(self, cookies: Mapping[str, str]) -> Key | None:
        """The sign-in that these cookies stand for; None where it is none, or has ended."""
        try:
            found = streamlit_compat.signed_claims(cookies) if _is_configured() else {}
            key = key_of(found)
            return key if key and _holds(key, _rights(_person(self.server, found))) else None
        except sign_in_config.Misconfigured:
            return None

    def settings_for(self, cookies: Mapping[str, str]) -> Settings | None:
        """The settings that whoever sends these cookies may see figures under; None where nobody may."""
        if not self.is_required():
            return self.server
        key = self.key_that_holds(cookies)
        if key is None:
            return None
        person = _person(self.server, streamlit_compat.signed_claims(cookies))
        return None if isinstance(person, claims.NoAccess) else _settings_of(self.server, key, person)

    async def draw_end(self, key: Key, most_seconds: float) -> None:
        """Draw the open pages of a sign-in that has ended once more: they say why, and show no figure."""
        await streamlit_compat.draw_now(lambda found: key_of(found) == key, most_seconds)

    def end_sessions(self, key: Key) -> None:
        """Close every session of a sign-in that has ended. Called on the event loop."""
        streamlit_compat.close_sessions(lambda found: key_of(found) == key)

    def may_download(self, key: Key, name: str) -> bool:
        """Whether the file of this name was made for a session of this sign-in."""
        return any(self._is_of(key, session) for session in streamlit_compat.sessions_of_file(name))

    def may_upload(self, key: Key, session: str) -> bool:
        """Whether this sign-in may supply extracts, and the session is its own."""
        person = _person(self.server, streamlit_compat.claims_of(session))
        is_supplier = isinstance(person, claims.Person) and Action.SUPPLY in person.actor.may
        return is_supplier and self._is_of(key, session)

    def uploaded_bytes(self) -> Mapping[Key | None, int]:
        """The bytes that each sign-in has uploaded and that are still in memory."""
        waiting: Counter[Key | None] = Counter()
        for session, size in streamlit_compat.uploaded_bytes().items():
            waiting[key_of(streamlit_compat.claims_of(session))] += size
        return waiting

    @staticmethod
    def _is_of(key: Key, session: str) -> bool:
        return key_of(streamlit_compat.claims_of(session)) == key


def lasts_seconds() -> int:
    """How long the cookie of a sign-in is kept: a minute longer than the sign-in, so that a page can say why it ended."""
    try:
        return round(60 * _access().role_minutes) + 60
    except sign_in_config.Misconfigured:
        return 0


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
    streamlit.html(markup("components", "sign_in", server.marking, now.text, _contact()))
    if now.may_sign_in and streamlit.button("Sign in", type="primary", key="sign-in"):
        streamlit.login()
    streamlit.html(markup("components", "foot_marking", server.marking))


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
    return streamlit_compat.browser_token(streamlit.context.cookies)


def draw_who(now: Standing) -> None:
    """Who is signed in, and the way out."""
    if not now.key or now.settings is None:
        return
    chosen = now.settings
    with streamlit.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="right", key="choice-who"
    ):
        streamlit.html(markup("components", "paragraph", f"{chosen.actor.name}, {chosen.actor.role}"))
        if streamlit.button("Sign out", key="sign-out"):
            _ended(chosen, now.key, streamlit.user.to_dict(), "by the button")
            streamlit.logout()
            streamlit.stop()


def foot(chosen: Settings) -> str:
    """Who can see this, in a sentence that is true of this server."""
    if chosen.actor.name:
        limited = f" {scope_said(chosen, chosen.scope)}." if not chosen.scope.is_whole else ""
        return f"Signed in as {chosen.actor.name}, {chosen.actor.role}.{limited}"
    if _is_loopback(config.get_option("server.address")):
        return "This is a local start: only this machine can reach it, and nobody signs in."
    return "Nobody signs in here, and other machines can reach this server: whoever does may see and change everything."


def _ended(settings: Settings, key: Key, found: Mapping[str, object], how: str) -> None:
    if _SIGN_INS.end(key):
        audit.record(settings, who=claims.name(found), event=audit.SIGNED_OUT, about=how)


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
