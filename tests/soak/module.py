"""A module of the tests run once more in a process of its own, with more to do than ``make test`` gives it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

__all__ = ["TESTS", "run_module"]

TESTS = Path(__file__).parents[1]


def run_module(path: str, **told: str) -> list[str]:
    """The lines that it prints; ``path`` from tests/, ``told``: variables of the environment. Fails where the module does."""
    command = [sys.executable, "-m", "pytest", str(TESTS / path), "-q", "-s", "--timeout=0", "-p", "no:cacheprovider"]
    done = subprocess.run(
        command, env={**os.environ, **told}, check=False, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, f"{told}\n{done.stdout}{done.stderr}"
    return done.stdout.splitlines()
