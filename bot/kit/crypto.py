"""Sealing what a student wrote: AES-256-GCM with a key id, bound to its table and row.

The key file lives outside the database, so a stolen database or a stray copy of it reads as noise. Every student has a
key of their own, wrapped by the master key: forgetting that one key makes everything they wrote unreadable
(crypto-erasure), also in copies of the rows.
"""

import base64
import hashlib
import hmac
import json
import os
import secrets
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.errors import LineError, RefusedToStart

KEY_BYTES: Final = 32
_ID_BYTES: Final = 8
_NONCE_BYTES: Final = 12


class CannotOpen(LineError):
    """A sealed value does not open with this key at this place."""


@dataclass(frozen=True, slots=False)
class SealingKey:
    """One 256-bit key; `seal` and `open` bind a value to the `row` it stands in ("messages:<id>")."""

    secret: bytes = field(repr=False)

    @cached_property
    def id(self) -> bytes:
        """Eight bytes that name the key without revealing it."""
        return hashlib.sha256(b"tingjian key id" + self.secret).digest()[:_ID_BYTES]

    @cached_property
    def _cipher(self) -> AESGCM:
        return AESGCM(self.secret)

    def seal(self, text: str, *, row: str) -> bytes:
        """Key id, nonce and ciphertext of `text`; lone surrogates survive."""
        return self.seal_bytes(text.encode("utf-8", "surrogatepass"), row=row)

    def open(self, sealed: bytes, *, row: str) -> str:
        """The text again; raise CannotOpen for another key, another row or a changed byte."""
        return self.open_bytes(sealed, row=row).decode("utf-8", "surrogatepass")

    def seal_bytes(self, plain: bytes, *, row: str) -> bytes:
        nonce = os.urandom(_NONCE_BYTES)
        return self.id + nonce + self._cipher.encrypt(nonce, plain, row.encode())

    def open_bytes(self, sealed: bytes, *, row: str) -> bytes:
        if sealed[:_ID_BYTES] != self.id:
            raise CannotOpen(f"{row} was sealed with another key")
        nonce, body = sealed[_ID_BYTES : _ID_BYTES + _NONCE_BYTES], sealed[_ID_BYTES + _NONCE_BYTES :]
        try:
            return self._cipher.decrypt(nonce, body, row.encode())
        except (InvalidTag, ValueError) as changed:
            raise CannotOpen(f"{row} was changed or moved") from changed


class Vault:
    """The master key at work: wraps students' keys, seals addresses, and makes look-up hashes."""

    def __init__(self, master: SealingKey) -> None:
        self.master = master
        self._lookup_secret = hmac.digest(master.secret, b"tingjian look-up", "sha256")

    def lookup(self, kind: str, value: str) -> str:
        """A hash by which a row is found again without keeping `value` (HMAC-SHA-256, hexadecimal)."""
        plain = f"{kind}\0{value}".encode("utf-8", "surrogatepass")
        return hmac.digest(self._lookup_secret, plain, "sha256").hex()

    def new_wrapped_key(self, student_id: str) -> bytes:
        """A fresh key for one student, readable only through this vault."""
        return self.master.seal_bytes(secrets.token_bytes(KEY_BYTES), row=f"students:{student_id}")

    def student_key(self, student_id: str, wrapped: bytes) -> SealingKey:
        return SealingKey(self.master.open_bytes(wrapped, row=f"students:{student_id}"))


def load_or_create_vault(path: Path) -> Vault:
    """The vault of the key file at `path`, made on the first run with mode 600; raise RefusedToStart if it is unusable."""
    try:
        if not path.exists():
            _create(path)
        if path.stat().st_mode & 0o077:
            raise RefusedToStart(f"The key file {path} can be read by others; run: chmod 600 {path}")
        secret = base64.b64decode(json.loads(path.read_text(encoding="utf-8"))["key"], validate=True)
    except OSError as unreachable:
        reason = unreachable.strerror
        raise RefusedToStart(f"The key file {path} cannot be read or made ({reason}); see who may use it.") from None
    except (ValueError, KeyError, TypeError) as broken:
        raise RefusedToStart(f"The key file {path} is not a key file; restore it from your backup.") from broken
    if len(secret) != KEY_BYTES:
        raise RefusedToStart(f"The key file {path} does not hold a 256-bit key; restore it from your backup.")
    return Vault(SealingKey(secret))


def _create(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    body = json.dumps({"about": "Tingjian key. Without it nothing in the database can be read. Back it up with the database.",
                       "key": base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()}, indent=1)  # fmt: skip
    # Exclusive creation: two processes starting together must not each make a key.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
