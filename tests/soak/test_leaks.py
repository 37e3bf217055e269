"""The whole leak matrix (tests/api/graphql/equality/test_leaks.py).

``make test`` asks a part of it, because Neo4j takes a second or two to plan each entry.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

MODULE = Path(__file__).parents[1] / "api" / "graphql" / "equality" / "test_leaks.py"


@pytest.mark.timeout(0)
def test_no_entry_tells_of_what_is_outside() -> None:
    command = [sys.executable, "-m", "pytest", str(MODULE), "-q", "-s", "--timeout=0", "-p", "no:cacheprovider"]
    env = {**os.environ, "GOVGRAPH_LEAKS": "1"}
    done = subprocess.run(command, env=env, check=False, capture_output=True, text=True, encoding="utf-8")
    print("\n" + "\n".join(line for line in done.stdout.splitlines() if "entries" in line))
    assert done.returncode == 0, done.stdout + done.stderr
