"""The site's own scripts in the browser: files of static/, which the headers allow and nothing else."""

from functools import cache
from hashlib import sha256

from src.settings import PROJECT

BACK, DOWNLOAD, MENU = "back.js", "download.js", "menu.js"


@cache
def tag(name: str) -> str:
    """The markup that loads a script, by an address that changes with it: no browser goes on with an older one."""
    version = sha256((PROJECT / "static" / name).read_bytes()).hexdigest()[:8]
    return f'<script type="module" src="app/static/{name}?{version}"></script>'
