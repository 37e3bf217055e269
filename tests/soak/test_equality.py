"""The comparison of random operations with the second evaluation (tests/api/graphql/equality) with other seeds.

``GOVGRAPH_EQUALITY_SEEDS`` (5)   how many sets of operations, each of another seed; a set that differs prints its seed
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from random import SystemRandom

import pytest

MODULE = Path(__file__).parents[1] / "api" / "graphql" / "equality" / "test_equality.py"
SEEDS = int(os.environ.get("GOVGRAPH_EQUALITY_SEEDS", "5"))


@pytest.mark.timeout(0)
@pytest.mark.parametrize("turn", range(SEEDS))
def test_engine_answers_as_evaluated(turn: int) -> None:
    seed = str(SystemRandom().randrange(10**9))
    command = [sys.executable, "-m", "pytest", str(MODULE), "-q", "--timeout=0", "-p", "no:cacheprovider"]
    env = {**os.environ, "GOVGRAPH_EQUALITY_SEED": seed}
    done = subprocess.run(command, env=env, check=False, capture_output=True, text=True, encoding="utf-8")
    print(f"\nset {turn + 1} of {SEEDS}, seed {seed}: {done.stdout.splitlines()[-1]}")
    assert done.returncode == 0, f"seed {seed}\n{done.stdout}{done.stderr}"
