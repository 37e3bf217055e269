"""Why a server did not come up, read from the end of its own logs."""

from __future__ import annotations

import re
from pathlib import Path

from graph.errors import StoreBusy, StoreError, StoreUnreachable
from graph.store.server.folder import StoreFolder

__all__ = ["explain_failure", "is_port_taken"]

_PORT = re.compile(r"Address already in use|BindException")

_REASONS: tuple[tuple[re.Pattern[str], type[StoreError], str], ...] = (
    (
        re.compile(r"No space left on device|Disk quota exceeded"),
        StoreError,
        "store.disk_full",
    ),
    (
        re.compile(r"locked by another process|Unable to obtain lock"),
        StoreBusy,
        "store.locked",
    ),
    (re.compile(r"Read-only file system|Permission denied|AccessDeniedException"), StoreError, "store.read_only"),
    (
        re.compile(r"Could not reserve enough space|OutOfMemoryError|Cannot allocate"),
        StoreError,
        "store.no_memory",
    ),
)
_LAST_WORD = re.compile(r"(?m)^.*(?:ERROR|Caused by:|Exception in thread|Error:).*$")


def is_port_taken(folder: StoreFolder, *, log_start: int) -> bool:
    """Whether the last start failed because another program took the port first."""
    return _PORT.search(_said(folder, log_start)) is not None


def explain_failure(folder: StoreFolder, *, log_start: int) -> StoreError:
    """The error to raise for a start that failed."""
    said = _said(folder, log_start)
    for pattern, error, key in _REASONS:
        if pattern.search(said):
            return error(key, folder=folder.path, log=folder.console)
    words = _LAST_WORD.findall(said)
    return StoreUnreachable("store.start_failed", reason=words[-1].strip()[:300] if words else "-", log=folder.log)


def _said(folder: StoreFolder, log_start: int) -> str:
    return "\n".join((_tail(folder.log, log_start), _tail(folder.console, 0), _tail(folder.keeper_log, 0)))


def _tail(file: Path, start: int) -> str:
    if not file.exists():
        return ""
    with file.open("rb") as stream:
        stream.seek(max(start, file.stat().st_size - 200_000))
        return stream.read().decode("utf-8", "replace")
