"""The nginx of Debian before servers of a test, by the example that is shipped, as a user without rights runs it.

`python -m tests.browser.nginx` fetches it into the environment: nothing of the machine changes and nothing starts.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.browser.server import PROJECT, Server, free_port

EXAMPLE = PROJECT / "deploy" / "nginx.conf"
NAME = "localhost"
AROUND = """pid {folder}/nginx.pid;
daemon off;
events {{}}
error_log {folder}/error.log;
http {{
    access_log off;
    {temporary}
    include {folder}/peelboard.conf;
}}
"""
FETCHED = Path(sys.prefix) / "nginx"


def program() -> Path | None:
    """Where nginx stands: on the PATH, or fetched into the environment."""
    found = shutil.which("nginx") or FETCHED / "usr" / "sbin" / "nginx"
    return Path(found) if Path(found).exists() else None


def _write_certificate(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name, now = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)]), datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    (folder / "certificate.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )


@contextmanager
def before(servers: Sequence[Server], folder: Path) -> Iterator[str]:
    """Run nginx before servers by the example, with the name, certificate and ports of this test: its address."""
    nginx = program()
    assert nginx is not None
    port, plain = free_port(), free_port()
    _write_certificate(folder)
    ports = iter(server.port for server in servers)
    text = re.sub(r"server 127\.0\.0\.1:\d+;", lambda _: f"server 127.0.0.1:{next(ports)};", EXAMPLE.read_text("utf-8"))
    text = re.sub(r"listen \[::\]:.+;\n", "", text)
    for was, now in {
        "peelboard.example.police.uk": NAME,
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen 443 ": f"listen 127.0.0.1:{port} ",
        "/etc/ssl/certs/peelboard.pem": str(folder / "certificate.pem"),
        "/etc/ssl/private/peelboard.key": str(folder / "key.pem"),
    }.items():
        assert was in text
        text = text.replace(was, now)
    (folder / "peelboard.conf").write_text(text, encoding="utf-8")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = " ".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder, temporary=temporary), encoding="utf-8")
    command = [str(nginx), "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(folder / "nginx.conf")]
    tried = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert tried.returncode == 0, tried.stderr
    with subprocess.Popen(command) as running:
        try:
            yield f"https://{NAME}:{port}"
        finally:
            running.terminate()


def main() -> int:
    """Fetch nginx where there is none and apt can."""
    if program() is None and shutil.which("apt-get"):
        with tempfile.TemporaryDirectory() as folder:
            fetched = subprocess.run(["apt-get", "download", "nginx"], cwd=folder, check=False)
            for package in Path(folder).glob("*.deb"):
                subprocess.run(["dpkg-deb", "--extract", package, FETCHED], check=True)
        if fetched.returncode:
            print("nginx could not be fetched: its tests are left out.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
