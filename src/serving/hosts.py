"""By which names this server is asked, and from which pages: its own and no others.

Another name in the Host header is a sign of a page elsewhere that has its own name point here. Another page in the
Origin header is one that uses its reader's sign-in behind that reader's back.
"""

from collections.abc import Collection
from urllib.parse import SplitResult, urlsplit

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
HEALTH = ("/healthz", "/readyz")
"""Addresses that tell no figure and are asked by number and not by name."""


def listed(hosts: str) -> frozenset[str]:
    """The names in a setting, divided by commas or blanks. A name is compared without its port."""
    return frozenset(name.strip("[]").rstrip(".").lower() for name in hosts.replace(",", " ").split())


def is_named(host: str, hosts: Collection[str]) -> bool:
    """Whether a Host header holds one of these names, with any port."""
    parts = _parts(f"//{host}")
    return parts is not None and _name(parts) in hosts and parts.netloc.lower() == host.lower()


def is_own_page(origin: str, host: str) -> bool:
    """Whether the page that asks is of this very site. A proxy may leave the port out of the Host header."""
    page, site = _parts(origin), _parts(f"//{host}")
    if page is None or site is None or page.scheme not in ("http", "https") or _name(page) != _name(site):
        return False
    return site.port is None or page.port == site.port


def _name(parts: SplitResult) -> str:
    return (parts.hostname or "").rstrip(".").lower()


def _parts(address: str) -> SplitResult | None:
    """An address taken apart; None where it is none, or names a user, a place or a question."""
    try:
        parts = urlsplit(address)
        _ = parts.port  # raises where it is no number
    except ValueError:
        return None
    is_plain = not (parts.username or parts.password or parts.path or parts.query or parts.fragment)
    return parts if parts.hostname and is_plain else None
