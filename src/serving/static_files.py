"""The files of Streamlit's own page, sent compressed: they are most of what a first visit loads.

They are compressed once, at set-up (`python -m src.serving.static_files`), and lie next to the files they are made
from, where a proxy finds them too. Where they are missing, Streamlit sends its files as they are.
"""

import gzip
import mimetypes
from pathlib import Path

import streamlit
from starlette.datastructures import Headers
from starlette.responses import FileResponse
from starlette.types import ASGIApp, Receive, Scope, Send

FOLDER = Path(streamlit.__file__).parent / "static"
TYPES = (".js", ".css", ".svg", ".json", ".wasm")
SMALLEST = 1_000
"""Bytes below which a file is sent as it is."""
ENCODINGS = {"br": ".br", "gzip": ".gz"}
"""Names of encodings as browsers ask for them, the smaller first, with the ending of the compressed file."""
LASTING = "public, max-age=31536000, immutable"
"""Each name holds the hash of what is in the file, so a browser never has to ask for it again."""


def compress(folder: Path = FOLDER) -> None:
    """Write each file of the page in both encodings next to it, unless that is done."""
    import brotli  # set-up alone needs it

    for path in sorted(path for path in folder.rglob("*") if path.suffix in TYPES):
        content = path.read_bytes()
        if len(content) < SMALLEST:
            continue
        for ending, pressed in ((".br", lambda raw: brotli.compress(raw, quality=9)), (".gz", gzip.compress)):
            beside = path.with_name(path.name + ending)
            if not beside.exists():
                part = beside.with_name(beside.name + ".part")
                part.write_bytes(pressed(content))
                part.replace(beside)


class StaticFiles:
    """Answers for a file that lies compressed in the folder, in an encoding that the browser takes; passes on the rest."""

    def __init__(self, app: ASGIApp, *, folder: Path = FOLDER) -> None:
        self._app = app
        # Only names found in the folder are ever opened.
        self._compressed = {
            f"/{path.relative_to(folder).as_posix()}": path
            for ending in ENCODINGS.values()
            for path in folder.glob(f"static/**/*{ending}")
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD"):
            taken = {part.split(";")[0].strip() for part in Headers(scope=scope).get("accept-encoding", "").split(",")}
            for encoding, ending in ENCODINGS.items():
                path = self._compressed.get(scope["path"] + ending)
                if path and encoding in taken:
                    headers = {"Content-Encoding": encoding, "Vary": "Accept-Encoding", "Cache-Control": LASTING}
                    kind = mimetypes.guess_type(scope["path"])[0] or "application/octet-stream"
                    await FileResponse(path, headers=headers, media_type=kind)(scope, receive, send)
                    return
        await self._app(scope, receive, send)


if __name__ == "__main__":
    compress()
