"""Signed anchors: the number and hash of a record of the audit, with a signature that only a key outside the store makes.

Whoever may write to the store can write the whole record anew, with hashes that fit. Without the key nobody can
sign what was written, so one line of the log or of a mail proves every edition up to it.
"""

import base64
import binascii
import os
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # it takes a quarter of a second to load, which only whoever has a key waits for
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_FORM = re.compile(r"(\d{1,15}):([0-9a-f]{64})(?::([\w=-]{88}))?")


class NoKey(Exception):
    """Why the key of PEELBOARD_ANCHOR_KEY cannot be used, in a sentence."""


@dataclass(frozen=True, kw_only=True)
class Anchor:
    """The number and hash of a record, and the signature of both where it was signed."""

    number: int
    hash: str
    signature: str = ""

    def __str__(self) -> str:
        return ":".join(filter(None, (str(self.number), self.hash, self.signature)))

    @property
    def _signed(self) -> bytes:
        return f"PEELboard anchor {self.number}:{self.hash}".encode()

    def is_signed_with(self, key: "Ed25519PublicKey") -> bool:
        """Whether the signature is of this number and hash and of this key."""
        from cryptography.exceptions import InvalidSignature

        try:
            key.verify(base64.urlsafe_b64decode(self.signature), self._signed)
        except (InvalidSignature, binascii.Error, ValueError):
            return False
        return True

    def signed(self, key: "Ed25519PrivateKey") -> "Anchor":
        """The anchor with its signature."""
        signature = base64.urlsafe_b64encode(key.sign(self._signed)).decode("ascii")
        return Anchor(number=self.number, hash=self.hash, signature=signature)


def read(text: str) -> Anchor | None:
    """An anchor as it was printed: 41:HASH or 41:HASH:SIGNATURE; None where the text is none."""
    found = _FORM.fullmatch(text.strip())
    return Anchor(number=int(found[1]), hash=found[2], signature=found[3] or "") if found else None


def signing_key(store: Path, key: str) -> "Ed25519PrivateKey | None":
    """The key to sign with; None where there is none or only its public half. Raises NoKey."""
    return _loaded(store, key)[0]


def public_key(store: Path, key: str) -> "Ed25519PublicKey | None":
    """The key that tells whether an anchor was signed; None where no key is set. Raises NoKey."""
    return _loaded(store, key)[1]


def make_key(file: Path) -> Path:
    """Write a new key, readable by its owner alone, and its public half beside it. Raises OSError where one is there."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key, public = Ed25519PrivateKey.generate(), file.with_name(f"{file.name}.pub")
    private_text = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as written:
        written.write(private_text)
    public.write_bytes(
        key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    )
    return public


_Pair = tuple["Ed25519PrivateKey | None", "Ed25519PublicKey | None"]


def _loaded(store: Path, key: str) -> _Pair:
    if not key:
        return None, None
    path = Path(key).resolve()
    if path.is_relative_to(store.resolve()):
        raise NoKey(f"{path} is a signing key within the store, where whoever changes figures finds it. Move it.")
    try:
        return _parsed(path.read_bytes())
    except OSError as error:
        raise NoKey(f"PEELBOARD_ANCHOR_KEY, {path}, cannot be read ({error.strerror}).") from None
    except ValueError:
        raise NoKey(f"PEELBOARD_ANCHOR_KEY, {path}, holds no ed25519 key. Make one: audit --make-key FILE.") from None


@lru_cache(maxsize=4)
def _parsed(text: bytes) -> _Pair:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

    if b"PUBLIC KEY" in text:
        public = serialization.load_pem_public_key(text)
        if isinstance(public, Ed25519PublicKey):
            return None, public
    else:
        private = serialization.load_pem_private_key(text, None)
        if isinstance(private, Ed25519PrivateKey):
            return private, private.public_key()
    raise ValueError("another kind of key")
