"""A server that is set up wrongly shows nothing, and says whose work it is to mend it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from src.access.sign_in_config import Misconfigured
from src.settings import PROJECT, Settings
from src.web import page_context, session_auth

AUTH = {"redirect_uri": "http://127.0.0.1/oauth2callback", "cookie_secret": "x" * 32, "client_id": "x"}


@pytest.fixture(autouse=True)
def asked_anew(published: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The environment is read anew, and no server stands before the pages."""
    monkeypatch.setenv("PEELBOARD_STORE", str(published.store))
    session_auth._GUARD.clear()
    for stored in (page_context.started, session_auth._access):
        stored.cache_clear()
    yield
    for stored in (page_context.started, session_auth._access):
        stored.cache_clear()


def shown(secrets: dict[str, dict[str, str]] | None = None) -> str:
    """What the site writes, as HTML, and the names of its buttons."""
    app = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=300)
    for name, section in (secrets or {}).items():
        app.secrets[name] = section
    app.run()
    return "\n".join([block.proto.body for block in app.get("html")] + [button.label for button in app.button])


def test_a_local_start_shows_figures_and_says_that_nobody_signs_in() -> None:
    text = shown()
    assert "cases await a MARAC" in text
    assert "This is a local start: only this machine can reach it, and nobody signs in." in text


def test_required_and_not_configured(published: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEELBOARD_SIGN_IN", "required")
    text = shown()
    assert "no provider to sign in with is configured, so nothing is shown" in text
    assert "cases await" not in text
    assert session_auth.standing_of_server().startswith("Sign-in is required here")
    assert session_auth.KnownSignIns(published).is_required()
    assert session_auth.KnownSignIns(published).key_that_holds({}) is None


def test_configured_and_started_without_what_guards_the_files() -> None:
    text = shown({"auth": AUTH})
    assert "starts it with: python -m src serve." in text
    assert "cases await" not in text


def test_configured_and_guarded_asks_to_sign_in(tmp_path: Path) -> None:
    session_auth.KnownSignIns(Settings(store=tmp_path))
    text = shown({"auth": AUTH})
    assert "Sign in to see the figures." in text
    assert "cases await" not in text


@pytest.mark.parametrize("name", ["ROLES", "IDLE_MINUTES", "SIGN_IN"])
def test_a_setting_that_cannot_be_followed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"PEELBOARD_{name}", "nonsense")
    text = shown()
    assert "How people sign in here is set up wrongly, so nothing is shown." in text
    assert "nonsense" not in text
    assert "cases await" not in text


def test_secrets_that_cannot_be_read_do_not_open_the_door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secrets.toml").write_text("[auth\n", encoding="utf-8")
    monkeypatch.setattr(session_auth.config, "get_option", lambda name: [str(tmp_path / "secrets.toml")])
    monkeypatch.setattr(session_auth.streamlit, "secrets", Unreadable())
    with pytest.raises(Misconfigured, match="cannot be read as secrets"):
        session_auth._is_configured()


class Unreadable:
    """Secrets as Streamlit has them where their file is no TOML."""

    def __contains__(self, name: str) -> bool:
        """Whether there is such a section: nobody can say."""
        raise session_auth.StreamlitSecretNotFoundError("not to be read")


def test_a_cookie_that_nobody_signed_opens_nothing(published: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session_auth, "_is_configured", lambda: True)
    for cookie in ("", "x", "eyJzdWIiOiI3In0.x.y", "é"):
        assert session_auth.KnownSignIns(published).key_that_holds({"_streamlit_user": cookie}) is None


def test_where_nobody_signs_in_no_sign_in_is_asked_for(published: Settings) -> None:
    assert not session_auth.KnownSignIns(published).is_required()
