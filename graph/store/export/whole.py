"""Files that appear whole or not at all: written beside their place under another name, renamed when complete."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from graph.errors import StoreError, UsageError

__all__ = ["whole_file", "whole_folder"]

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextmanager
def whole_folder(target: Path) -> Iterator[Path]:
    """A folder to write into, which becomes ``target`` when the block ends well and is gone otherwise.

    Raises ``UsageError`` where the target holds something already, ``StoreError`` where the disk does not take it.
    """
    target = target.absolute()
    with _telling(target):
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise UsageError("export.not_empty", folder=target)
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
        try:
            yield draft
            draft.chmod(0o777 & ~_umask())
            if target.exists():
                target.rmdir()
            draft.rename(target)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise


@contextmanager
def whole_file(target: Path) -> Iterator[BinaryIO]:
    """A file to write, readable by its owner only, which becomes ``target`` when the block ends well.

    Raises ``UsageError`` where the target exists, ``StoreError`` where the disk does not take it.
    """
    target = target.absolute()
    with _telling(target):
        if target.exists():
            raise UsageError("export.exists", file=target)
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)  # mode 0600
        draft = Path(name)
        try:
            with os.fdopen(handle, "w+b") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            draft.rename(target)
        except BaseException:
            with suppress(OSError):
                draft.unlink()
            raise


@contextmanager
def _telling(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        key = "export.disk_full" if error.errno in _FULL else "export.cannot_write"
        raise StoreError(key, path=target, reason=error.strerror or type(error).__name__) from error


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
