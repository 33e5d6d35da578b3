"""Sources that feed themselves: fetched when due from where the settings allow, over https that is checked, or not at all."""

import ipaddress
import sqlite3
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import duckdb
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from src.ingest.profile import Profile
from src.services.fetch import Fetched, fetch
from src.settings import Limits, Settings
from src.store import held_files, profiles
from tests.store.files import BY, cases, everything_in, ledger

MARCH = b"As at,Area,Cases awaiting\n2024-03-07,Dudley,5\n"
PAGES = {
    "/odata": b'{"@odata.context":"x","value":[{"As_x0020_at":"2024-03-07T00:00:00Z","Area":{"Title":"Dudley"},'
    b'"Cases_x0020_awaiting":5,"odata.id":"7"}],"@odata.nextLink":"{place}/odata?page=2"}',
    "/odata?page=2": b'{"d":{"results":[{"As_x0020_at":"2024-03-07T00:00:00Z","Area":{"Title":"Walsall"},'
    b'"Cases_x0020_awaiting":6,"__metadata":{"uri":"x"}}]}}',
    "/elsewhere": b'{"value":[],"@odata.nextLink":"https://other.example/odata"}',
    "/inside": b'{"value":[],"@odata.nextLink":"https://169.254.169.254/odata"}',
    "/round": b'{"value":[],"@odata.nextLink":"{place}/round"}',
    "/none": b'{"error":"no list"}',
}
LEADS = {
    "/elsewhere.csv": "https://other.example/marac.csv",
    "/inside.csv": "http://169.254.169.254/latest",
    "/other-port.csv": "https://localhost:{port}/marac.csv",
}
"""Where each of these leads to."""
OTHER_PORT = [1]
ASKED: list[tuple[str, str | None]] = []
"""The port that was asked, and the secret that came with it, of each request."""
NOW = datetime(2026, 3, 8, 12, tzinfo=UTC)


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A certificate of this machine with its key, which the process trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    start = datetime.now(UTC) - timedelta(days=1)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), start, start + timedelta(9))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = signed.public_bytes(serialization.Encoding.PEM)
    form = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path = tmp_path / "both.pem"
    path.write_bytes(key.private_bytes(serialization.Encoding.PEM, *form) + pem)
    (tmp_path / "trusted.pem").write_bytes(pem)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "trusted.pem"))
    return path


class _Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        """A file, or a way elsewhere."""
        ASKED.append((self.headers["Host"], self.headers["X-Key"]))
        if self.path in LEADS:
            self.send_response(302)
            self.send_header("Location", LEADS[self.path].format(port=OTHER_PORT[0]))
            self.end_headers()
            return
        is_let_in = "token" not in self.path or self.headers["X-Key"] == "Bearer made-up"
        self.send_response(200 if is_let_in else 401)
        self.end_headers()
        place = f"https://{self.headers['Host']}"
        self.wfile.write(PAGES.get(self.path, MARCH).replace(b"{place}", place.encode()) if is_let_in else b"no")

    def log_message(self, *_: object) -> None:
        """Nothing."""


@contextmanager
def listening(certificate: Path) -> Iterator[str]:
    """A local https server, by its host and port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"localhost:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def host(certificate: Path) -> Iterator[str]:
    """A local https server, by its host and port."""
    with listening(certificate) as host:
        yield host


def kept(settings: Settings, file: str = "", needs: tuple[str, ...] = (), **source: str) -> Settings:
    """Settings whose store has a profile with a source."""
    profile = Profile(name="weekly", dataset="marac_backlog", file=file, needs=needs, source={"every": "day", **source})
    profiles.keep(settings, profile, **BY)
    return settings


def fetched(settings: Settings, named: str = "", now: datetime = NOW) -> tuple[Fetched, list[str]]:
    sentences: list[str] = []
    return fetch(settings, by="a scheduler", say=sentences.append, named=named, now=now), sentences


def test_an_address_is_fetched_when_it_is_due_and_what_is_the_same_stores_nothing(empty: Settings, host: str) -> None:
    settings = kept(replace(empty, fetch_hosts=host), address=f"https://{host}/marac.csv")
    assert fetched(settings) == (Fetched(accepted=1), ["weekly: marac.csv, 1 row, is edition 1."])
    assert cases(settings) == {("2024-03-07", "dudley"): 5}
    assert ledger(settings)[0].reason == f"Fetched from https://{host}/marac.csv"
    assert ledger(settings)[0].profile.startswith("weekly, version 1")
    assert fetched(settings, now=NOW + timedelta(hours=2)) == (Fetched(), [])
    same = ["weekly: marac.csv is as it was accepted before. Nothing new was stored."]
    assert fetched(settings, now=NOW + timedelta(days=1)) == (Fetched(), same)
    assert fetched(settings, named="weekly") == (Fetched(), same)


def test_the_pages_of_a_list_in_json_are_put_together(empty: Settings, host: str) -> None:
    settings = kept(replace(empty, fetch_hosts=host), address=f"https://{host}/odata")
    assert fetched(settings) == (Fetched(accepted=1), ["weekly: weekly.csv, 2 rows, is edition 1."])
    assert cases(settings) == {("2024-03-07", "dudley"): 5, ("2024-03-07", "walsall"): 6}


@pytest.mark.parametrize("where", ["variable", "file", "nowhere"])
def test_a_secret_is_read_where_its_name_points_to_and_stands_in_no_store(
    where: str, empty: Settings, host: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if where == "variable":
        monkeypatch.setenv("PEELBOARD_SECRET_QLIK", "Bearer made-up")
    elif where == "file":
        (tmp_path / "qlik").write_text("Bearer made-up\n")
    settings = replace(empty, fetch_hosts=host, fetch_secrets=str(tmp_path))
    kept(settings, address=f"https://{host}/token", secret="qlik", header="X-Key")
    came, sentences = fetched(settings)
    if where == "nowhere":
        assert came == Fetched(refused=1)
        assert 'found no secret "qlik"; expected a file of that name' in sentences[0]
    else:
        assert cases(settings) == {("2024-03-07", "dudley"): 5}
    assert b"made-up" not in everything_in(settings.store)
    assert "made-up" not in " ".join(sentences)


def test_a_secret_goes_to_no_other_host(
    empty: Settings, host: str, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PEELBOARD_SECRET_QLIK", "Bearer made-up")
    with listening(certificate) as other:
        OTHER_PORT[0] = int(other.partition(":")[2])
        settings = replace(empty, fetch_hosts=f"{host}, {other}")  # it may be asked, and has another secret
        kept(settings, address=f"https://{host}/other-port.csv", secret="qlik", header="X-Key")
        ASKED.clear()
        assert fetched(settings)[0] == Fetched(refused=1)
    assert [(host, "Bearer made-up")] == ASKED


@pytest.mark.parametrize(
    ("hosts", "address", "found"),
    [
        ("{host}", "https://{host}/elsewhere", "a next page at https://other.example/odata"),
        ("{host}", "https://{host}/round", "a next page at https://localhost"),
        ("{host}", "https://{host}/none", "JSON without rows"),
        ("", "https://{host}/marac.csv", "the address"),
        ("{host}", "http://{host}/marac.csv", "the address"),
        ("{host}", "https://{host}/elsewhere.csv", "it leads to https://other.example, which is not followed"),
        ("{ip}", "https://{ip}/marac.csv", ""),
        ("{host}", "https://{ip}/marac.csv", "the address"),
        ("{host}", "https://localhost/marac.csv", "the address"),
        ("{host}", "https://{host}@{ip}/marac.csv", "the address"),
        ("{host}", "https://169.254.169.254/latest/meta-data", "the address"),
        ("{host}", "https://{host}/inside", "a next page at https://169.254.169.254/"),
        ("{host}", "https://{host}/inside.csv", "it leads to http://169.254.169.254, which is not followed"),
    ],
)
def test_no_other_host_and_nothing_unchecked(empty: Settings, host: str, hosts: str, address: str, found: str) -> None:
    places = {"host": host, "ip": host.replace("localhost", "127.0.0.1")}
    settings = kept(replace(empty, fetch_hosts=hosts.format(**places)), address=address.format(**places))
    came, sentences = fetched(settings)
    assert came == (Fetched(refused=1) if found else Fetched(accepted=1))
    assert found in sentences[0]


def test_a_certificate_that_nobody_vouches_for_is_refused(
    empty: Settings, host: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "none.pem").write_text("")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    settings = kept(replace(empty, fetch_hosts=host), address=f"https://{host}/marac.csv")
    came, sentences = fetched(settings)
    assert (came, ledger(settings)) == (Fetched(refused=1), ())
    assert "CERTIFICATE_VERIFY_FAILED" in sentences[0]


def test_more_than_the_limit_is_not_read(empty: Settings, host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("src.services.download.MEGABYTE", 10)
    settings = replace(empty, fetch_hosts=host, limits=Limits(file_megabytes=1))
    came, sentences = fetched(kept(settings, address=f"https://{host}/marac.csv"))
    assert came == Fetched(refused=1)
    assert "more than 1 MB or " in sentences[0]


def test_a_folder_is_read_only_where_the_settings_name_it_and_a_misfit_is_held(empty: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "marac 1.csv").write_bytes(MARCH + b"\nFilters: Force is WMP\n")
    (folder / "marac 2.csv").write_bytes(MARCH.replace(b"03-07", b"03-14"))
    (folder / "other.csv").write_bytes(MARCH)
    settings = kept(empty, file="marac*.csv", needs=("Force is WMP",), folder=str(folder))
    assert fetched(settings)[0] == Fetched(refused=1)
    allowed = replace(settings, fetch_folders=str(tmp_path))
    came, sentences = fetched(allowed)
    assert came == Fetched(accepted=1, waiting=1)
    assert 'not the words "Force is WMP"' in sentences[1]
    (waiting,) = held_files.waiting(allowed.store)
    assert (waiting.name, waiting.path) == ("marac 2.csv", str(folder / "marac 2.csv"))


@pytest.mark.parametrize("kind", ["duckdb", "sqlite", "parquet"])
def test_a_query_is_asked_of_a_database_that_it_can_only_read(kind: str, empty: Settings, tmp_path: Path) -> None:
    place = tmp_path / f"force.{kind}"
    rows = 'select \'2024-03-07\' as "As at", \'Dudley\' as "Area", 5 as "Cases awaiting"'
    if kind == "sqlite":
        connection = sqlite3.connect(place)
        connection.execute(f"create table marac as {rows}")
        connection.commit()
        connection.close()
    elif kind == "duckdb":
        with duckdb.connect(str(place)) as made:
            made.execute(f"create table marac as {rows}")
    else:
        duckdb.sql(rows).write_parquet(str(place))
    table = "source" if kind == "parquet" else "marac"
    allowed = replace(empty, fetch_folders=str(tmp_path))
    settings = kept(allowed, database=str(place), query=f"select * from {table}")
    assert fetched(settings)[0] == Fetched(accepted=1)
    assert cases(settings) == {("2024-03-07", "dudley"): 5}
    (tmp_path / "secret.csv").write_bytes(MARCH)
    reach = "attach" if kind == "sqlite" else "select * from read_csv"
    query = f"{reach} '{tmp_path / 'secret.csv'}' as x" if kind == "sqlite" else f"{reach}('{tmp_path / 'secret.csv'}')"
    assert fetched(kept(settings, database=str(place), query=query), named="weekly")[0] == Fetched(refused=1)
