"""Where a document lies: a reference in words or a link that others can follow, and no document or folder of one person."""

import re
from urllib.parse import unquote

from src.contracts.dataset import Rule

_UNSEEN = re.compile(r"[\s\x00-\x1f\x7f\u00ad\u200b-\u200f\u2060\ufeff]+")
_SCHEME = re.compile(
    r"(?<![a-z0-9+.-])(?!https?://)[a-z][a-z0-9+.-]*://|(javascript|vbscript|mailto):|^(file|blob|about):\S|^data:(\w+/[\w+.-]+)?[;,]"
)
_LINK = re.compile(r"https?://", re.IGNORECASE)
_OWN_FOLDER = re.compile(
    r"[\\/](users|home|homes|profiles|personal|documentsandsettings)[\\/]|(^|[\\/])~|%(userprofile|homepath|appdata)%"
)
_OWN_PAGE = re.compile(r"/(users|personal)/|/~")


def is_reachable(text: str) -> bool:
    """Whether a text is a reference in words or an http(s) link, and not another scheme or a person's own folder."""
    seen = _UNSEEN.sub("", unquote(text)).lower()
    own = _OWN_PAGE if _LINK.match(seen) else _OWN_FOLDER
    return not _SCHEME.search(seen) and not own.search(seen)


def reference_rule(column: str) -> Rule:
    """The rule that a column holds what `is_reachable` says."""
    return Rule(
        sentence="Evidence is named by a reference or an http(s) link, and never lies in one person's own folder",
        broken_by=lambda rows: rows[column].map(is_reachable, na_action="ignore").eq(False),
        at=column,
        todo='Write where it is filed for others, such as "Evidence library, item 12", or its https:// link.',
    )
