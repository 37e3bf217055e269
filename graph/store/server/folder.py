"""The data folder of one managed store: which file is what, who uses the server, and what is known of it.

::

    data/            Neo4j's databases
    conf/neo4j.conf  written at each start
    logs/            neo4j.log, console.log (what the Java process itself said)
    password         of the user neo4j, 0600
    state/           server.json (the run file), start.lock, users/ (one held file per command), keep, stop
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import tempfile
import uuid
from dataclasses import asdict, dataclass
from pathlib import Path

from graph.errors import StoreError, StoreUnreachable
from graph.store.server.held import Held, hold, is_held

__all__ = ["RunFile", "StoreFolder", "is_alive"]


ROOM = 256 * 1024**2
"""Bytes that must be free: a whole district's load writes about 100 MB, its log included."""


@dataclass(frozen=True, slots=True)
class RunFile:
    """A server that was started: both processes with their start times, because numbers are used again."""

    pid: int
    pid_started: float
    keeper: int
    keeper_started: float
    port: int
    ended: bool = False
    """Set by the keeper when the server ended without having been asked to."""

    @property
    def runs(self) -> bool:
        """Whether the server's process is there."""
        return is_alive(self.pid, self.pid_started)

    @property
    def kept(self) -> bool:
        """Whether the keeper's process is there."""
        return is_alive(self.keeper, self.keeper_started)


def is_alive(pid: int, started: float) -> bool:
    """Whether that very process runs: same number, same start time, not a zombie."""
    import psutil

    try:
        process = psutil.Process(pid)
        return bool(abs(process.create_time() - started) < 1.0 and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.Error:
        return False


@dataclass(frozen=True, slots=True)
class StoreFolder:
    """The parts of a data folder, by name."""

    path: Path

    def has_room(self) -> bool:
        """Whether the disk has room for what a load writes."""
        return shutil.disk_usage(self.path).free >= ROOM

    @property
    def conf(self) -> Path:
        return self.path / "conf"

    @property
    def log(self) -> Path:
        return self.path / "logs" / "neo4j.log"

    @property
    def console(self) -> Path:
        return self.path / "logs" / "console.log"

    @property
    def keeper_log(self) -> Path:
        return self.path / "logs" / "keeper.log"

    @property
    def state(self) -> Path:
        return self.path / "state"

    @property
    def start_lock(self) -> Path:
        return self.state / "start.lock"

    @property
    def users(self) -> Path:
        return self.state / "users"

    @property
    def run_file(self) -> Path:
        return self.state / "server.json"

    @property
    def keep(self) -> Path:
        return self.state / "keep"

    @property
    def stop(self) -> Path:
        return self.state / "stop"

    def create(self) -> None:
        """Make the folder for this user alone; a clear error where that cannot be."""
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            for part in (self.conf, self.log.parent, self.users, self.path / "data" / "dbms"):
                part.mkdir(mode=0o700, parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self.state):  # one name for all would be taken away by another command
                pass
        except OSError as error:
            raise StoreError("store.folder_unusable", folder=self.path, reason=error.strerror or error) from error

    def password(self) -> str:
        """The password of this store, made at random before the first start."""
        file = self.path / "password"
        if file.exists():
            return file.read_text(encoding="ascii").strip()
        if (self.path / "data" / "databases" / "system").exists():
            raise StoreUnreachable("store.password_lost", file=file)
        word = secrets.token_urlsafe(24)
        handle, part = tempfile.mkstemp(prefix=".password-", dir=self.path)  # mode 0600
        with os.fdopen(handle, "w", encoding="ascii") as stream:
            stream.write(word + "\n")
        Path(part).replace(file)
        return word

    def read_run_file(self) -> RunFile | None:
        """What is known of the last server; None where it was stopped in order. An unreadable file counts as ended."""
        try:
            return RunFile(**json.loads(self.run_file.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return None
        except (ValueError, TypeError):
            return RunFile(0, 0.0, 0, 0.0, 0, ended=True)

    def write_run_file(self, run: RunFile) -> None:
        """Replace the run file in one step."""
        fresh = self.run_file.with_suffix(".new")
        fresh.write_text(json.dumps(asdict(run)), encoding="utf-8")
        fresh.replace(self.run_file)

    def use(self) -> Held:
        """Count this command among the users until the file is released. Call with the start lock held."""
        held = hold(self.users / f"{os.getpid()}-{uuid.uuid4().hex}", timeout=5.0)
        if held is None:
            raise StoreError("store.folder_unusable", folder=self.users, reason="lock")
        return held

    def user_count(self) -> int:
        """How many commands use the server now."""
        return sum(is_held(file) for file in self.users.iterdir()) if self.users.exists() else 0

    def forget_dead_users(self) -> None:
        """Remove the files of commands that were killed. Call with the start lock held."""
        for file in self.users.iterdir():
            if not is_held(file):
                file.unlink(missing_ok=True)
