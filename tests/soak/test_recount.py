"""The brute-force recount on 1,000 new towns for each rule of each kind (tests/graph/coverage/recount).

``GOVGRAPH_RECOUNT`` (1000)   how many towns; what disagrees is printed with the lines that play it again
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

KINDS = Path(__file__).parents[1] / "graph" / "coverage" / "recount" / "kinds"
TOWNS = os.environ.get("GOVGRAPH_RECOUNT", "1000")


@pytest.mark.timeout(0)
@pytest.mark.parametrize("module", sorted(KINDS.glob("test_*.py")), ids=lambda path: path.stem.removeprefix("test_"))
def test_engine_agrees_with_the_recount(module: Path) -> None:
    command = [sys.executable, "-m", "pytest", str(module), "-q", "--timeout=0", "-p", "no:cacheprovider"]
    env = {**os.environ, "GOVGRAPH_RECOUNT": TOWNS}
    done = subprocess.run(command, env=env, check=False, capture_output=True, text=True, encoding="utf-8")
    print(f"\n{module.stem.removeprefix('test_')}: {TOWNS} towns for each rule; {done.stdout.splitlines()[-1]}")
    assert done.returncode == 0, done.stdout + done.stderr
