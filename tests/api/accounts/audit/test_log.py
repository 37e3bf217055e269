"""Entries of requests: none lost, none twice, and no answer without one."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from api.accounts.audit import AuditLog, Entry
from api.accounts.audit.append import append_entries
from api.accounts.audit.spool import Spool
from api.accounts.audit.verify import verify_audit
from api.accounts.errors import AuditStopped
from graph.store.connection import Store

Entries = Callable[[], list[dict[str, Any]]]


def entry(who: str = "张三", **more: Any) -> Entry:
    return Entry(who=who, action="read", by="token", **more)


def test_entries_reach_the_store_in_order(audited: Callable[..., Any], entries: Entries, tmp_path: Path) -> None:
    async def work(log: AuditLog) -> None:
        for number in range(500):
            await log.record(entry(f"甲{number}"))
        await log.flush()
        assert log.backlog == 0

    audited(work, folder=tmp_path)
    assert [row["who"] for row in entries()] == [f"甲{number}" for number in range(500)]
    assert list(tmp_path.iterdir()) == []


def test_stopping_writes_what_waits(audited: Callable[..., Any], entries: Entries, tmp_path: Path) -> None:
    audited(lambda log: log.record(entry()), folder=tmp_path, every=60)
    assert len(entries()) == 1


def test_many_go_into_one_transaction(
    audited: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = []
    write = AuditLog._write

    async def counted(self: AuditLog, told: list[Entry]) -> None:
        sizes.append(len(told))
        await write(self, told)

    async def work(log: AuditLog) -> None:
        await asyncio.gather(*(log.record(entry()) for _ in range(200)))
        await log.flush()

    monkeypatch.setattr(AuditLog, "_write", counted)
    audited(work, folder=tmp_path)
    assert sum(sizes) == 200 and len(sizes) <= 3


def test_without_a_folder_an_entry_is_in_the_store_when_recorded(audited: Callable[..., Any], entries: Entries) -> None:
    async def work(log: AuditLog) -> None:
        await log.record(entry())
        assert len(await asyncio.to_thread(entries)) == 1

    audited(work, folder=None, every=60)


def test_two_servers_and_a_change_make_one_chain(accounts_store: Store, tmp_path: Path, entries: Entries) -> None:
    async def server(name: str) -> None:
        async with accounts_store.async_driver() as driver:
            log = AuditLog(driver, database=accounts_store.database, folder=tmp_path, every=0.01)
            await log.start()
            for number in range(60):
                await log.record(entry(f"{name}{number}"))
                await asyncio.sleep(0.002)
            await log.stop()

    def change() -> None:
        for told in [Entry(who=f"丙{number}", action="write", by="token") for number in range(20)]:
            accounts_store.write(partial(append_entries, entries=[told]))

    async def both() -> None:
        await asyncio.gather(server("甲"), server("乙"), asyncio.to_thread(change))

    asyncio.run(both())
    found = verify_audit(accounts_store)
    assert (found.entries, found.faults) == (140, ())
    assert {row["who"] for row in entries()} == {f"{name}{n}" for name in "甲乙" for n in range(60)} | {
        f"丙{n}" for n in range(20)
    }


KILLED = """
import asyncio, os, sys
from pathlib import Path
from api.accounts.audit import AuditLog, Entry
from graph.store.connection import open_store

async def main(store):
    async with store.async_driver() as driver:
        log = AuditLog(driver, database=store.database, folder=Path(sys.argv[1]), every=float(sys.argv[2]))
        await log.start()
        for number in range(50):
            await log.record(Entry(who=f"甲{number}", action="read", by="token"))
        if sys.argv[3] == "written":
            log._spool.clear = lambda: os._exit(9)
            await log.flush()
        os._exit(9)

with open_store() as store:
    asyncio.run(main(store))
"""


@pytest.mark.parametrize(("every", "when"), [("60", "waiting"), ("0.01", "written")])
def test_a_killed_server_loses_no_entry_and_repeats_none(
    every: str, when: str, accounts_store: Store, audited: Callable[..., Any], entries: Entries, tmp_path: Path,
    command_environment: dict[str, str], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    for name, value in command_environment.items():
        monkeypatch.setenv(name, value)
    killed = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path), every, when], check=False)
    assert killed.returncode == 9
    assert len(entries()) == (0 if when == "waiting" else 50)
    audited(lambda log: log.flush(), folder=tmp_path)
    assert [row["who"] for row in entries()] == [f"甲{number}" for number in range(50)]
    assert verify_audit(accounts_store).faults == () and list(tmp_path.iterdir()) == []


def test_a_line_cut_short_spoils_no_other(audited: Callable[..., Any], entries: Entries, tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    spool.add(entry("甲"))
    (file,) = tmp_path.glob("*.a")
    with file.open("ab") as stream:
        stream.write(entry("乙").line()[:40])
    spool.add(entry("丙"))
    spool.close(remove=False)
    audited(lambda log: log.flush(), folder=tmp_path)
    assert {row["who"] for row in entries()} == {"甲", "丙"}


def test_a_spool_of_the_living_is_left_alone(audited: Callable[..., Any], entries: Entries, tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    spool.add(entry())
    audited(lambda log: log.flush(), folder=tmp_path)
    assert entries() == [] and len(list(tmp_path.iterdir())) == 3
    spool.close(remove=True)


def test_requests_are_refused_while_the_store_takes_nothing(
    audited: Callable[..., Any], entries: Entries, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = AuditLog._write

    async def down(self: AuditLog, told: list[Entry]) -> None:
        raise OSError("down")

    async def work(log: AuditLog) -> None:
        monkeypatch.setattr(AuditLog, "_write", down)
        for _ in range(5):
            await log.record(entry())
        with pytest.raises(AuditStopped, match="5 条"):
            await log.record(entry("丢"))
        assert log.failures > 0
        monkeypatch.setattr(AuditLog, "_write", write)
        log._patience = 60
        await log.flush()
        await log.record(entry("后"))

    audited(work, folder=tmp_path, every=0.01, capacity=5, patience=0.5)
    assert [row["who"] for row in entries()] == ["张三"] * 5 + ["后"]


def test_what_a_stopping_server_cannot_write_stays_in_the_spool(
    audited: Callable[..., Any], entries: Entries, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def down(self: AuditLog, told: list[Entry]) -> None:
        if told:
            raise OSError("down")

    with monkeypatch.context() as patch:
        patch.setattr(AuditLog, "_write", down)
        audited(lambda log: log.record(entry()), folder=tmp_path, patience=0.3)
    assert entries() == []
    audited(lambda log: log.flush(), folder=tmp_path)
    assert len(entries()) == 1


def test_a_full_disk_refuses(audited: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Spool, told: Entry) -> None:
        raise OSError(28, "No space left on device")

    async def work(log: AuditLog) -> None:
        monkeypatch.setattr(Spool, "add", full)
        with pytest.raises(AuditStopped, match="No space left"):
            await log.record(entry())

    audited(work, folder=tmp_path)


def test_a_log_that_is_not_running_refuses(audited: Callable[..., Any], tmp_path: Path) -> None:
    async def work(log: AuditLog) -> AuditLog:
        return log

    log = audited(work, folder=tmp_path)
    with pytest.raises(AuditStopped, match="没有在写"):
        asyncio.run(log.record(entry()))


def test_a_folder_that_cannot_be_written_is_told_at_the_start(audited: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(AuditStopped, match="暂存文件夹"):
        audited(lambda log: log.flush(), folder=tmp_path / "file")
