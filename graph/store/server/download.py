"""Jars by coordinate and hash: from the user's Maven folder where they lie there, otherwise over the network.

Several at a time, each checked before it counts; what has arrived stays when a download is interrupted. The first
failure ends a pass, so that a closed network is reported after one time limit, not after 237 of them; another pass
follows only if the last one brought something.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from graph.errors import GovgraphError, StoreError, StoreUnreachable
from graph.messages import text
from graph.store.server.lock import Jar

__all__ = ["collect_jars", "link_or_copy"]

_THREADS = 8
_TIME_LIMIT = 15
"""Seconds without an answer after which a download is given up."""


def collect_jars(jars: Sequence[Jar], lib: Path) -> None:
    """Put every jar into ``lib``, each with the hash that the lock gives it."""
    try:
        lib.mkdir(parents=True, exist_ok=True)
        missing = [jar for jar in jars if not _matches(lib / jar.name, jar) and not _take_shared(jar, lib)]
        while missing:
            error = _one_pass(missing, lib)
            left = [jar for jar in missing if not (lib / jar.name).exists()]
            if error is not None and (isinstance(error, GovgraphError) or len(left) == len(missing)):
                raise _explain(error, len(left), lib) from error
            missing = left
        shutil.rmtree(lib.parent / "downloads", ignore_errors=True)
    except OSError as error:
        raise _explain(error, len(jars), lib) from error


def _one_pass(jars: Sequence[Jar], lib: Path) -> Exception | None:
    """Fetch what is missing until all is there or one fails; answers that failure."""
    context = _maven(lib.parent / "downloads")
    stop = threading.Event()
    failure: Exception | None = None
    with _progress(jars) as advance, ThreadPoolExecutor(_THREADS) as pool:
        tasks = [pool.submit(_fetch, context, jar, lib, stop) for jar in jars]
        for task in as_completed(tasks):
            error = task.exception()
            if error is None:
                advance(task.result())
            elif failure is None:
                stop.set()
                failure = error if isinstance(error, Exception) else RuntimeError(str(error))
    return failure


def _fetch(context: Any, jar: Jar, lib: Path, stop: threading.Event) -> int:
    """Bring one jar into ``lib``; answers its size, 0 where the pass was given up before it."""
    if stop.is_set():
        return 0
    target = lib / jar.name
    artifact = context.project(jar.group, jar.artifact).at_version(jar.version).artifact(jar.classifier)
    own = Path(artifact.cached_path)
    if own.exists() and not _matches(own, jar):  # cut short by an earlier run
        own.unlink()
    file = Path(artifact.resolve())
    if not _matches(file, jar):
        file.unlink(missing_ok=True)
        raise StoreError("store.jar_wrong", jar=jar.coordinate)
    file.replace(target)
    return jar.size


def _maven(cache: Path) -> Any:
    """jgo's access to the repositories set up for it, writing into a folder of ours, not the user's."""
    from jgo.config import GlobalSettings
    from jgo.constants import MAVEN_CENTRAL_URL
    from jgo.maven import MavenContext

    mirrors = dict(GlobalSettings.load().repositories)
    return MavenContext(repo_cache=cache, remote_repos={"central": MAVEN_CENTRAL_URL} | mirrors, timeout=_TIME_LIMIT)


def _take_shared(jar: Jar, lib: Path) -> bool:
    """Use the jar of the user's own Maven folder, if it lies there with the right hash; nothing there is changed."""
    from jgo.constants import default_maven_repo

    folder = Path(default_maven_repo()).joinpath(*jar.group.split("."), jar.artifact, jar.version)
    if not _matches(folder / jar.name, jar):
        return False
    link_or_copy(folder / jar.name, lib / jar.name)
    return True


def _matches(file: Path, jar: Jar) -> bool:
    if not file.is_file() or file.stat().st_size != jar.size:
        return False
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest() == jar.sha256


def link_or_copy(source: Path, target: Path) -> None:
    """Put a file into another folder without using space twice, where the system allows."""
    target.unlink(missing_ok=True)
    try:
        os.link(source, target)
    except OSError:  # another disk, or a system without hard links
        part = target.with_suffix(".part")
        shutil.copyfile(source, part)
        part.replace(target)


def _explain(error: Exception, missing: int, lib: Path) -> GovgraphError:
    if isinstance(error, GovgraphError):
        return error
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StoreError("store.disk_full", folder=lib)
    if isinstance(error, OSError) and error.errno is not None:
        return StoreError("store.folder_unusable", folder=lib, reason=error.strerror or error)
    return StoreUnreachable("store.no_network", missing=missing, reason=type(error).__name__)


@contextmanager
def _progress(jars: Sequence[Jar]) -> Iterator[Callable[[int], None]]:
    """One line on stderr, and below it a bar where that is a terminal."""
    total = sum(jar.size for jar in jars)
    label = text("store.downloading", megabytes=round(total / 1e6))
    sys.stderr.write(f"{label}\n")
    if not sys.stderr.isatty():
        yield lambda size: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Neo4j", total=total)
        yield lambda size: bar.advance(task, size)
