"""The keeper: the small process that runs the server, and stops it when no command uses it any more.

It outlives the command that started it, even one ended by kill -9, and notices within a moment that the command's
held file is free again. It waits ``linger`` seconds before it stops the server, so that commands that follow one
another share it. A server that is to stay (``keep``) it only watches. If the keeper itself is killed, Linux ends
the server; elsewhere the next command finds and ends it.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from graph.store.server.folder import RunFile, StoreFolder
from graph.store.server.held import hold

__all__ = ["Plan", "main"]

_TICK = 0.2
_STOP_LIMIT = 120.0
_CACHE_LIMIT = 300.0
_STARTED, _CLOSED = b" Started.", b" Stopped."
_ORDERLY = (0, 128 + signal.SIGTERM, -signal.SIGTERM)


@dataclass(frozen=True, slots=True)
class Plan:
    """What the keeper is told: the server to run, and the start-up cache that the run records, if any."""

    folder: str
    command: list[str]
    port: int
    linger: float
    record: str = ""
    """The unfinished start-up cache that Java writes after the server ended ..."""
    cache: str = ""
    """... and the name it gets when it is complete."""


def main() -> None:
    """Run the server that the plan on standard input describes, until it ends."""
    plan = Plan(**json.loads(sys.stdin.read()))
    Keeper(plan).run()


class Keeper:
    """One server's keeper."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.folder = StoreFolder(Path(plan.folder))
        self.asked_to_stop = False
        self.idle_since: float | None = None
        self.log_start = self.folder.log.stat().st_size if self.folder.log.exists() else 0

    def run(self) -> None:
        """Start the server, watch it, and tell in the run file how it ended."""
        import psutil

        signal.signal(signal.SIGTERM, self._on_signal)
        recording = hold(Path(self.plan.cache).with_suffix(".recording")) if self.plan.record else None
        with suppress(OSError):  # a server that has ended may still be writing its cache, and to this file
            self.folder.console.unlink(missing_ok=True)
        with self.folder.console.open("wb") as console:
            server = subprocess.Popen(
                self.plan.command,
                cwd=self.folder.path,
                stdin=subprocess.DEVNULL,
                stdout=console,
                stderr=subprocess.STDOUT,
                preexec_fn=_end_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 - one thread
            )
        run = RunFile(
            pid=server.pid,
            pid_started=psutil.Process(server.pid).create_time(),
            keeper=os.getpid(),
            keeper_started=psutil.Process().create_time(),
            port=self.plan.port,
        )
        self.folder.write_run_file(run)
        while server.poll() is None and not self._must_stop():
            time.sleep(_TICK)
        if server.poll() is None:
            self._stop(server)
        elif not self.asked_to_stop:
            self.folder.write_run_file(replace(run, ended=True))
        self._finish_cache(server)
        if recording is not None:
            recording.release()

    def _on_signal(self, *_: Any) -> None:
        self.asked_to_stop = True

    def _must_stop(self) -> bool:
        if self.asked_to_stop or self.folder.stop.exists():
            return True
        if self.folder.keep.exists() or self.folder.user_count():
            self.idle_since = None
            return False
        now = time.monotonic()
        self.idle_since = self.idle_since or now
        return now - self.idle_since >= self.plan.linger and self._still_idle()

    def _still_idle(self) -> bool:
        """Look once more while no command can come in; from then on it waits for the end instead of joining."""
        held = hold(self.folder.start_lock)
        if held is None:
            return False
        try:
            if self.folder.keep.exists() or self.folder.user_count():
                return False
            self.folder.stop.touch()
            return True
        finally:
            held.release()

    def _stop(self, server: subprocess.Popen[bytes]) -> None:
        """End the server; it counts as stopped once its databases are closed, though Java may still write its cache."""
        server.terminate()
        end = time.monotonic() + _STOP_LIMIT
        while server.poll() is None and not self._is_closed():
            if time.monotonic() > end:
                server.kill()
            time.sleep(_TICK / 4)
        self.folder.keep.unlink(missing_ok=True)
        self.folder.run_file.unlink(missing_ok=True)
        self.folder.stop.unlink(missing_ok=True)

    def _is_closed(self) -> bool:
        return bool(self.plan.record) and self._log().rstrip().endswith(_CLOSED)

    def _log(self) -> bytes:
        """What the server has logged since this start."""
        if not self.folder.log.exists():
            return b""
        with self.folder.log.open("rb") as stream:
            stream.seek(self.log_start)
            return stream.read()

    def _finish_cache(self, server: subprocess.Popen[bytes]) -> None:
        try:
            server.wait(timeout=_CACHE_LIMIT)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        if not self.plan.record:
            return
        record = Path(self.plan.record)
        # Java leaves the file out, or its configuration beside it, when the writing did not come to its end
        unfinished = record.with_name(record.name + ".config")
        complete = record.exists() and not unfinished.exists() and server.returncode in _ORDERLY
        if complete and _STARTED in self._log():  # a run that was stopped on its way up has seen too little
            record.replace(self.plan.cache)
        record.unlink(missing_ok=True)
        unfinished.unlink(missing_ok=True)


def _end_with_parent() -> None:
    """Between fork and exec on Linux: have the server ended in order when the keeper dies."""
    import ctypes

    set_parent_death_signal = 1
    ctypes.CDLL(None, use_errno=True).prctl(set_parent_death_signal, signal.SIGTERM)
