"""The rules of alerts and where they are sent, read from one file. Without the file there are no alerts."""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from src import wording
from src.contracts.change import Change, ChangeKind
from src.metrics import METRICS
from src.metrics.datasets import DATASETS
from src.settings import Settings

_KINDS = ("email", "webhook")


class WrongRules(LookupError):
    """What is wrong with the file of rules, in a sentence."""


@dataclass(frozen=True, kw_only=True)
class Channel:
    """A mailbox or a webhook."""

    name: str
    kind: str
    """email or webhook."""
    url: str = ""
    host: str = ""
    port: int = 587
    is_tls_at_once: bool = False
    """Whether the connection begins with TLS, as on port 465; otherwise STARTTLS is demanded before anything is sent."""
    sender: str = ""
    to: tuple[str, ...] = ()
    user: str = ""
    password: str = field(default="", repr=False)
    ca_file: str = ""
    """The certificates to trust, where they are not the machine's."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Which changes are reported: those that meet each of its conditions. A condition without values is met by all."""

    name: str
    kinds: frozenset[str] = frozenset()
    metrics: frozenset[str] = frozenset()
    owners: frozenset[str] = frozenset()
    feeds: frozenset[str] = frozenset()
    channels: tuple[str, ...] = ()

    def asks_for(self, change: Change, owners: set[str]) -> bool:
        """Whether a change is reported. `owners` are the roles that own the findings that it counts."""
        return (
            (not self.kinds or change.kind in self.kinds)
            and (not self.metrics or change.metric in self.metrics)
            and (not self.feeds or change.dataset in self.feeds)
            and (not self.owners or bool(self.owners & owners))
        )


@dataclass(frozen=True, kw_only=True)
class AlertRules:
    """Everything that the file says."""

    rules: tuple[Rule, ...]
    channels: Mapping[str, Channel]
    address: str = ""
    """Where the site stands, for links."""
    digest_channels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The channels of each role's digest."""


def read(settings: Settings) -> AlertRules | None:
    """The rules of the file that PEELBOARD_ALERTS names; None where it names none. Raises WrongRules."""
    if not settings.alerts:
        return None
    path = Path(settings.alerts)
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise WrongRules(f"PEELBOARD_ALERTS is {path}, which cannot be read. Name a file of rules.") from None
    except tomllib.TOMLDecodeError as error:
        raise WrongRules(f"{path} is not written as TOML: {error}.") from None
    channels = {name: _channel(path, name, item) for name, item in _tables(path, given, "channel").items()}
    rules = tuple(_rule(path, name, item, channels) for name, item in _tables(path, given, "rule").items())
    digests = {
        role: _known(path, f'digest "{role}"', names, channels) for role, names in given.get("digest", {}).items()
    }
    return AlertRules(
        rules=rules, channels=channels, address=str(given.get("address", "")).rstrip("/"), digest_channels=digests
    )


def _tables(path: Path, given: Mapping[str, Any], name: str) -> dict[str, Mapping[str, Any]]:
    tables = given.get(name, {})
    if not isinstance(tables, dict) or not all(isinstance(item, dict) for item in tables.values()):
        raise WrongRules(f'{path}: expected each {name} under its own heading, such as [{name}."Overdue"].')
    return tables


def _rule(path: Path, name: str, item: Mapping[str, Any], channels: Mapping[str, Channel]) -> Rule:
    allowed = {"kinds": tuple(ChangeKind), "metrics": tuple(METRICS), "feeds": tuple(DATASETS)}
    where = f'rule "{name}"'
    if extra := set(item) - {*allowed, "owners", "send"}:
        raise WrongRules(
            f"{path}, {where}: found {wording.listed(sorted(extra))}; expected kinds, metrics, owners, feeds and send."
        )
    for key, names in allowed.items():
        for value in item.get(key, ()):
            if value not in names:
                raise WrongRules(f'{path}, {where}: found "{value}" among {key}; expected one of: {", ".join(names)}.')
    sets = {key: frozenset(item.get(key, ())) for key in (*allowed, "owners")}
    return Rule(name=name, channels=_known(path, where, item.get("send", ()), channels), **sets)


def _known(path: Path, where: str, names: Any, channels: Mapping[str, Channel]) -> tuple[str, ...]:
    for name in names:
        if name not in channels:
            raise WrongRules(f'{path}, {where}: there is no channel "{name}".')
    return tuple(names)


def _channel(path: Path, name: str, item: Mapping[str, Any]) -> Channel:
    where = f'{path}, channel "{name}"'
    if not re.fullmatch(r"[a-z0-9_-]+", name):
        raise WrongRules(f"{where}: expected a name of small letters, figures, - and _.")
    kind = item.get("kind")
    if kind not in _KINDS:
        raise WrongRules(f'{where}: found kind "{kind}"; expected email or webhook.')
    if kind == "webhook" and not str(item.get("url", "")).startswith("https://"):
        raise WrongRules(f"{where}: expected a url that begins with https://.")
    if kind == "email" and not (item.get("host") and item.get("from") and item.get("to")):
        raise WrongRules(f"{where}: expected host, from and to.")
    return Channel(
        name=name,
        kind=kind,
        url=str(item.get("url", "")),
        host=str(item.get("host", "")),
        port=int(item.get("port", 587)),
        is_tls_at_once=item.get("tls") == "at once",
        sender=str(item.get("from", "")),
        to=tuple(item.get("to", ())),
        user=str(item.get("user", "")),
        password=os.environ.get(str(item.get("password_variable", "")), ""),
        ca_file=str(item.get("ca_file", "")),
    )
