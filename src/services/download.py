"""A file or rows from an address: https alone, the certificate checked, no other host followed, nothing too large."""

import os
import re
import ssl
import urllib.error
import urllib.request
from collections.abc import Mapping
from http.client import HTTPMessage
from pathlib import Path
from typing import IO
from urllib.parse import unquote, urljoin, urlsplit

from src.contracts.problem import Problem, Refused
from src.ingest import json_rows
from src.ingest.file_type import MEGABYTE
from src.ingest.profile import Profile
from src.settings import Settings
from src.store.upload import Supplied

_SECONDS = 60
_WANTED = "text/csv, application/json;odata=nometadata, */*;q=0.5"
_FROM_ENVIRONMENT = "PEELBOARD_SECRET_"


def problem(profile: Profile, found: str, expected: str, todo: str) -> Refused:
    """What is wrong with the source of a profile."""
    return Refused([Problem(file=f"{profile.name}.toml", found=found, expected=expected, todo=todo)])


def refuse_other_hosts(settings: Settings, profile: Profile, host: str, address: str) -> None:
    """Raises Refused unless a host, with its port where it has one, is among those that may be asked."""
    hosts = [allowed.strip().lower() for allowed in settings.fetch_hosts.split(",") if allowed.strip()]
    if host.lower() not in hosts:
        expected = "an https address of one of the hosts of PEELBOARD_FETCH_HOSTS"
        raise problem(profile, f'the address "{address}"', expected, "Name its host there, if it may be asked.")


def secret(settings: Settings, profile: Profile) -> str:
    """The secret that a profile names: a file of PEELBOARD_FETCH_SECRETS or a variable. Raises Refused."""
    name = profile.source.get("secret", "")
    if not name:
        return ""
    path = Path(settings.fetch_secrets) / name
    text = os.environ.get(f"{_FROM_ENVIRONMENT}{name.upper()}", "")
    if not text and settings.fetch_secrets and path.is_file():
        text = path.read_text(encoding="utf-8")
    if not text.strip() or re.search(r"[^\x20-\x7e]", text.strip()):
        expected = f"a file of that name in the folder of PEELBOARD_FETCH_SECRETS, or {_FROM_ENVIRONMENT}{name.upper()}"
        raise problem(profile, f'no secret "{name}"', expected, "Put the secret there, and not into the profile.")
    return text.strip()


def downloaded(settings: Settings, profile: Profile, address: str) -> Supplied:
    """The file at an address, or the rows that it gives in JSON, all pages of them, as CSV. Raises Refused."""
    parts = urlsplit(address)
    refuse_other_hosts(settings, profile, parts.netloc if parts.scheme == "https" else "", address)
    headers = {"Accept": _WANTED}
    if token := secret(settings, profile):
        headers[profile.source.get("header", "Authorization")] = token
    content = _content(settings, profile, address, headers)
    name = unquote(parts.path.rpartition("/")[2]) or f"{profile.name}.csv"
    if json_rows.is_json(content):
        name, content = f"{profile.name}.csv", _rows(settings, profile, address, content, headers)
    return Supplied(name=name, content=content, dataset="")


def _rows(settings: Settings, profile: Profile, address: str, content: bytes, headers: Mapping[str, str]) -> bytes:
    rows: list[Mapping[str, str]] = []
    size, asked = 0, {address}
    while True:
        try:
            page = json_rows.page(content)
        except json_rows.NotRows as error:
            expected = "a file, or rows as OData and SharePoint lists give them"
            raise problem(profile, f"{error} at {address}", expected, "Check the address.") from None
        rows += page.rows
        size += len(content)
        if len(rows) > settings.limits.rows or size > settings.limits.file_megabytes * MEGABYTE:
            raise _too_much(settings, profile, address)
        if not page.following:
            return json_rows.as_csv(rows)
        following = urljoin(address, page.following)
        if urlsplit(following)[:2] != urlsplit(address)[:2] or following in asked:
            found = f"a next page at {following}"
            raise problem(profile, found, "pages of the same host, each once", "Check the address.")
        asked.add(following)
        content = _content(settings, profile, following, headers)


def _too_much(settings: Settings, profile: Profile, address: str) -> Refused:
    found = f"more than {settings.limits.file_megabytes:,} MB or {settings.limits.rows:,} rows at {address}"
    return problem(profile, found, "at most that much", "Have less exported.")


class _SameHost(urllib.request.HTTPRedirectHandler):
    """Follows an address only to the same host, and only over https."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:
        """The request that follows. Raises URLError where it would lead elsewhere."""
        before, after = urlsplit(req.full_url), urlsplit(newurl)
        if (before.scheme, before.netloc) != (after.scheme, after.netloc):
            raise urllib.error.URLError(f"it leads to {after.scheme}://{after.netloc}, which is not followed")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _content(settings: Settings, profile: Profile, address: str, headers: Mapping[str, str]) -> bytes:
    secure = urllib.request.HTTPSHandler(context=ssl.create_default_context())
    most = settings.limits.file_megabytes * MEGABYTE
    opener = urllib.request.build_opener(secure, _SameHost())
    opener.addheaders = list(headers.items())
    try:
        with opener.open(address, timeout=_SECONDS) as answer:
            content: bytes = answer.read(most + 1)
    except (OSError, ValueError) as error:  # a certificate, a host that does not answer, a status that is no success
        found = f"no file at {address} ({getattr(error, 'reason', None) or error})"
        raise problem(profile, found, "a file", "Open the address in a browser to see what is wrong.") from None
    if len(content) > most:
        raise _too_much(settings, profile, address)
    return content
