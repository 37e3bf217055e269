"""``govgraph serve`` in a process of its own, for tests that need one."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys

__all__ = ["Serving"]

_START = "from api.cli import main; main()"


class Serving:
    """A server in a process of its own."""

    def __init__(self, env: dict[str, str], *words: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", _START, "serve", "--port", "0", *words],
            env={**os.environ, **env},
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self.said = ""
        assert self.process.stderr is not None
        while "http" not in (line := self.process.stderr.readline()) or "/graphql" not in line:
            self.said += line
            assert line or self.process.poll() is None, self.said
        self.said += line
        hit = re.search(r"(https?)://\S+?:(\d+)/graphql", line)
        assert hit is not None
        self.url = f"{hit[1]}://127.0.0.1:{hit[2]}"

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Tells it to end, and waits."""
        self.process.send_signal(number)
        assert self.process.stderr is not None
        self.said += self.process.stderr.read()
        return self.process.wait(60)

    def close(self) -> None:
        """Ends it if it still runs."""
        if self.process.poll() is None:
            self.stop()
        assert self.process.stderr is not None
        self.process.stderr.close()
