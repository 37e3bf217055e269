"""The key: hashes that nobody else can make, a file that nobody else can read."""

from __future__ import annotations

import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.linking.secret import Key, new_key, put_key, read_key

KEY = Key(b"0" * 32)
PARTS = st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x1f"), max_size=6), min_size=1, max_size=3)


@given(one=PARTS, other=PARTS)
def test_equal_parts_and_only_they_have_equal_hashes(one: list[str], other: list[str]) -> None:
    assert (KEY.hash(*one) == KEY.hash(*other)) == (one == other)


def test_another_key_gives_other_hashes_and_another_fingerprint() -> None:
    other = new_key()
    assert KEY.hash("张三", "19900000001") != other.hash("张三", "19900000001")
    assert KEY.fingerprint != other.fingerprint


def test_hash_shows_neither_name_nor_phone() -> None:
    assert set(KEY.hash("张三", "19900000001")) <= set("0123456789abcdef") and len(KEY.hash("张三")) == 20


def test_key_is_never_shown() -> None:
    assert repr(KEY) == str(KEY) == f"{KEY}" == "Key(…)"


def test_file_is_made_once_and_kept(tmp_path: Path) -> None:
    file = tmp_path / "home" / "hash.key"
    assert read_key(file) == read_key(file)
    assert [path.name for path in file.parent.iterdir()] == ["hash.key"]


@pytest.mark.skipif(sys.platform == "win32", reason="modes are of POSIX systems")
def test_file_is_for_its_owner_only(tmp_path: Path) -> None:
    read_key(tmp_path / "hash.key")
    assert stat.S_IMODE((tmp_path / "hash.key").stat().st_mode) == 0o600


def test_two_that_come_first_get_one_key(tmp_path: Path) -> None:
    for place in range(20):
        with ThreadPoolExecutor(4) as pool:
            keys = {*pool.map(read_key, [tmp_path / f"{place}.key"] * 4)}
        assert len(keys) == 1


def test_key_of_a_backup_takes_the_place_of_another(tmp_path: Path) -> None:
    file = tmp_path / "hash.key"
    read_key(file)
    put_key(KEY, file)
    assert read_key(file) == KEY
