"""The start-up cache: Java's AOT cache, which halves the time that the server takes to start.

It is recorded during the first run that a command stops by itself, and written by Java once the databases are
closed (some ten to twenty seconds in the background, which nobody waits for). It fits one Java build, one lock,
one absolute path and one set of options; where it does not fit, Java says so, goes on without it, and it is made anew.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graph.store.server.held import is_held
from graph.store.server.launch import fit_memory, java_options, machine_memory

if TYPE_CHECKING:
    from graph.store.server.distribution import Distribution
    from graph.store.server.folder import StoreFolder

__all__ = ["CacheChoice", "cache_file", "choose_cache", "drop_refused_cache"]

_FREE_BYTES = 1024**3
_MEMORY = 3 * 1024**3
"""Recording takes about 1 GB besides the server; smaller machines go without the cache."""
_ABANDONED = 24 * 3600.0
_REFUSED = re.compile(r"\[error[^]]*\]\[aot")


@dataclass(frozen=True, slots=True)
class CacheChoice:
    """Whether a run uses the cache, records it, or neither."""

    file: Path
    use: bool = False
    record: Path | None = None

    @property
    def option(self) -> str:
        """The option for Java; empty for neither."""
        if self.use:
            return f"-XX:AOTCache={self.file}"
        return f"-XX:AOTCacheOutput={self.record}" if self.record else ""


def choose_cache(distribution: Distribution, *, record: bool) -> CacheChoice:
    """Use the cache where it is there; record it where it is not, it may be, and there is room."""
    file = cache_file(distribution)
    if file.exists():
        return CacheChoice(file, use=True)
    if not record or is_held(file.with_suffix(".recording")):
        return CacheChoice(file)
    for part in file.parent.glob("*.part*"):
        with suppress(FileNotFoundError):  # Java renames its own when it is done
            if time.time() - part.stat().st_mtime > _ABANDONED:
                part.unlink()
    room = shutil.disk_usage(file.parent).free >= _FREE_BYTES and machine_memory() >= _MEMORY
    return CacheChoice(file, record=file.with_suffix(f".{os.getpid()}.part") if room else None)


def cache_file(distribution: Distribution) -> Path:
    """Where the cache for this Java build, lock, path and set of options lies, or would lie."""
    release = distribution.java.parent.parent / "release"
    build = release.read_text(encoding="utf-8") if release.exists() else ""
    options = java_options(fit_memory(machine_memory())[0])
    key = "\n".join((build, str(distribution.java), distribution.lock_hash, str(distribution.lib), *options))
    return distribution.caches / (hashlib.sha256(key.encode()).hexdigest()[:16] + ".aot")


def drop_refused_cache(folder: StoreFolder, cache: CacheChoice) -> None:
    """Remove a cache that Java found stale, so that the next run records a new one."""
    if cache.use and _REFUSED.search(folder.console.read_text(encoding="utf-8", errors="replace")):
        cache.file.unlink(missing_ok=True)
