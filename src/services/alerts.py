"""Alerts: the changes that somebody asked to hear of, found when an edition is accepted, and sent once.

What is found goes into a feed and an outbox in the store before anything is sent, each under a name that is worked
out from what it says. So nothing is lost when the machine stops in between, and nothing is found or sent twice.
"""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from filelock import FileLock

from src import wording
from src.contracts.baseline import Baseline
from src.contracts.change import Change, ChangeKind
from src.metrics import METRICS, PAGE_OF
from src.metrics.calculate import calculate
from src.present import digest as of_owner
from src.present.change_lines import care, tag
from src.present.slide import PackData
from src.services.alert_rules import AlertRules, Rule
from src.services.alert_sending import NotSent, send
from src.services.build_pack import pack_data, write_whole
from src.settings import Settings
from src.store import editions
from src.store.ledger import Event, Ledger

FEED = "feed.jsonl"
DIGEST = "Digest before a board"
"""The rule that a digest is written by."""
BEFORE_BOARD_DAYS = 7
"""How many days before a board its digests are written."""
_REGISTER = "findings_register"


@dataclass(frozen=True, kw_only=True)
class Alert:
    """One thing to report, with why, and where its figures are."""

    alert_id: str
    rule: str
    title: str
    text: str
    why: str
    edition: int
    as_at: date
    link: str
    found_at: datetime
    channels: tuple[str, ...]


def run(settings: Settings, rules: AlertRules) -> list[str]:
    """Find what the newest edition changed, then send what waits. Returns a sentence for each that could not be sent.

    Where no edition was looked at before, the newest is where alerts begin: nothing of the past is reported.
    """
    with _alone(settings) as folder:
        newest, seen = editions.newest(settings), _seen(folder)
        if seen is not None and newest > seen:
            _keep(folder, _of_edition(settings, rules, newest, seen))
        if seen != newest:
            write_whole(folder / "looked_at.json", json.dumps({"edition": newest}).encode())
        return _deliver(folder, rules)


def digest(settings: Settings, rules: AlertRules, as_at: date | None = None) -> list[str]:
    """Write and send a digest to each owner before the next board, once a board. Returns as `run` does."""
    with _alone(settings) as folder:
        edition = editions.open_edition(settings)
        _keep(folder, _digests(edition, as_at or edition.newest_date() or date.today(), rules))
        return _deliver(folder, rules)


def fired(settings: Settings) -> list[dict[str, Any]]:
    """Every alert of the feed, oldest first."""
    path = _folder(settings) / FEED
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.endswith("}")]  # the last may be cut off


def erase(settings: Settings, sha256: str, *, by: str, reason: str) -> tuple[Event, ...]:
    """Erase a file as src/store/erasure.py does, and what alerts said while its figures could be seen.

    An alert keeps its rule, edition and moment, so that none is found or sent again; what waits to be sent goes.
    """
    from src.store import erasure  # with what reads files, which no server needs at its start

    accepted = erasure.erase(settings, sha256, by=by, reason=reason)
    if _folder(settings).exists():
        with _alone(settings) as folder:
            _forget(settings, folder, accepted)
    return accepted


def _forget(settings: Settings, folder: Path, accepted: Sequence[Event]) -> None:
    erased = Ledger(settings.store).erased()
    spans = [(event, erased[event.extract_id]) for event in accepted]

    def blank(alert: dict[str, Any]) -> dict[str, Any]:
        page = urlsplit(alert["link"]).path.rpartition("/")[2]
        for first, last in spans:
            is_then = first.sequence <= alert["edition"] < last.sequence
            if is_then and (alert["rule"] == DIGEST or page in _pages(first.dataset)):
                gone = f"What this said was erased on {wording.moment(last.at)} by {last.by_whom}."
                return {**alert, "title": gone, "text": ""}
        return alert

    for path in (folder / "outbox").glob("*.json"):
        alert = json.loads(path.read_text(encoding="utf-8"))
        if blank(alert) != alert:
            path.unlink()
    for path in (folder / "sent").glob("*.json"):
        write_whole(path, json.dumps(blank(json.loads(path.read_text(encoding="utf-8"))), ensure_ascii=False).encode())
    lines = [json.dumps(blank(alert), ensure_ascii=False) for alert in fired(settings)]
    if lines:
        write_whole(folder / FEED, "".join(f"{line}\n" for line in lines).encode())


def _pages(dataset: str) -> set[str]:
    """The pages with a metric that reads a dataset."""
    return {PAGE_OF[name] for name, metric in METRICS.items() if dataset in metric.card.reads and name in PAGE_OF}


@dataclass(frozen=True, kw_only=True)
class Fired:
    """How often a rule has fired, and when last."""

    rule: str
    times: int
    last_at: datetime | None
    channels: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The same in words, with where its alerts go."""
        where = f"goes to {wording.listed(self.channels)}" if self.channels else "goes into the feed alone"
        if self.last_at is None:
            return f"{self.rule}: has not fired yet; {where}."
        return f"{self.rule}: fired {wording.times(self.times)}, last on {wording.moment(self.last_at)}; {where}."


def firings(rules: AlertRules, feed: Sequence[Mapping[str, Any]]) -> tuple[Fired, ...]:
    """Each rule in the order of the file, then the digests where any was written, with how often it has fired."""
    channels = {rule.name: rule.channels for rule in rules.rules}
    times: dict[str, list[datetime]] = {name: [] for name in channels}
    for alert in feed:
        times.setdefault(alert["rule"], []).append(datetime.fromisoformat(alert["found_at"]))
    return tuple(
        Fired(rule=name, times=len(found), last_at=max(found, default=None), channels=channels.get(name, ()))
        for name, found in times.items()
    )


def waiting(settings: Settings) -> int:
    """How many messages are still to be sent."""
    return len(list((_folder(settings) / "outbox").glob("*.json")))


def _folder(settings: Settings) -> Path:
    return settings.store / "alerts"


@contextmanager
def _alone(settings: Settings) -> Iterator[Path]:
    """The folder of alerts, while no other process looks for changes or sends."""
    folder = _folder(settings)
    for name in ("outbox", "sent"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    with FileLock(folder / "lock"):
        yield folder


def _seen(folder: Path) -> int | None:
    path = folder / "looked_at.json"
    return int(json.loads(path.read_text(encoding="utf-8"))["edition"]) if path.exists() else None


def _of_edition(settings: Settings, rules: AlertRules, newest: int, seen: int) -> list[Alert]:
    """What the rules ask for among the changes from the edition seen before to the newest."""
    edition = editions.open_edition(settings, newest)
    as_at = edition.newest_date()
    if as_at is None:
        return []
    data = pack_data(settings, edition, as_at, Baseline(since=as_at, edition=seen))
    owners = {row["finding_id"]: str(row["owner_role"] or "") for row in data.after[_REGISTER].rows}
    return [
        _alert(data, rule, change, rules.address)
        for change in data.changes
        for rule in rules.rules
        if rule.asks_for(change, {owners.get(name, "") for name in change.findings})
    ]


def _alert(data: PackData, rule: Rule, change: Change, address: str) -> Alert:
    query = urlencode({"as_at": data.as_at.isoformat(), "edition": data.edition})
    return Alert(
        alert_id=_name(rule.name, *_sent_once(change, data.edition)),
        rule=rule.name,
        title=f"{tag(change)[0]}: {wording.first_sentence(change.sentence)}",
        text=care(change),
        why=f'The rule "{rule.name}" asks for it. {data.baseline.explanation}',
        edition=data.edition,
        as_at=data.as_at,
        link=f"{address}/{PAGE_OF[change.metric]}?{query}",
        found_at=datetime.now(UTC),
        channels=rule.channels,
    )


def _sent_once(change: Change, edition: int) -> tuple[object, ...]:
    """What makes a change another than those reported before. A feed stays silent until it has a newer figure."""
    if change.kind is ChangeKind.FEED_SILENT:
        return (change.kind, change.subject, change.after)
    return (change.kind, change.metric, change.subject, change.sentence, edition)


def _digests(edition: editions.Edition, as_at: date, rules: AlertRules) -> list[Alert]:
    """What each owner is to know, where a board of the force is near."""
    result = cache(lambda name: calculate(METRICS[name], edition, as_at))
    board = of_owner.next_board(result)
    if board is None or (board["meeting_on"] - as_at).days > BEFORE_BOARD_DAYS:
        return []
    return [
        Alert(
            alert_id=_name("digest", role, board["meeting_on"], board["board_name"]),
            rule=DIGEST,
            title=f"{role}: {wording.inside(of_owner.before(board))}",
            text="\n".join(
                line
                for part in of_owner.parts(result, role)
                for line in (part.title, *(f"- {item}" for item in part.lines))
            ),
            why=f"A digest is written for each owner {BEFORE_BOARD_DAYS} days or fewer before a board of the force.",
            edition=edition.number,
            as_at=as_at,
            link=f"{rules.address}/actions_and_updates?{urlencode({'as_at': as_at.isoformat(), 'digest': role})}",
            found_at=datetime.now(UTC),
            channels=rules.digest_channels.get(role, ()),
        )
        for role in of_owner.owners(result)
    ]


def _name(*parts: object) -> str:
    return sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:32]


def _keep(folder: Path, alerts: Sequence[Alert]) -> None:
    """Put alerts into the outbox and the feed, those that are there already left as they are."""
    path = folder / FEED
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    known = {json.loads(line)["alert_id"] for line in text.splitlines() if line.endswith("}")}
    for alert in alerts:
        written = json.dumps(asdict(alert), default=str, ensure_ascii=False)
        for channel in alert.channels:
            name = f"{alert.alert_id}.{channel}.json"
            if not (folder / "sent" / name).exists():
                write_whole(folder / "outbox" / name, written.encode())
        if alert.alert_id not in known:
            cut_off = "\n" if text and not text.endswith("\n") else ""
            with path.open("a", encoding="utf-8") as feed:
                feed.write(f"{cut_off}{written}\n")
                feed.flush()
                os.fsync(feed.fileno())
            text = "\n"
            known.add(alert.alert_id)


def _deliver(folder: Path, rules: AlertRules) -> list[str]:
    """Send what waits. A message that cannot be sent stays, and its sentence is returned."""
    wrong = []
    for path in sorted((folder / "outbox").glob("*.json")):
        channel = rules.channels.get(path.name.split(".")[1])
        if channel is None:
            wrong.append(f'No channel "{path.name.split(".")[1]}" is configured any more. Its message waits.')
            continue
        try:
            send(channel, json.loads(path.read_text(encoding="utf-8")))
        except NotSent as why:
            wrong.append(str(why))
            continue
        os.replace(path, folder / "sent" / path.name)
    return wrong
