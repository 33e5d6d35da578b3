"""The site's own scripts in the browser: files of static/, which the headers allow and nothing else."""

from functools import cache
from hashlib import sha256

from src.settings import PROJECT

ANSWER, BACK, CLOSED, DOWNLOAD, FIRST, MENU = "answer.js", "back.js", "closed.js", "download.js", "first.js", "menu.js"
PANEL, PRESS, READING, SEARCH = "panel.js", "press.js", "reading.js", "search.js"


@cache
def tag(*names: str) -> str:
    """The markup that loads scripts, by addresses that change with them: no browser goes on with an older one."""
    versions = {name: sha256((PROJECT / "static" / name).read_bytes()).hexdigest()[:8] for name in names}
    return "".join(
        f'<script type="module" src="app/static/{name}?{version}"></script>' for name, version in versions.items()
    )
