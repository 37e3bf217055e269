"""The encryption around a backup: read at any place, and nothing missing or altered goes unnoticed."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.errors import StoreError
from graph.store.backup import sealed

PASSPHRASE = "平城区 2026 的口令"


@pytest.fixture(autouse=True)
def quick_scrypt(monkeypatch: pytest.MonkeyPatch) -> None:
    """A passphrase costs half a second and 128 MB; not in tests."""
    monkeypatch.setattr(sealed, "COST", (10, 8, 1))


def cut(told: bytes) -> bytes:
    return told[:-300]


def flip_the_cost(told: bytes) -> bytes:
    return told[:13] + b"\x1f" + told[14:]


def cut_to_the_header(told: bytes) -> bytes:
    return told[:48]


def cut_to_a_chunk(told: bytes) -> bytes:
    return told[: 48 + sealed.CHUNK + 16]


def sealed_bytes(size: int) -> bytes:
    file = io.BytesIO()
    with sealed.SealingWriter(file, PASSPHRASE) as writer:
        for start in range(0, size, 10_000):
            writer.write(bytes(number % 251 for number in range(start, min(size, start + 10_000))))
    return file.getvalue()


@pytest.mark.parametrize("size", [0, 1, sealed.CHUNK, sealed.CHUNK + 1, 3 * sealed.CHUNK])
def test_sealed_file_reads_back_at_any_place(size: int, tmp_path: Path) -> None:
    reader = sealed.SealedReader.buffered(io.BytesIO(sealed_bytes(size)), PASSPHRASE, tmp_path)
    plain = bytes(number % 251 for number in range(size))
    assert reader.read() == plain
    for place in (0, size // 2, max(0, size - 5), size + 5):
        reader.seek(place)
        assert reader.read(9) == plain[place : place + 9]


@pytest.mark.parametrize("damage", [cut, cut_to_a_chunk, cut_to_the_header, flip_the_cost, lambda told: told[:20]])
def test_sealed_file_notices_what_is_missing(damage: Callable[[bytes], bytes], tmp_path: Path) -> None:
    told = damage(sealed_bytes(2 * sealed.CHUNK + 5))
    with pytest.raises(StoreError, match="不完整或被改动"):
        sealed.SealedReader(io.BytesIO(told), PASSPHRASE, tmp_path)


def test_sealed_file_notices_swapped_chunks(tmp_path: Path) -> None:
    told, chunk = sealed_bytes(3 * sealed.CHUNK), sealed.CHUNK + 16
    swapped = told[:48] + told[48 + chunk : 48 + 2 * chunk] + told[48 : 48 + chunk] + told[48 + 2 * chunk :]
    with pytest.raises(StoreError, match="不完整或被改动"):
        sealed.SealedReader(io.BytesIO(swapped), PASSPHRASE, tmp_path).read()


def test_sealed_file_takes_a_passphrase_however_it_was_typed(tmp_path: Path) -> None:
    file = io.BytesIO()
    with sealed.SealingWriter(file, "cafe\u0301") as writer:
        writer.write(b"plain")
    file.seek(0)
    assert sealed.SealedReader(file, "caf\u00e9", tmp_path).read() == b"plain"
