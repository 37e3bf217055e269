"""Starting the keeper as a process of its own, and ending processes that a crash left behind."""

from __future__ import annotations

import atexit
import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from graph.store.server.folder import StoreFolder, is_alive
from graph.store.server.keeper import Plan
from graph.store.server.startup import CacheChoice

__all__ = ["end_process", "spawn_keeper"]

_ROOT = Path(__file__).resolve().parents[3]
# by path, so that it also works where the checkout is not installed and the command runs elsewhere
_BOOT = "import sys; sys.path.insert(0, sys.argv.pop(1)); from graph.store.server.keeper import main; main()"

_APART = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0) | getattr(subprocess, "DETACHED_PROCESS", 0)
"""The same as a session of its own, in the words of Windows."""

_spawned: list[subprocess.Popen[bytes]] = []
"""Keepers of this process: kept so that they are reaped, and not reported as forgotten, when they end."""


def spawn_keeper(
    folder: StoreFolder, command: list[str], *, port: int, linger: float, cache: CacheChoice
) -> subprocess.Popen[bytes]:
    """Start a keeper for that server command; it belongs to no terminal and outlives this process."""
    plan = Plan(str(folder.path), command, port, linger, str(cache.record or ""), str(cache.file))
    with folder.keeper_log.open("wb") as log:
        keeper = subprocess.Popen(
            [sys.executable, "-c", _BOOT, str(_ROOT)],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=folder.path,
            start_new_session=True,
            creationflags=_APART,
        )
    if not _spawned:
        atexit.register(_let_go)
    _spawned[:] = [process for process in _spawned if process.poll() is None]
    _spawned.append(keeper)
    if keeper.stdin is not None:
        keeper.stdin.write(json.dumps(asdict(plan)).encode())
        keeper.stdin.close()
    return keeper


def _let_go() -> None:
    """At the end of this process: keepers live on, on purpose, which Python would report as a mistake."""
    for process in _spawned:
        process.returncode = process.poll() or 0


def end_process(pid: int, started: float, *, patience: float = 30.0) -> None:
    """End that very process, in order if it listens, by force if not; nothing happens to another of its number."""
    import psutil

    if not is_alive(pid, started):
        return
    try:
        process = psutil.Process(pid)
        process.terminate()
        try:
            process.wait(patience)
        except psutil.TimeoutExpired:
            process.kill()
            process.wait(patience)
    except psutil.Error:
        return
