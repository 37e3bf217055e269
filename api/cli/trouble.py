"""Errors of the machine that have a plain text, and the file that keeps the trace of those that have none."""

from __future__ import annotations

import errno
import os
import tempfile
import traceback
from pathlib import Path

from graph.errors import GovgraphError, StoreRefused, StoreUnreachable

__all__ = ["tell_known", "write_trace"]

_FULL = (errno.ENOSPC, errno.EDQUOT)
_STOPPED = ("No space", "DatabaseUnavailable", "needs to be restarted", "Neo.DatabaseError.Transaction")
"""What a server says that can write no more, as a rule because its disk is full."""
_CLOSED = (
    errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EISDIR, errno.ENOENT, errno.ENAMETOOLONG,
)  # fmt: skip


def tell_known(error: BaseException) -> GovgraphError | None:
    """The error that says what an error of the system or of the driver means to a user, None where it is not known."""
    name, module = type(error).__name__, type(error).__module__
    if module.startswith("xlsxwriter") and error.args and isinstance(error.args[0], OSError):
        error = error.args[0]
    if isinstance(error, OSError) and error.errno in _FULL:
        return StoreRefused("cli.disk_full", file=error.filename or "")
    if isinstance(error, OSError) and error.errno in _CLOSED:
        return StoreRefused("cli.not_writable", file=error.filename or "")
    if isinstance(error, MemoryError) or "MemoryPool" in str(error) or "OutOfMemory" in str(error):
        return StoreRefused("cli.too_large")
    if module.startswith("neo4j") and any(sign in str(error) for sign in _STOPPED):
        return StoreUnreachable("cli.store_stopped", why=name)
    if module.startswith("neo4j"):
        return StoreUnreachable("cli.store_error", why=f"{name}: {getattr(error, 'code', '') or ''}")
    return None


def write_trace(error: BaseException) -> Path:
    """Keeps the trace for whoever mends the program, readable by this user only; returns where."""
    handle, file = tempfile.mkstemp(prefix="govgraph-", suffix=".txt")
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.writelines(traceback.format_exception(error))
    return Path(file)
