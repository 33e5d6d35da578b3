"""Alerts, to a mail server and a webhook in this process: what is reported, that it is sent once, and that nothing is lost."""

import json
import smtplib
import socketserver
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from http.client import BadStatusLine
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from src.__main__ import main
from src.contracts.baseline import Baseline
from src.contracts.change import ChangeKind
from src.metrics import METRICS, PAGE_OF
from src.present import digest as of_owner
from src.present.theme import Look
from src.services import alert_rules, alert_sending, alerts
from src.settings import Settings
from src.store import acceptance, editions
from src.store.upload import Supplied
from src.web.page_context import PageContext
from tests.services.test_alert_rules import change
from tests.store import files as store_files

MARAC = (
    "force_code,area_code,as_at_on,cases_awaiting_count\n"
    + "".join(
        f"wmp,{area},2024-03-07,{count}\n" for area, count in (("birmingham", 60), ("walsall", 40), ("dudley", 5))
    )
).encode()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("certificate") / "certificate.pem"
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(pem + signed.public_bytes(serialization.Encoding.PEM))
    return path


@dataclass
class Received:
    """What the two servers took."""

    mail_port: int = 0
    hook_port: int = 0
    mails: list[str] = field(default_factory=list)
    posts: list[dict[str, str]] = field(default_factory=list)
    is_down: bool = False
    was_plain: bool = False


@pytest.fixture
def received(certificate: Path) -> Iterator[Received]:
    """A mail server with STARTTLS and a webhook with TLS."""
    found = Received()
    own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    own.load_cert_chain(certificate)

    class Mail(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.say("220 ready" if not found.is_down else "421 not now")
            is_safe = False
            while line := self.rfile.readline().decode().strip():
                word = line.split(" ")[0].upper()
                if word == "EHLO":
                    self.say("250 ok" if is_safe else "250-here\r\n250 STARTTLS")
                elif word == "STARTTLS":
                    self.say("220 go on")
                    self.connection = own.wrap_socket(self.connection, server_side=True)
                    self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb")
                    is_safe = True
                elif word == "DATA":
                    self.say("354 go on")
                    lines = []
                    while (text := self.rfile.readline().decode().rstrip("\r\n")) != ".":
                        lines.append(text)
                    found.mails.append("\n".join(lines))
                    found.was_plain |= not is_safe
                    self.say("250 taken")
                elif word == "QUIT":
                    self.say("221 bye")
                    return
                else:
                    self.say("250 ok")

        def say(self, text: str) -> None:
            self.wfile.write(f"{text}\r\n".encode())
            self.wfile.flush()

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"]))
            found.posts.append({**json.loads(content), "key": self.headers["Idempotency-Key"]})
            self.send_response(302 if found.is_down else 200)
            self.send_header("Location", "http://127.0.0.1:1/")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    mail = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Mail)
    hook = HTTPServer(("127.0.0.1", 0), Hook)
    hook.socket = own.wrap_socket(hook.socket, server_side=True)
    found.mail_port, found.hook_port = mail.server_address[1], hook.server_address[1]
    for server in (mail, hook):
        threading.Thread(target=server.serve_forever, daemon=True).start()
    yield found
    for server in (mail, hook):
        server.shutdown()
        server.server_close()


@pytest.fixture
def settings(published_copy: Settings, received: Received, certificate: Path, tmp_path: Path) -> Settings:
    """A store with the published figures, and rules that send to both servers."""
    path = tmp_path / "rules.toml"
    path.write_text(
        f"""
        address = "https://peelboard.test"
        [rule."MARAC"]
        metrics = ["marac_cases_awaiting_by_area"]
        kinds = ["worse"]
        send = ["board", "teams"]
        [rule."Everything"]
        [channel.board]
        kind = "email"
        host = "127.0.0.1"
        port = {received.mail_port}
        from = "peelboard@example.police.uk"
        to = ["liaison@example.police.uk"]
        ca_file = "{certificate}"
        [channel.teams]
        kind = "webhook"
        url = "https://127.0.0.1:{received.hook_port}/hook"
        ca_file = "{certificate}"
        """,
        encoding="utf-8",
    )
    return replace(published_copy, alerts=str(path))


def test_what_an_accepted_file_made_worse_is_told_once_by_mail_and_webhook(
    settings: Settings, received: Received, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rules = alert_rules.read(settings)
    assert rules is not None
    # With the three dates of the papers and March's these are 13: enough to judge a move.
    earlier = "force_code,area_code,as_at_on,cases_awaiting_count\n" + "".join(
        f"wmp,walsall,2024-02-{day:02},13\n" for day in range(10, 20)
    )
    february = Supplied(name="february.csv", content=earlier.encode(), dataset="marac_backlog")
    acceptance.accept(settings, [february], by="x", reason="y")
    assert alerts.run(settings, rules) == []
    assert alerts.fired(settings) == [], "nothing of the past is reported"
    acceptance.accept(
        settings, [Supplied(name="march.csv", content=MARAC, dataset="marac_backlog")], by="x", reason="y"
    )
    assert alerts.run(settings, rules) == []
    assert alerts.run(settings, rules) == []
    (mail,) = [mail for mail in received.mails if "Walsall" in mail]
    assert "13 to 40" in mail.replace("=\n", "")
    assert "Message-ID:" in mail
    assert "liaison@example.police.uk" in mail
    assert not received.was_plain
    (post,) = [post for post in received.posts if "Walsall" in post["title"]]
    fired = [alert for alert in alerts.fired(settings) if alert["rule"] == "MARAC" and "Walsall" in alert["title"]]
    assert [alert["alert_id"] for alert in fired] == [post["key"]]
    assert post["text"].strip().endswith(fired[0]["link"])
    assert fired[0]["link"].startswith("https://peelboard.test/marac?as_at=2024-09-18&edition=")
    assert 'The rule "MARAC" asks for it. Compared with edition ' in post["text"]
    assert {alert["rule"] for alert in alerts.fired(settings)} == {"MARAC", "Everything"}
    assert len(received.mails) == len(received.posts), "what no channel is named for goes into the feed alone"
    monkeypatch.setenv("PEELBOARD_STORE", str(settings.store))
    monkeypatch.setenv("PEELBOARD_ALERTS", settings.alerts)
    capsys.readouterr()
    assert main(["alerts"]) == 0
    said = capsys.readouterr().out
    assert "MARAC: fired " in said
    assert "goes to board and teams." in said
    assert "No messages to be sent." in said


def test_what_could_not_be_sent_waits_and_is_sent_after_a_restart_once(
    settings: Settings, received: Received, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = alert_rules.read(settings)
    assert rules is not None
    (rule, _) = rules.rules
    told = alerts.Alert(
        alert_id="a" * 32, rule=rule.name, title="Walsall", text="13 to 40", why="Asked for.", edition=2,
        as_at=date(2024, 3, 7), link="https://peelboard.test/marac", found_at=datetime.now(UTC), channels=rule.channels,
    )  # fmt: skip
    alerts.run(settings, rules)
    monkeypatch.setattr(alerts.editions, "newest", lambda _: 10_000)
    monkeypatch.setattr(alerts, "_of_edition", lambda *_: [told])
    received.is_down = True
    wrong = alerts.run(settings, rules)
    assert len(wrong) == 2
    assert all("could not be sent" in sentence and "It waits." in sentence for sentence in wrong)
    assert alerts.waiting(settings) == 2
    received.is_down = False
    received.posts.clear()
    # The machine stopped before the edition was noted as looked at: it is looked at again.
    (settings.store / "alerts" / "looked_at.json").write_text('{"edition": 1}')
    assert alerts.run(settings, rules) == []
    assert (len(received.mails), len(received.posts)) == (1, 1)
    (settings.store / "alerts" / "looked_at.json").write_text('{"edition": 1}')
    assert alerts.run(settings, rules) == []
    assert (len(received.mails), len(received.posts), alerts.waiting(settings)) == (1, 1, 0)
    assert len(alerts.fired(settings)) == 1


def test_nothing_is_sent_to_a_server_that_nobody_vouches_for(settings: Settings, received: Received) -> None:
    rules = alert_rules.read(settings)
    assert rules is not None
    for channel in rules.channels.values():
        with pytest.raises(alert_sending.NotSent, match="CERTIFICATE_VERIFY_FAILED"):
            alert_sending.send(replace(channel, ca_file="", password="made-up", user="peelboard"), ALERT)
    assert (received.mails, received.posts) == ([], [])


ALERT = {"alert_id": "1", "title": "t", "text": "x", "why": "y", "as_at": "z", "edition": 1, "link": "l"}
TO, WORDS = "jane.smith@example.police.uk", "Jane Smith has left"


@pytest.mark.parametrize(
    "error",
    [
        smtplib.SMTPRecipientsRefused({TO: (550, WORDS.encode())}),
        smtplib.SMTPSenderRefused(550, WORDS.encode(), TO),
        smtplib.SMTPAuthenticationError(535, f"{TO} {WORDS}".encode()),
        smtplib.SMTPDataError(554, WORDS.encode()),
        smtplib.SMTPServerDisconnected(WORDS),
        BadStatusLine(WORDS),
    ],
    ids=lambda error: type(error).__name__,
)
def test_why_a_message_was_not_sent_is_said_in_no_words_of_the_other_side(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise error

    monkeypatch.setattr(alert_sending, "_mail", fails)
    with pytest.raises(alert_sending.NotSent) as why:
        alert_sending.send(alert_rules.Channel(name="board", kind="email", to=(TO,), password="made-up"), ALERT)
    assert str(why.value).startswith('The message could not be sent to the channel "board" (')
    assert not [word for word in ("jane", "smith", "made-up") if word in str(why.value).lower()]
    assert "made-up" not in repr(alert_rules.Channel(name="a", kind="email", password="made-up"))


def test_a_silent_feed_is_told_once_until_it_speaks_again(
    settings: Settings, received: Received, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = alert_rules.read(settings)
    assert rules is not None
    february = date(2024, 2, 1)
    data = alerts.pack_data(settings, editions.open_edition(settings), date(2024, 9, 18), Baseline(since=february))
    alerts.run(settings, rules)
    monkeypatch.setattr(alerts.editions, "open_edition", lambda *_: _Opened())
    told = []
    for edition, feed, newest in (
        (10_001, "MARAC backlog", february),
        (10_002, "MARAC backlog", february),  # another day, other words, the same silence
        (10_003, "Sex offender tasks", february),
        (10_004, "MARAC backlog", date(2024, 3, 7)),  # it spoke and went silent again
        (10_005, "MARAC backlog", date(2024, 3, 7)),
    ):
        silent = replace(change(f"{feed}: {edition} days."), kind=ChangeKind.FEED_SILENT, subject=feed, after=newest)
        found = replace(data, changes=(silent,))
        monkeypatch.setattr(alerts, "pack_data", lambda *_, found=found: found)
        monkeypatch.setattr(alerts.editions, "newest", lambda _, edition=edition: edition)
        alerts.run(settings, rules)
        told.append(len(alerts.fired(settings)))
    assert told == [1, 1, 2, 3, 3]
    assert {alert["rule"] for alert in alerts.fired(settings)} == {"Everything"}


class _Opened:
    """An edition of which only the newest date is asked."""

    def newest_date(self) -> date:
        return date(2024, 9, 18)


BOARDS = (
    "Meeting,Board,Kind\n2024-09-20,HMICFRS Board,Board of the force\n2024-10-20,HMICFRS Board,Board of the force\n"
)


def test_each_owner_gets_one_digest_before_a_board_which_the_page_shows_too(
    settings: Settings, received: Received
) -> None:
    path = Path(settings.alerts)
    path.write_text(path.read_text(encoding="utf-8") + '[digest]\n"ACC Crime" = ["board"]\n', encoding="utf-8")
    rules = alert_rules.read(settings)
    assert rules is not None
    assert alerts.digest(settings, rules) == []
    assert alerts.fired(settings) == [], "no board is recorded ahead"
    boards = Supplied(name="boards.csv", content=BOARDS.encode(), dataset="board_meetings")
    acceptance.accept(settings, [boards], by="x", reason="y")
    assert alerts.digest(settings, rules, date(2024, 9, 12)) == []
    assert alerts.fired(settings) == [], "the board is eight days ahead"
    for day in (13, 20):
        assert alerts.digest(settings, rules, date(2024, 9, day)) == []
    (mail,) = received.mails
    assert "ACC Crime: before the HMICFRS Board of 20 September 2024" in mail
    digests = {alert["title"].split(":")[0]: alert for alert in alerts.fired(settings)}
    assert len(digests) == len(alerts.fired(settings)), "each owner has one"
    lines = digests["ACC Crime"]["text"].splitlines()
    # Two findings of 2018 belong to the role: both were due in September 2018.
    assert lines[:3] == [
        "Two findings past HMICFRS's deadline.",
        "- Plan how to fix any shortage of detectives and investigators: 2,175 days",
        "- Review how changes to pre-charge bail are working: 2,175 days",
    ]
    assert "No actions open, none overdue." in lines
    edition = editions.open_edition(settings)
    page = PageContext(settings=settings, edition=edition, as_at=date(2024, 9, 13), look=Look.LIGHT, page="")
    shown = [(part.title, *(f"- {line}" for line in part.lines)) for part in of_owner.parts(page.result, "ACC Crime")]
    assert [line for part in shown for line in part] == lines
    assert alerts.digest(settings, rules, date(2024, 10, 13)) == []
    assert len(received.mails) == 2, "the next board has a digest of its own"


def test_erasing_a_file_takes_what_alerts_said_while_it_could_be_seen(empty: Settings) -> None:
    files = [store_files.marac(f"2024-0{month}-07,Dudley,{month}", name=f"{month}.csv") for month in (1, 2, 3)]
    accepted = [acceptance.accept(empty, [file], by="Ann", reason="monthly")[0] for file in files]
    acceptance.withdraw(empty, accepted[1].extract_id, by="Ann", reason="a name")
    with_it = {page for name, page in PAGE_OF.items() if "marac_backlog" in METRICS[name].card.reads}
    assert "marac" in with_it
    assert "register" not in with_it
    written = [
        alerts.Alert(
            alert_id=f"{rule}-{page}-{edition}", rule=rule, title=f"Dudley mark-{rule}-{page}-{edition}.",
            text=f"mark-{rule}-{page}-{edition}", why="Asked for.", edition=edition, as_at=date(2024, 3, 7),
            link=f"https://peelboard.test/prefix/{page}?as_at=2024-03-07", found_at=datetime.now(UTC), channels=("board",),
        )
        for edition in (1, 2, 3, 4, 5)
        for rule, pages in (("any", sorted(set(PAGE_OF.values()))), (alerts.DIGEST, ["actions_and_updates"]))
        for page in pages
    ]  # fmt: skip
    gone = {
        alert.alert_id
        for alert in written
        if alert.edition in (2, 3, 4)
        and (alert.rule == alerts.DIGEST or alert.link.split("?")[0].split("/")[-1] in with_it)
    }
    assert 0 < len(gone) < len(written)
    folder = empty.store / "alerts"
    with alerts._alone(empty):
        alerts._keep(folder, written)
        for path in sorted((folder / "outbox").iterdir())[::2]:
            path.rename(folder / "sent" / path.name)
    sent = {path.name for path in (folder / "sent").iterdir()}
    waiting = {path.name for path in (folder / "outbox").iterdir()}
    alerts.erase(empty, accepted[1].sha256, by="Cat", reason="a name in it")
    feed = alerts.fired(empty)
    assert [(alert["alert_id"], alert["rule"], alert["edition"]) for alert in feed] == [
        (alert.alert_id, alert.rule, alert.edition) for alert in written
    ]
    assert {alert["alert_id"] for alert in feed if "mark-" not in alert["title"] + alert["text"]} == gone
    assert all("was erased on" in alert["title"] for alert in feed if alert["alert_id"] in gone)
    assert {path.name for path in (folder / "sent").iterdir()} == sent, "so that none is sent again"
    assert {path.name for path in (folder / "outbox").iterdir()} == {
        name for name in waiting if name.split(".")[0] not in gone
    }
    for name in gone:
        assert not [path for path in folder.rglob("*") if path.is_file() and f"mark-{name}" in path.read_text()], name
    with alerts._alone(empty):
        alerts._keep(folder, written)
    assert len(alerts.fired(empty)) == len(written)
