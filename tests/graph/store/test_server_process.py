"""The managed server's life: started, shared, stopped, killed, recovered. Real servers and real kills."""

from __future__ import annotations

import json
import os
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

import graph.errors
from graph.errors import StoreBusy, StoreError, StoreUnreachable, UsageError
from graph.store.connection import open_store
from graph.store.server.folder import RunFile, StoreFolder
from graph.store.server.process import server_status, start_server, stop_server
from graph.store.settings import StoreSettings

pytestmark = pytest.mark.managed_server

ROOT = Path(graph.errors.__file__).parents[1]

COMMAND = """
import sys
from graph.store.connection import open_store
from graph.store.server.process import server_status
from graph.store.settings import StoreSettings
settings = StoreSettings.from_environment()
with open_store(settings) as store:
    print(store.one("RETURN 1 AS up")["up"], server_status(settings).pid, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def settings(managed_settings: StoreSettings, request: pytest.FixtureRequest) -> Iterator[StoreSettings]:
    """A store of the test's own, its server ended afterwards."""
    name = f"t{abs(hash(request.node.name)) % 10**8}"
    yield (settings := replace(managed_settings, store=name))
    stop_server(settings, force=True)


@pytest.fixture
def command(settings: StoreSettings) -> Iterator[Callable[[], subprocess.Popen[str]]]:
    """Starts another command, a process of its own, that uses the store until its input ends."""
    started: list[subprocess.Popen[str]] = []

    def start() -> subprocess.Popen[str]:
        env = {
            **{key: value for key, value in os.environ.items() if not key.startswith("NEO4J_")},
            "GOVGRAPH_HOME": str(settings.home),
            "GOVGRAPH_CACHE": str(settings.cache),
            "GOVGRAPH_STORE": settings.store,
            "PYTHONPATH": str(ROOT),
        }
        pipe = subprocess.PIPE
        started.append(subprocess.Popen([sys.executable, "-c", COMMAND], env=env, stdin=pipe, stdout=pipe, text=True))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()


def server_pid(process: subprocess.Popen[str]) -> int:
    """Wait until that command is in; the pid of the server it uses."""
    assert process.stdout is not None
    up, pid = process.stdout.readline().split()
    assert up == "1"
    return int(pid)


def is_gone(pid: int, *, within: float) -> bool:
    end = time.monotonic() + within
    while time.monotonic() < end:
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.1)
    return False


def test_server_started_to_stay_is_found_by_other_commands_and_stopped(
    settings: StoreSettings, command: Callable[[], subprocess.Popen[str]]
) -> None:
    info = start_server(settings)
    assert (info.running, info.stays, info.users) == (True, True, 0)
    other = command()
    assert server_pid(other) == info.pid
    assert server_status(settings).users == 1
    with pytest.raises(StoreBusy, match="1 command"):
        stop_server(settings)
    other.communicate()
    assert stop_server(settings)
    assert not stop_server(settings)
    assert not server_status(settings).running


def test_server_listens_on_loopback_only_and_keeps_its_password_private(settings: StoreSettings) -> None:
    with open_store(settings) as store:
        assert store.managed
        pid = server_status(settings).pid
        listening = [line.laddr for line in psutil.Process(pid).net_connections("inet") if line.status == "LISTEN"]
        arguments = " ".join(psutil.Process(pid).cmdline())
    password = settings.folder / "password"
    assert [address.ip.removeprefix("::ffff:") for address in listening] == ["127.0.0.1"]
    assert password.read_text(encoding="ascii").strip() not in arguments
    assert stat.S_IMODE(password.stat().st_mode) == 0o600
    assert stat.S_IMODE(settings.folder.stat().st_mode) == 0o700


def test_two_commands_at_once_share_one_server_and_kill_leaves_no_orphan(
    settings: StoreSettings, command: Callable[[], subprocess.Popen[str]]
) -> None:
    first, second = command(), command()
    pid = server_pid(first)
    assert server_pid(second) == pid
    run = StoreFolder(settings.folder).read_run_file()
    assert run is not None
    first.kill()
    time.sleep(1.0)
    assert psutil.pid_exists(pid)
    second.kill()
    assert is_gone(run.pid, within=60)
    assert is_gone(run.keeper, within=60)


def test_server_killed_under_a_command_is_told_and_the_next_one_recovers(settings: StoreSettings) -> None:
    with open_store(settings) as store:
        store.write(lambda tx: tx.run("CREATE (:Kept {n: 1})").consume())
        pid = server_status(settings).pid
        assert pid is not None
        psutil.Process(pid).kill()
        with pytest.raises(StoreUnreachable, match="connection"):
            store.write(lambda tx: tx.run("CREATE (:Lost)").consume())
    with open_store(settings) as store:
        assert [note.key for note in store.notes] == ["store.recovered"]
        assert store.one("MATCH (n) RETURN labels(n) AS labels") == {"labels": ["Kept"]}


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the next command ends the server")
def test_server_ends_when_its_keeper_is_killed(settings: StoreSettings) -> None:
    start_server(settings)
    run = StoreFolder(settings.folder).read_run_file()
    assert run is not None
    psutil.Process(run.keeper).kill()
    assert is_gone(run.pid, within=60)
    assert not server_status(settings).running


def test_stale_run_file_and_occupied_port_do_not_hinder(settings: StoreSettings) -> None:
    folder = StoreFolder(settings.folder)
    folder.create()
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        folder.write_run_file(RunFile(os.getpid(), 1.0, os.getpid(), 1.0, port))  # numbers that this process has now
        with open_store(replace(settings, port=port)) as store:
            assert [note.key for note in store.notes] == ["store.recovered", "store.port_taken"]
            assert store.one("RETURN 1 AS up") == {"up": 1}
            assert server_status(settings).port != port


def test_unreadable_run_file_counts_as_a_crash(settings: StoreSettings) -> None:
    folder = StoreFolder(settings.folder)
    folder.create()
    folder.run_file.write_text(json.dumps({"pid": 1})[:-3], encoding="utf-8")
    assert not server_status(settings).running
    assert folder.read_run_file() == RunFile(0, 0.0, 0, 0.0, 0, ended=True)


def test_folder_that_cannot_be_written_is_named(settings: StoreSettings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot write"), open_store(replace(settings, home=tmp_path / "file")):
        pass


def test_server_that_does_not_start_says_why(settings: StoreSettings) -> None:
    folder = StoreFolder(settings.folder)
    folder.create()
    (folder.path / "data" / "databases").write_text("a file where Neo4j needs a folder", encoding="utf-8")
    with pytest.raises(StoreError, match="log") as caught, open_store(settings):
        pass
    assert str(folder.path) in str(caught.value)
    assert not server_status(settings).running


def test_lost_password_file_is_named(settings: StoreSettings) -> None:
    folder = StoreFolder(settings.folder)
    folder.create()
    (folder.path / "data" / "databases" / "system").mkdir(parents=True)
    with pytest.raises(StoreUnreachable, match="password file"), open_store(settings):
        pass


def test_full_disk_is_told_before_the_start(settings: StoreSettings, tmp_path: Path) -> None:
    mount = tmp_path / "small"
    mount.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(mount)]
    if sys.platform != "linux" or os.getuid() or subprocess.run(words, check=False, capture_output=True).returncode:
        pytest.skip("a small file system can only be mounted by root")
    try:
        with pytest.raises(StoreError, match="no space left"), open_store(replace(settings, home=mount)):
            pass
    finally:
        subprocess.run(["umount", str(mount)], check=True)


def test_ones_own_server_is_neither_started_nor_stopped() -> None:
    settings = StoreSettings.from_environment({"NEO4J_URI": "bolt://db"})
    with pytest.raises(UsageError, match="NEO4J_URI"):
        start_server(settings)
    with pytest.raises(UsageError, match="NEO4J_URI"):
        stop_server(settings)
