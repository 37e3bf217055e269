"""What a load depends on besides its files, its options and the store: the program that loads."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import blake2b
from importlib import import_module
from pathlib import Path

__all__ = ["fingerprint_of", "program_fingerprint"]

PACKAGES = ("graph", "loaders")
_TICK = 1.0
"""Seconds by which the start of a process is not known better."""


@cache
def program_fingerprint() -> str | None:
    """Another one whenever the program could load otherwise; None where that cannot be told.

    Over Python, the names and versions of all installed packages, and every file of the model, the roster kinds, the name
    rules and the code (2 MB, some hundredths of a second): rather one file too many than one too few. It cannot be told
    when a file is newer than this process, which then may have read another one.
    """
    import psutil

    homes = [Path(str(import_module(name).__file__)).parent for name in PACKAGES]
    begun = psutil.Process().create_time() - _TICK
    if any(max((told := file.stat()).st_mtime, told.st_ctime) >= begun for home in homes for file in _files(home)):
        return None
    installed = sorted({found.name for entry in sys.path for found in Path(entry).glob("*.dist-info")})
    return fingerprint_of(homes, [sys.version, *installed])


def fingerprint_of(folders: Iterable[Path], words: Iterable[str] = ()) -> str:
    """A hash over the words, and over every file of the folders with its place in them."""
    digest = blake2b(digest_size=16)
    for word in words:
        digest.update(f"{word}\n".encode())
    for folder in folders:
        for file in _files(folder):
            data = file.read_bytes()
            digest.update(f"{file.relative_to(folder)}\n{len(data)}\n".encode())
            digest.update(data)
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    """Every file below a folder, without what is made from the others."""
    for file in sorted(folder.rglob("*")):
        if file.suffix not in (".pyc", ".facts") and file.is_file():
            yield file
