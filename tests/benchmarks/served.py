"""A server of its own, with one of the stores of this machine, for whoever measures it from outside."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import psutil

from graph.store.connection import open_store
from graph.store.settings import StoreSettings

__all__ = ["START", "fill_demo", "served"]

START = [sys.executable, "-c", "from api.cli import main; main()"]


def fill_demo() -> StoreSettings:
    """The demo's store, filled where it is empty."""
    settings = StoreSettings.from_environment(store="demo")
    with open_store(settings) as store:
        empty = store.one("MATCH (g:Grid) RETURN 1 AS one LIMIT 1") is None
    if empty:
        subprocess.run([*START, "demo"], check=True, stdout=subprocess.DEVNULL)
    return settings


@contextmanager
def served(store: str = "demo", **environment: str) -> Iterator[tuple[int, psutil.Process]]:
    """The port and the process of ``govgraph serve`` until the block ends."""
    told = {**os.environ, **environment, "GOVGRAPH_STORE": store}
    with subprocess.Popen([*START, "serve", "--port", "0"], stderr=subprocess.PIPE, text=True, env=told) as started:
        assert started.stderr is not None
        drain = None
        try:
            port = 0
            while not port:
                line = started.stderr.readline()
                hit = re.search(r"http://127\.0\.0\.1:(\d+)/graphql", line)
                port = int(hit[1]) if hit else 0
                assert line, "the server has not started"
            # its log must not fill the pipe
            drain = subprocess.Popen(["cat"], stdin=started.stderr, stdout=subprocess.DEVNULL)
            yield port, psutil.Process(started.pid)
        finally:
            started.terminate()
            if drain is not None:
                drain.terminate()
                drain.wait()
