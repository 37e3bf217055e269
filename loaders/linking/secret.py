"""The key under which names and phones are hashed: without it nobody can tell whose hash it is.

Kept in a file of mode 0600 beside the store; a store remembers the key's fingerprint, so that another key is noticed
before it makes a second node for everybody.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Key", "new_key", "read_key"]

_SIZE = 32


@dataclass(frozen=True, slots=True)
class Key:
    """A key for hashing persons; ``repr`` never shows it.

    >>> key = Key(b"0" * 32)
    >>> key.hash("张三", "19900000001") == key.hash("张三", "19900000001") != key.hash("张三", "19900000002")
    True
    >>> key
    Key(…)
    """

    secret: bytes

    def hash(self, *parts: object) -> str:
        """A keyed hash of 80 bits over the parts, as hexadecimal text."""
        text = "\x1f".join("" if part is None else str(part) for part in parts)
        return hmac.new(self.secret, text.encode("utf-8"), hashlib.blake2b).hexdigest()[:20]

    @property
    def fingerprint(self) -> str:
        """What a store remembers of its key: enough to tell another key from it, no way back."""
        return hashlib.blake2b(b"fingerprint" + self.secret, digest_size=8).hexdigest()

    def __repr__(self) -> str:
        return "Key(…)"


def new_key() -> Key:
    """A key from the system's source of randomness."""
    return Key(secrets.token_bytes(_SIZE))


def read_key(file: Path) -> Key:
    """The key in that file, made there (mode 0600, whole or not at all) where none is."""
    try:
        return Key(file.read_bytes())
    except FileNotFoundError:
        pass
    file.parent.mkdir(parents=True, exist_ok=True)
    key, draft = new_key(), file.with_name(f"{file.name}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(handle, key.secret)
        os.fsync(handle)
    finally:
        os.close(handle)
    try:
        os.link(draft, file)
    except FileExistsError:
        return Key(file.read_bytes())
    finally:
        draft.unlink()
    return key
