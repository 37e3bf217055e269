"""An encrypted file that is written in one pass and read at any place: what stands around a backup with a passphrase.

A header of 48 bytes, then chunks of 64 KiB, each sealed by ChaCha20-Poly1305 under a key that scrypt makes of
the passphrase and the file's own salt. A chunk's nonce is its number and whether it is the last, so chunks cannot
be swapped, dropped or cut off at the end without notice; the header is authenticated with every chunk.

::

    magic 12 · version 1 · log2 of n 1 · r 1 · p 1 · salt 16 · proof of the passphrase 16
"""

from __future__ import annotations

import hmac
import io
import os
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from graph.errors import StoreError, StoreTooNew

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

__all__ = ["SealedReader", "SealingWriter", "is_sealed"]

MAGIC = b"govgraph-bak"
VERSION = 1
CHUNK = 64 * 1024
COST = (17, 8, 1)
"""log2 n, r, p of scrypt: 128 MB and about half a second for each guess."""

_TAG = 16
_SALT = 16
_PROOF = 16
_HEADER = len(MAGIC) + 4 + _SALT + _PROOF
_COST_LIMITS = ((10, 20), (1, 16), (1, 4))


def is_sealed(file: BinaryIO) -> bool:
    """Whether a file begins like an encrypted backup; leaves it at its start."""
    file.seek(0)
    found = file.read(len(MAGIC)) == MAGIC
    file.seek(0)
    return found


class SealingWriter(io.RawIOBase):
    """A stream that encrypts what is written to it; ``close`` seals the last chunk and leaves the file open."""

    def __init__(self, file: BinaryIO, passphrase: str) -> None:
        self._file = file
        start = MAGIC + bytes((VERSION, *COST)) + os.urandom(_SALT)
        self._cipher, proof = _derive(passphrase, start)
        self._header = start + proof
        self._buffer = bytearray()
        self._number = 0
        file.write(self._header)

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        with memoryview(data) as view:
            self._buffer += view
            written = view.nbytes
        while len(self._buffer) > CHUNK:  # one chunk is always held back: it may be the last
            self._seal(last=False)
        return written

    def close(self) -> None:
        if not self.closed:
            self._seal(last=True)
        super().close()

    def _seal(self, *, last: bool) -> None:
        chunk = bytes(self._buffer[:CHUNK])
        del self._buffer[:CHUNK]
        self._file.write(self._cipher.encrypt(_nonce(self._number, last=last), chunk, self._header))
        self._number += 1


class SealedReader(io.RawIOBase):
    """The plain text of an encrypted file, at any place of it.

    Raises ``StoreError`` where the passphrase is wrong or the file altered, ``StoreTooNew`` for a later version.
    """

    def __init__(self, file: BinaryIO, passphrase: str, path: Path) -> None:
        self._file, self._path = file, path
        self._header = file.read(_HEADER)
        self._check_header()
        self._cipher, proof = _derive(passphrase, self._header[:-_PROOF])
        if not hmac.compare_digest(proof, self._header[-_PROOF:]):
            raise StoreError("backup.wrong_passphrase", file=path)
        body = file.seek(0, io.SEEK_END) - _HEADER
        self._chunks = -(-body // (CHUNK + _TAG))
        self.size = body - self._chunks * _TAG
        self._at = 0
        self._held: tuple[int | None, bytes] = (None, b"")
        self._open(self._chunks - 1)

    @classmethod
    def buffered(cls, file: BinaryIO, passphrase: str, path: Path) -> io.BufferedReader:
        """The same with a buffer of one chunk."""
        return io.BufferedReader(cls(file, passphrase, path), CHUNK)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: Any, /) -> int:
        with memoryview(buffer) as view:
            number, within = divmod(self._at, CHUNK)
            part = self._open(number)[within : within + view.nbytes] if self._at < self.size else b""
            view[: len(part)] = part
        self._at += len(part)
        return len(part)

    def _open(self, number: int) -> bytes:
        from cryptography.exceptions import InvalidTag

        if self._held[0] != number:
            self._file.seek(_HEADER + max(0, number) * (CHUNK + _TAG))
            sealed = self._file.read(CHUNK + _TAG)
            try:
                nonce = _nonce(number, last=number == self._chunks - 1)
                self._held = (number, self._cipher.decrypt(nonce, sealed, self._header))
            except (InvalidTag, ValueError, OverflowError) as error:
                raise StoreError("backup.damaged", file=self._path) from error
        return self._held[1]

    def _check_header(self) -> None:
        if len(self._header) < _HEADER:
            raise StoreError("backup.damaged", file=self._path)
        version, *cost = self._header[len(MAGIC) : len(MAGIC) + 4]
        if version > VERSION:
            raise StoreTooNew("backup.too_new", file=self._path)
        if not all(low <= value <= high for value, (low, high) in zip(cost, _COST_LIMITS, strict=True)):
            raise StoreError("backup.damaged", file=self._path)


def _derive(passphrase: str, start: bytes) -> tuple[ChaCha20Poly1305, bytes]:
    """The cipher, and a proof that tells a wrong passphrase from a damaged file."""
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    exponent, r, p = start[len(MAGIC) + 1 : len(MAGIC) + 4]
    secret = unicodedata.normalize("NFC", passphrase).encode("utf-8")
    derived = Scrypt(salt=start[-_SALT:], length=32 + _PROOF, n=2**exponent, r=r, p=p).derive(secret)
    return ChaCha20Poly1305(derived[:32]), derived[32:]


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes((last,))
