"""Locks that die with their holder: a file held open by one process, given back by the system even after kill -9.

Used for two things: one command at a time starts or stops a server, and each command that uses a server holds
a file of its own, so that the keeper sees who is still there.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["Held", "hold", "holding", "is_held"]

_PAUSE = 0.05


class Held:
    """A file held by this process until ``release``."""

    def __init__(self, path: Path, handle: int) -> None:
        self.path = path
        self._handle: int | None = handle

    def release(self, *, remove: bool = False) -> None:
        """Give the file back; ``remove`` deletes it first, for files that only one process ever holds."""
        if self._handle is None:
            return
        if remove:
            self.path.unlink(missing_ok=True)
        os.close(self._handle)
        self._handle = None


def hold(path: Path, *, timeout: float = 0.0) -> Held | None:
    """Hold the file, waiting for at most ``timeout`` seconds; None where another process keeps it."""
    end = time.monotonic() + timeout
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    while not _take(handle):
        if time.monotonic() >= end:
            os.close(handle)
            return None
        time.sleep(_PAUSE)
    return Held(path, handle)


@contextmanager
def holding(path: Path, *, timeout: float) -> Iterator[Held | None]:
    """``hold`` for the length of a block."""
    held = hold(path, timeout=timeout)
    try:
        yield held
    finally:
        if held is not None:
            held.release()


def is_held(path: Path) -> bool:
    """Whether some process holds the file at this moment."""
    if not path.exists():
        return False
    held = hold(path)
    if held is None:
        return True
    held.release()
    return False


def _take(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(handle, 0, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
