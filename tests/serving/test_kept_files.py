"""Files that the server keeps beside the pages are for who may see figures."""

from collections.abc import Mapping
from typing import Any

import pytest

from src.serving.request_filter import Door
from tests import alone


def status_of(path: str, cookies: str, type_of: str = "http") -> int:
    """The status that the door answers for somebody with these cookies, where only one cookie opens it."""
    answered: list[int] = []

    async def inside(_: Any, __: Any, ___: Any) -> None:
        answered.append(200)

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            answered.append(message["status"])

    async def receive() -> Any:
        return {"type": "http.request"}

    def may_fetch(lines: Mapping[str, str]) -> bool:
        return lines.get("who") == "Ann"

    scope = {
        "type": type_of,
        "method": "GET",
        "path": path,
        "client": ("127.0.0.1", 1),
        "headers": [(b"host", b"localhost"), (b"cookie", cookies.encode())],
    }
    alone.run(Door(inside, names={"localhost"}, may_fetch=may_fetch)(scope, receive, send))
    (status,) = answered
    return status


@pytest.mark.parametrize("path", ["/media/9f86d0.pptx", "/_stcore/upload_file/session/file"])
def test_a_file_is_given_to_who_is_signed_in_and_to_nobody_else(path: str) -> None:
    assert status_of(path, "who=Ann") == 200
    assert status_of(path, "who=Ben") == 403
    assert status_of(path, "") == 403


@pytest.mark.parametrize("path", ["/", "/static/js/index.js", "/app/static/inter.woff2", "/oauth2callback"])
def test_what_holds_no_figure_is_given_to_everybody_so_that_people_can_sign_in(path: str) -> None:
    assert status_of(path, "") == 200
