"""A load on a machine that fails it: a port that is taken, a server that stops or is too small, a disk that is full.

Each on a server of these tests' own. The load is refused with a text that says what to do, and the store is as it was.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
import pytest

from graph.store.batches import write_batch
from graph.store.connection import open_store
from graph.store.server import process as server
from graph.store.server.launch import write_configuration
from graph.store.settings import StoreSettings
from tests.loaders.test_bad_input import FILE, GRID, GRIDS, grid

pytestmark = pytest.mark.managed_server

Govgraph = Callable[..., Any]
Write = Callable[..., Path]


@pytest.fixture(scope="module")
def own(managed_settings: StoreSettings) -> Iterator[StoreSettings]:
    """Settings of a managed store that these tests stop, kill and starve as they like."""
    yield (settings := replace(managed_settings, store="starved"))
    server.stop_server(settings, force=True)


@pytest.fixture
def on_own(own: StoreSettings, run_govgraph: Govgraph, monkeypatch: pytest.MonkeyPatch, write_codes: Write) -> Govgraph:
    """Runs ``govgraph`` on that store."""
    monkeypatch.delenv("NEO4J_URI", raising=False)
    monkeypatch.setenv("GOVGRAPH_STORE", own.store)
    write_codes()
    return run_govgraph


@pytest.fixture
def own_dump(own: StoreSettings, dump_of: Callable[..., list[str]]) -> Callable[[], list[str]]:
    """Everything that the store of these tests holds, once its server runs again."""

    def dumped() -> list[str]:
        with open_store(own) as store:
            return dump_of(store)

    return dumped


def test_port_that_is_taken_is_told_and_another_is_used(
    on_own: Govgraph, write_roster: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        monkeypatch.setenv("GOVGRAPH_PORT", str(port))
        answer = on_own("load", write_roster(FILE, GRIDS, [GRID]).parent)
    assert answer.code == 0 and f"端口 {port} 已被占用" in answer.err


def test_server_that_stops_in_the_middle_of_a_load_leaves_the_store_as_it_was(
    on_own: Govgraph, own: StoreSettings, own_dump: Callable[[], list[str]], write_roster: Write,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    folder = write_roster(FILE, GRIDS, [grid(户数=320)]).parent
    on_own("load", write_roster(FILE, GRIDS, [GRID]).parent)
    before = own_dump()

    def stop_first(*words: Any, **named: Any) -> str:
        psutil.Process(server.server_status(own).pid).kill()
        return write_batch(*words, **named)

    write_roster(FILE, GRIDS, [grid(户数=321)])
    with monkeypatch.context() as patch:
        patch.setattr("loaders.load.write_batch", stop_first)
        answer = on_own("load", folder)
    assert answer.code == 4 and "未完成的事务不会生效" in answer.err and "Traceback" not in answer.err
    assert own_dump() == before
    assert on_own("load", folder).code == 0 and own_dump() != before


def test_load_that_is_too_large_is_refused_with_the_advice_to_go_street_by_street(
    on_own: Govgraph, own: StoreSettings, own_dump: Callable[[], list[str]], write_roster: Write,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    def write_small(folder: Any, *, port: int) -> None:
        write_configuration(folder, port=port)
        file = folder.conf / "neo4j.conf"
        lines = [line for line in file.read_text(encoding="utf-8").splitlines() if "memory.transaction" not in line]
        file.write_text("\n".join([*lines, "dbms.memory.transaction.total.max=10m\n"]), encoding="utf-8")

    monkeypatch.setattr("graph.store.server.process.write_configuration", write_small)
    server.stop_server(own, force=True)
    assert on_own("load", write_roster(FILE, GRIDS, [GRID]).parent).code == 0
    before = own_dump()
    rows = [grid(网格名称=f"第{n}网格", 网格长=None, 网格长联系电话=None) for n in range(1, 1500)]
    answer = on_own("load", write_roster(FILE, GRIDS, rows).parent)
    assert answer.code == 3 and "请按街道分批导入" in answer.err and "Traceback" not in answer.err
    assert own_dump() == before
    server.stop_server(own, force=True)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[..., Path]]:
    """Mounts a file system of so many megabytes, with these options; only root can, and only on Linux."""
    mounted: list[Path] = []

    def mount(size: str, *options: str) -> Path:
        place = tmp_path / "disk"
        place.mkdir()
        words = ["mount", "-t", "tmpfs", "-o", ",".join([f"size={size}", *options]), "tmpfs", str(place)]
        if sys.platform != "linux" or os.getuid() or subprocess.run(words, check=False, capture_output=True).returncode:
            pytest.skip("a small file system can only be mounted by root")
        mounted.append(place)
        return place

    yield mount
    for place in mounted:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


@pytest.mark.parametrize("options", [("ro",), ()], ids=["read-only", "full"])
def test_folder_that_takes_no_store_is_told_before_anything_starts(
    options: tuple[str, ...], small_disk: Callable[..., Path], on_own: Govgraph, write_roster: Write,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("GOVGRAPH_HOME", str(small_disk("8m", *options) / "home"))
    answer = on_own("load", write_roster(FILE, GRIDS, [GRID]).parent)
    assert answer.code == 4 and "Traceback" not in answer.err
    assert ("无法写入" if options else "磁盘空间不足") in answer.err


def test_disk_that_is_nearly_full_takes_no_load_and_keeps_the_store(
    small_disk: Callable[..., Path], on_own: Govgraph, own: StoreSettings, dump_of: Callable[..., list[str]],
    write_roster: Write, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    disk = small_disk("400m")
    monkeypatch.setenv("GOVGRAPH_HOME", str(disk / "home"))
    settings = replace(own, home=disk / "home")
    folder = write_roster(FILE, GRIDS, [GRID]).parent
    try:
        with open_store(settings) as store:
            assert on_own("load", folder).code == 0
            before = dump_of(store)
            write_roster(FILE, GRIDS, [grid(户数=999)])
            (disk / "fill").write_bytes(b"\0" * (200 << 20))
            answer = on_own("load", folder)
            assert answer.code == 4 and "磁盘空间不足" in answer.err and "Traceback" not in answer.err
            assert on_own("load", folder, "--dry-run").code == 0
            assert dump_of(store) == before
            (disk / "fill").unlink()
            assert on_own("load", folder).code == 0
    finally:
        server.stop_server(settings, force=True)
