"""Three rounds of what ``make soak`` does twenty times: kill -9 in the middle of a load, on a street of a few rows."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SOAK = Path(__file__).parents[1] / "soak" / "test_kill.py"


@pytest.mark.managed_server
@pytest.mark.timeout(900)
def test_killed_load_leaves_the_graph_as_before_or_as_after(command_environment: dict[str, str]) -> None:
    told = {"GOVGRAPH_SOAK_ROUNDS": "3", "GOVGRAPH_SOAK_STREET": "tiny", "GOVGRAPH_SOAK_SEED": "2026"}
    env = {**os.environ, "GOVGRAPH_CACHE": command_environment["GOVGRAPH_CACHE"], **told}
    command = [sys.executable, "-m", "pytest", str(SOAK), "-s", "-q", "-p", "no:cacheprovider"]
    done = subprocess.run(command, env=env, check=False, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("round ") == 3
