"""Starting, sharing, stopping and looking at the managed server of one data folder.

One command at a time decides (``start.lock``): it joins the server that runs, or clears away what a crash left and
starts one. Every command in between holds a file of its own under ``state/users``; the keeper stops the server
when none is held any more, unless ``store start`` asked for it to stay.
"""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import StoreBusy, StoreError, StoreUnreachable, UsageError
from graph.messages import Message, text
from graph.store.server.distribution import find_distribution
from graph.store.server.explain import explain_failure, is_port_taken
from graph.store.server.folder import RunFile, StoreFolder
from graph.store.server.held import Held, holding
from graph.store.server.launch import java_command, write_configuration, write_first_password
from graph.store.server.spawn import end_process, spawn_keeper
from graph.store.server.startup import cache_file, choose_cache, drop_refused_cache

if TYPE_CHECKING:
    from graph.store.settings import StoreSettings

__all__ = ["ServerInfo", "ServerUse", "server_status", "start_server", "stop_server", "use_server", "wait_for_cache"]

_LOCK_LIMIT = 300.0
_START_LIMIT = 180.0
_STOP_LIMIT = 150.0
_PORT_TRIES = 4
_LINGER = 2.0
"""Seconds that a server outlives its last command, so that commands in a row start it once."""


@dataclass(frozen=True, kw_only=True)
class ServerInfo:
    """What is known of a store's managed server."""

    store: str
    folder: Path
    running: bool
    pid: int | None = None
    port: int | None = None
    stays: bool = False
    """Started by ``store start``: no command's end stops it."""
    users: int = 0
    """Commands that use it at this moment."""
    quick_start: bool = False
    """Whether the start-up cache is there."""
    notes: tuple[Message, ...] = ()

    @property
    def uri(self) -> str | None:
        """Where it listens, for drivers on this machine."""
        return f"bolt://127.0.0.1:{self.port}" if self.port else None


@dataclass(frozen=True, kw_only=True)
class ServerUse:
    """One command's use of a running server, until ``leave``."""

    port: int
    notes: tuple[Message, ...]
    held: Held

    def leave(self) -> None:
        """Done with it; the keeper stops the server soon if nobody else uses it. Does not wait."""
        self.held.release(remove=True)


def use_server(settings: StoreSettings, *, keep: bool = False) -> ServerUse:
    """Join the server of this data folder, or start it; with ``keep`` it stays when the last command leaves."""
    folder = StoreFolder(settings.folder)
    folder.create()
    if not _can_join(folder):
        find_distribution(settings)  # may take minutes; nobody should have to wait behind it for the lock
    with holding(folder.start_lock, timeout=_LOCK_LIMIT) as lock:
        if lock is None:
            raise StoreBusy("store.start_busy", folder=folder.path)
        notes = [] if _can_join(folder) else _clear_last(folder)
        folder.forget_dead_users()
        held = folder.use()
        try:
            if keep:
                folder.keep.touch()
            run = folder.read_run_file()
            if run is None:
                run, more = _start(settings, folder, record=not keep)
                notes += more
            else:
                _wait_until_ready(folder, run, log_start=0)
        except BaseException:
            held.release(remove=True)
            if folder.read_run_file() is None:
                folder.keep.unlink(missing_ok=True)
            raise
        return ServerUse(port=run.port, notes=tuple(notes), held=held)


def start_server(settings: StoreSettings) -> ServerInfo:
    """Start the managed server and leave it running until ``stop_server``."""
    use = use_server(_managed(settings), keep=True)
    use.leave()
    return server_status(settings, notes=use.notes)


def stop_server(settings: StoreSettings, *, force: bool = False) -> bool:
    """Stop the managed server; False where none ran. Refuses while commands use it, unless forced."""
    folder = StoreFolder(_managed(settings).folder)
    if folder.read_run_file() is None:
        return False
    folder.create()
    with holding(folder.start_lock, timeout=_LOCK_LIMIT) as lock:
        if lock is None:
            raise StoreBusy("store.start_busy", folder=folder.path)
        run = folder.read_run_file()
        if run is None:
            return False
        users = folder.user_count()
        if users and not force:
            raise StoreBusy("store.in_use", count=users)
        was_running = run.runs
        if was_running and run.kept:
            folder.stop.touch()
        _clear_last(folder)
        return was_running


def server_status(settings: StoreSettings, *, notes: tuple[Message, ...] = ()) -> ServerInfo:
    """How the managed server of this data folder is; starts nothing."""
    folder = StoreFolder(_managed(settings).folder)
    run = folder.read_run_file()
    running = run is not None and run.runs and run.kept and not folder.stop.exists()
    quick = any((settings.cache / "aot").glob("*.aot"))
    info = ServerInfo(store=settings.store, folder=folder.path, running=False, quick_start=quick, notes=notes)
    if run is None or not running:
        return info
    return ServerInfo(
        store=info.store,
        folder=info.folder,
        running=True,
        pid=run.pid,
        port=run.port,
        stays=folder.keep.exists(),
        users=folder.user_count(),
        quick_start=quick,
        notes=notes,
    )


def wait_for_cache(settings: StoreSettings, *, timeout: float = 120.0) -> bool:
    """Wait until the start-up cache, written after the first run has ended, is there; for measurements."""
    return _until(cache_file(find_distribution(settings)).exists, timeout)


def _managed(settings: StoreSettings) -> StoreSettings:
    if not settings.managed:
        raise UsageError("store.not_managed")
    return settings


def _can_join(folder: StoreFolder) -> bool:
    run = folder.read_run_file()
    return run is not None and run.runs and run.kept and not folder.stop.exists()


def _clear_last(folder: StoreFolder) -> list[Message]:
    """Wait for a server that is stopping, or end and forget what a crash left; with the start lock held."""
    run = folder.read_run_file()
    if run is None:
        return []
    if folder.stop.exists() and run.kept:
        _until(lambda: not folder.run_file.exists() or not run.kept, _STOP_LIMIT)
        if not folder.run_file.exists():
            return []
    end_process(run.pid, run.pid_started)
    end_process(run.keeper, run.keeper_started)
    for file in (folder.keep, folder.stop, folder.run_file):
        file.unlink(missing_ok=True)
    return [text("store.recovered")]


def _start(settings: StoreSettings, folder: StoreFolder, *, record: bool) -> tuple[RunFile, list[Message]]:
    """Run the server and wait until it answers; another port is tried when one is taken at the last moment."""
    if not folder.has_room():
        raise StoreError("store.disk_full", folder=folder.path)
    distribution = find_distribution(settings)
    for file in (folder.stop, folder.run_file):
        file.unlink(missing_ok=True)
    write_first_password(folder, folder.password())
    notes: list[Message] = []
    for attempt in range(_PORT_TRIES):
        port = _free_port(settings.port if attempt == 0 else None)
        if attempt == 0 and settings.port is not None and port != settings.port:
            notes.append(text("store.port_taken", wanted=settings.port, port=port))
        log_start = folder.log.stat().st_size if folder.log.exists() else 0
        write_configuration(folder, port=port)
        cache = choose_cache(distribution, record=record)
        command = java_command(distribution, folder, cache=cache.option)
        keeper = spawn_keeper(folder, command, port=port, linger=_LINGER, cache=cache)
        try:
            _until(lambda: folder.run_file.exists() or keeper.poll() is not None, 30.0)  # noqa: B023
            run = folder.read_run_file()
            if run is None:
                raise explain_failure(folder, log_start=log_start)
            _wait_until_ready(folder, run, log_start=log_start)
        except StoreError:
            folder.run_file.unlink(missing_ok=True)
            if attempt + 1 < _PORT_TRIES and is_port_taken(folder, log_start=log_start):
                continue
            raise
        drop_refused_cache(folder, cache)
        return run, notes
    raise AssertionError("unreachable")


def _wait_until_ready(folder: StoreFolder, run: RunFile, *, log_start: int) -> None:
    """Until the server takes connections: it opens its port as the last step of its start."""
    ready = _until(lambda: not run.runs or _listens(run.port), _START_LIMIT)
    if run.runs and ready:
        return
    error = explain_failure(folder, log_start=log_start)
    if run.runs:
        end_process(run.pid, run.pid_started)
        error = StoreUnreachable("store.start_slow", seconds=round(_START_LIMIT), log=folder.log)
    _until(lambda: not run.kept, 10.0)  # the keeper's last word on the run file comes before ours
    raise error


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1.0)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _free_port(wanted: int | None) -> int:
    """The wanted port if it is free, otherwise any that is."""
    for port in (wanted, 0):
        if port is not None:
            with socket.socket() as probe:
                if os.name == "posix":  # as the server does: connections of a killed one, still closing, hold no port
                    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    probe.bind(("127.0.0.1", port))
                    return int(probe.getsockname()[1])
                except OSError:
                    continue
    raise StoreUnreachable("store.no_port")


def _until(condition: Callable[[], bool], timeout: float) -> bool:
    end = time.monotonic() + timeout
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.03)
    return True
