"""The folder of a store while several commands come to it, and when one is killed at its first step."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from graph.store.server.folder import StoreFolder


def test_commands_that_come_at_once_all_get_the_folder(tmp_path: Path) -> None:
    folder = StoreFolder(tmp_path / "stores" / "t")
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: folder.create(), range(800)))
    assert [file.name for file in folder.state.iterdir()] == ["users"]


def test_a_password_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    folder = StoreFolder(tmp_path / "t")
    folder.create()
    (folder.path / ".password-killed").write_text("hal", encoding="ascii")
    word = folder.password()
    assert len(word) >= 24
    assert folder.password() == word
    assert stat.S_IMODE((folder.path / "password").stat().st_mode) == 0o600
