"""Putting a picture where it belongs: into a file whole or not at all, or into a frame that it cannot leave."""

from __future__ import annotations

import os
import tempfile
from html import escape
from pathlib import Path

from graph.errors import StoreRefused, UsageError

__all__ = ["in_frame", "write_file"]


def write_file(file: Path, data: bytes) -> None:
    """Writes a file beside its place and then puts it there, so that nobody sees half of it; an older one is replaced.

    Raises ``UsageError`` where the name is a folder's, ``StoreRefused`` where the place cannot be written to.
    """
    if file.is_dir():
        raise UsageError("picture.folder", file=file)
    handle, part = -1, ""
    try:
        handle, part = tempfile.mkstemp(prefix=".picture-", dir=file.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(part).chmod(0o666 & ~_mask())
        Path(part).replace(file)
    except OSError as error:
        if part:
            Path(part).unlink(missing_ok=True)
        raise StoreRefused("picture.not_writable", file=file, why=error.strerror or type(error).__name__) from error


def in_frame(page: str, height: int) -> str:
    """A page inside a frame that may run its own scripts and nothing else: no forms, no windows, no access to what is around."""
    return (
        f'<iframe sandbox="allow-scripts" srcdoc="{escape(page, quote=True)}" width="100%" height="{height}" '
        'style="border:1px solid #c8d0d8" loading="lazy"></iframe>'
    )


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
