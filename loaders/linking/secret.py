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
from typing import TYPE_CHECKING

from graph.errors import StoreRefused

if TYPE_CHECKING:
    from graph.store.connection import Store
    from graph.store.settings import StoreSettings

__all__ = ["Key", "key_file", "new_key", "put_key", "read_key", "store_key"]

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
        text = "\x1f".join(["" if part is None else str(part) for part in parts])
        return hmac.digest(self.secret, text.encode("utf-8"), "sha256").hex()[:20]

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
    """The key in that file, made there where none is."""
    try:
        return Key(file.read_bytes())
    except FileNotFoundError:
        put_key(new_key(), file, replace=False)
        return Key(file.read_bytes())


def put_key(key: Key, file: Path, *, replace: bool = True) -> None:
    """Puts a key into a file of mode 0600, whole or not at all; one that is there already stays unless replaced."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(handle, key.secret)
        os.fsync(handle)
    finally:
        os.close(handle)
    if replace:
        draft.replace(file)
        return
    try:
        file.hardlink_to(draft)
    except FileExistsError:
        return
    finally:
        draft.unlink()


def store_key(store: Store, settings: StoreSettings) -> Key:
    """The key of a store: the one beside it, made at the first use.

    Raises ``StoreRefused`` where the store was filled under another key, or under one that is no longer there: a new
    key would make every person a second time.
    """
    file = key_file(settings)
    row = store.one("MATCH (m:StoreMeta {id: 'store'}) RETURN m.key AS fingerprint")
    known = row["fingerprint"] if row else None
    if known is not None and not file.exists():
        raise StoreRefused("load.key_missing", file=file)
    key = read_key(file)
    if known is None:
        store.write(lambda tx: tx.run(_REMEMBER, fingerprint=key.fingerprint).consume())
    elif known != key.fingerprint:
        raise StoreRefused("load.key_other", file=file)
    return key


def key_file(settings: StoreSettings) -> Path:
    """Where a store's key lies: in the managed store's folder, or in the home under the server's name."""
    if settings.managed:
        return settings.folder / "hash.key"
    name = hashlib.blake2b(f"{settings.uri}\x1f{settings.database}".encode(), digest_size=8).hexdigest()
    return settings.home / "keys" / f"{name}.key"


_REMEMBER = "MATCH (m:StoreMeta {id: 'store'}) SET m.key = $fingerprint"
