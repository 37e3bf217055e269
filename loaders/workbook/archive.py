"""Zip files before anything unpacks them: sizes, ratio, damage, and XML that declares entities.

The sizes are looked up in the directory first; then every part that a parser will open is unpacked once in
pieces, which proves that the directory told the truth (zipfile checks length and CRC).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from loaders.workbook.limits import MEBIBYTE, Limits
from loaders.workbook.refusal import Refusal

__all__ = ["PIECE", "check_archive", "check_parts", "damage_told", "pieces"]

PIECE = 4 * MEBIBYTE
LARGE = 16 * MEBIBYTE
DECLARES = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)", re.I)
ENCRYPTED = 0x1


def check_archive(archive: ZipFile, *, limits: Limits) -> None:
    """Refuse what the directory already shows to be a bomb, locked, or packed in a way that no office program uses."""
    parts = archive.infolist()
    if len(parts) > limits.parts:
        raise Refusal("bomb", parts=len(parts), megabytes=_megabytes(sum(part.file_size for part in parts)))
    unpacked = sum(part.file_size for part in parts)
    if any(part.file_size > LARGE and part.file_size > limits.ratio * part.compress_size for part in parts):
        raise Refusal("bomb", parts=len(parts), megabytes=_megabytes(unpacked))
    if unpacked > limits.unpacked_bytes:
        raise Refusal("unpacked", megabytes=_megabytes(unpacked), limit=_megabytes(limits.unpacked_bytes))
    if any(part.flag_bits & ENCRYPTED for part in parts):
        raise Refusal("password")
    if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts):
        raise Refusal("damaged")
    if len({part.filename for part in parts}) != len(parts):
        raise Refusal("damaged")  # two parts of one name: programs disagree on which of them counts


def check_parts(archive: ZipFile, *, but: frozenset[str] = frozenset()) -> None:
    """Unpack every XML part once (those named in ``but`` are read elsewhere) and refuse declared entities."""
    for part in archive.infolist():
        if part.filename in but or not part.filename.lower().endswith((".xml", ".rels")):
            continue
        for _ in pieces(archive, part):
            pass


def pieces(archive: ZipFile, part: ZipInfo | str) -> Iterator[bytes]:
    """An XML part in pieces of 4 MiB; refuses one whose head declares a document type or entities."""
    with damage_told(), archive.open(part) as stream:
        first = True
        while piece := stream.read(PIECE):
            if first and DECLARES.search(_decode(piece[:65536])):
                raise Refusal("entities")
            first = False
            yield piece


@contextmanager
def damage_told() -> Iterator[None]:
    """Turn what zipfile and zlib raise on damaged data into one refusal."""
    try:
        yield
    except (
        BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        KeyError,
        ValueError,
        OSError,
    ) as error:
        raise Refusal("truncated") from error


def _decode(head: bytes) -> str:
    """The head of an XML part as text, so that UTF-16 hides nothing."""
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in head[:4]
    if not wide:
        return head.decode("latin-1")
    return head.decode("utf-16-be" if head.startswith((b"\xfe\xff", b"\0")) else "utf-16-le", "replace")


def _megabytes(size: int) -> int:
    return -(-size // MEBIBYTE)
