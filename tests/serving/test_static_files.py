"""The files of a first visit are sent compressed, once, and are the same when they are unpacked."""

import asyncio
import gzip
from pathlib import Path
from typing import Any

import brotli
import pytest
from starlette.responses import PlainTextResponse

from src.serving.static_files import FOLDER, SMALLEST, TYPES, StaticFiles, compress
from tests import alone

CONTENT = "const words = ['MARAC', 'PEEL'];\n" * 100
UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "static" / "js").mkdir(parents=True)
    (tmp_path / "static" / "js" / "main.0f3.js").write_text(CONTENT)
    (tmp_path / "static" / "js" / "tiny.js").write_text("1")
    (tmp_path / "secret.js.gz").write_text("outside static/")
    compress(tmp_path)
    return tmp_path


def answered(folder: Path, path: str, accepts: str) -> tuple[dict[str, str], bytes]:
    """The headers and the body of an answer; what the middleware passes on is answered with "passed on"."""
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        await asyncio.Event().wait()  # the browser stays
        raise AssertionError("never")

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "headers": [(b"accept-encoding", accepts.encode())]}
    alone.run(StaticFiles(PlainTextResponse("passed on"), folder=folder)(scope, receive, send))
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return headers, b"".join(message.get("body", b"") for message in sent)


@pytest.mark.parametrize(
    ("accepts", "encoding"),
    [("gzip, deflate, br, zstd", "br"), ("gzip;q=1.0, deflate", "gzip"), ("identity", ""), ("", "")],
)
def test_a_file_is_sent_in_the_smallest_encoding_that_the_browser_takes(
    accepts: str, encoding: str, folder: Path
) -> None:
    headers, body = answered(folder, "/static/js/main.0f3.js", accepts)
    if not encoding:
        assert body == b"passed on"
        return
    assert headers["content-encoding"] == encoding
    assert headers["vary"] == "Accept-Encoding"
    assert headers["cache-control"] == "public, max-age=31536000, immutable"
    assert headers["content-type"].startswith("text/javascript")
    assert len(body) == int(headers["content-length"]) < len(CONTENT) / 10
    assert UNPACK[encoding](body).decode() == CONTENT


@pytest.mark.parametrize(
    "path",
    ["/", "/marac", "/static/js/tiny.js", "/secret.js", "/static/../secret.js", "/static/js/none.js", "/static/js"],
)
def test_whatever_is_not_a_compressed_file_of_the_page_is_passed_on(path: str, folder: Path) -> None:
    assert answered(folder, path, "gzip, br")[1] == b"passed on"


def test_set_up_compressed_every_file_of_the_page_and_does_so_once() -> None:
    for path in FOLDER.rglob("*"):
        if path.suffix in TYPES and path.stat().st_size >= SMALLEST:
            assert 0 < path.with_name(path.name + ".br").stat().st_size < path.stat().st_size, path.name
            assert gzip.decompress(path.with_name(path.name + ".gz").read_bytes()) == path.read_bytes()
    before = {path: path.stat().st_mtime_ns for path in FOLDER.rglob("*.br")}
    compress()
    assert before == {path: path.stat().st_mtime_ns for path in FOLDER.rglob("*.br")}
