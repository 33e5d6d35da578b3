"""Downloads belong to the session they were made for, uploads to who may supply, and nobody fills the memory."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any, cast

import pytest

from src.access.session_store import Key
from src.serving.sign_in_guard import NO_LENGTH, TOO_MUCH, SignInGuard
from src.settings import Limits
from src.web.session_auth import KnownSignIns
from tests import alone

MEGABYTE = 1 << 20
ANN, BEN = (("https://provider", name, 1, "n") for name in ("Ann", "Ben"))


def two_people(*, required: bool = True, waiting: Mapping[Key | None, int] | None = None) -> KnownSignIns:
    """Ann, an analyst, and Ben, a viewer, whose cookies are their names. The session `a` and the file `a` are Ann's."""
    people = SimpleNamespace(
        is_required=lambda: required,
        key_that_holds=lambda cookies: {"Ann": ANN, "Ben": BEN}.get(cookies.get("who", "")),
        may_download=lambda key, name: (key, name) == (ANN, "a.csv"),
        may_upload=lambda key, session: (key, session) == (ANN, "a"),
        uploaded_bytes=lambda: waiting or {},
    )
    return cast(KnownSignIns, people)


def ask(
    people: KnownSignIns, path: str, cookies: str = "", method: str = "GET", size: int | None = None
) -> tuple[int, str]:
    """The status and the text of the answer: 200 where the request is passed on."""
    answered: list[Any] = []

    async def inside(_: Any, __: Any, ___: Any) -> None:
        answered.append(200)

    async def send(message: Any) -> None:
        answered.append(message.get("status") or message.get("body"))

    async def receive() -> Any:
        return {"type": "http.request"}

    headers = [(b"host", b"localhost"), (b"cookie", cookies.encode())]
    if size is not None:
        headers.append((b"content-length", str(size).encode()))
    scope = {"type": "http", "method": method, "path": path, "client": ("127.0.0.1", 1), "headers": headers}
    guard = SignInGuard(inside, sign_ins=people, limits=Limits(uploads_megabytes=2, all_uploads_megabytes=3))
    alone.run(guard(scope, receive, send))
    return answered[0], answered[1].decode() if len(answered) > 1 else ""


@pytest.mark.parametrize(
    ("path", "cookies", "status"),
    [
        ("/media/a.csv", "who=Ann", 200),
        ("/media/b.csv", "who=Ann", 403),
        ("/media/a.csv", "who=Ben", 403),
        ("/media/a.csv", "", 403),
        ("/", "", 200),
        ("/static/js/index.js", "", 200),
        ("/app/static/inter.woff2", "", 200),
        ("/oauth2callback", "", 200),
    ],
)
def test_a_file_is_for_the_session_it_was_made_for_and_the_site_itself_for_all(
    path: str, cookies: str, status: int
) -> None:
    assert ask(two_people(), path, cookies)[0] == status


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_an_upload_is_for_who_may_supply_and_to_the_own_session(method: str) -> None:
    for path, cookies, status in (("a/1", "who=Ann", 200), ("b/1", "who=Ann", 403), ("a/1", "who=Ben", 403)):
        assert ask(two_people(), f"/_stcore/upload_file/{path}", cookies, method, 10)[0] == status
    assert ask(two_people(), "/_stcore/upload_file/a/1", "", method, 10)[0] == 403


@pytest.mark.parametrize(
    ("own", "of_others", "status"),
    [(0, 0, 200), (MEGABYTE, 0, 200), (MEGABYTE + 1, 0, 413), (0, 2 * MEGABYTE, 200), (0, 2 * MEGABYTE + 1, 413)],
)
def test_an_upload_beyond_what_one_or_all_may_have_waiting_is_refused(own: int, of_others: int, status: int) -> None:
    people = two_people(waiting={ANN: own, BEN: of_others})
    found = ask(people, "/_stcore/upload_file/a/1", "who=Ann", "PUT", MEGABYTE)
    assert found == (status, f"{TOO_MUCH}\n" if status == 413 else "")


def test_an_upload_that_does_not_say_its_length_is_refused() -> None:
    assert ask(two_people(), "/_stcore/upload_file/a/1", "who=Ann", "PUT") == (411, f"{NO_LENGTH}\n")


def test_where_nobody_signs_in_files_are_given_and_the_limit_on_memory_stands() -> None:
    people = two_people(required=False, waiting={None: 2 * MEGABYTE})
    assert ask(people, "/media/a.csv")[0] == 200
    assert ask(people, "/_stcore/upload_file/a/1", "", "PUT", 1)[0] == 413
