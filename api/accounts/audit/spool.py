"""Entries that are recorded but not yet in the store, kept in files, so that a killed process loses none.

Two files by turns: entries go to one while those of the other are being written into the store, which empties it. A lock
file tells the living from the dead; a server that starts takes over what a dead one left. Nothing is forced to the disk
itself: a loss of power, unlike a kill, may take the entries of the last moment.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from api.accounts.audit.entry import Entry, read_entry
from graph.store.server.held import Held, hold

if TYPE_CHECKING:
    from graph.store.settings import StoreSettings

__all__ = ["Spool", "left_entries", "spool_folder"]

_LOCK, _SIDES = ".lock", (".a", ".b")


def spool_folder(settings: StoreSettings) -> Path:
    """Where entries of a store wait: in the managed store's folder, or in the home under the server's name."""
    from loaders.linking.secret import key_file

    key = key_file(settings)
    return key.with_name("audit") if settings.managed else key.with_suffix(".audit")


class Spool:
    """The files of one process, from ``open`` to ``close``."""

    def __init__(self, folder: Path) -> None:
        """Makes the files; raises ``OSError`` where the folder cannot be written."""
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._held = _new_lock(folder)
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND
        self._files = [os.open(self._path(side), flags, 0o600) for side in _SIDES]
        self._side = 0

    def add(self, entry: Entry) -> None:
        """Keeps an entry; raises ``OSError`` where the disk does not take it whole."""
        line = b"\n" + entry.line()  # so that a line cut short spoils no other
        if os.write(self._files[self._side], line) != len(line):
            raise OSError("short write")

    def turn(self) -> None:
        """From now on entries go to the other file, which must be empty."""
        self._side = 1 - self._side

    def clear(self) -> None:
        """Empties the file that entries do not go to: they are in the store."""
        os.ftruncate(self._files[1 - self._side], 0)

    def close(self, *, remove: bool) -> None:
        """Gives the files back; ``remove`` deletes them, where all is in the store."""
        for file, side in zip(self._files, _SIDES, strict=True):
            os.close(file)
            if remove:
                self._path(side).unlink(missing_ok=True)
        self._held.release(remove=remove)

    def _path(self, ending: str) -> Path:
        return self._held.path.with_suffix(ending)


def _new_lock(folder: Path) -> Held:
    while True:  # a server that starts may take the file for a dead one's before it is held
        held = hold(folder / f"spool-{os.getpid()}-{secrets.token_hex(4)}{_LOCK}")
        if held is not None:
            return held


@contextmanager
def left_entries(folder: Path) -> Iterator[list[Entry]]:
    """What processes that are gone have left; deleted when the block ends well. A line cut short was never answered for."""
    held = [one for lock in sorted(folder.glob(f"spool-*{_LOCK}")) if (one := hold(lock)) is not None]
    files = [one.path.with_suffix(side) for one in held for side in _SIDES]
    try:
        lines = [line for file in files if file.exists() for line in file.read_bytes().splitlines()]
        yield sorted((entry for line in lines if (entry := _entry(line)) is not None), key=lambda entry: entry.at)
        for file in files:
            file.unlink(missing_ok=True)
        for one in held:
            one.release(remove=True)
    finally:
        for one in held:
            one.release()


def _entry(line: bytes) -> Entry | None:
    try:
        return read_entry(line)
    except ValueError:
        return None
