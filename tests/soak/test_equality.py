"""The comparison of random operations with the second evaluation (tests/api/graphql/equality) with other seeds.

``GOVGRAPH_EQUALITY_SEEDS`` (5)   how many sets of operations, each of another seed; a set that differs prints its seed
"""

from __future__ import annotations

import os
from random import SystemRandom

import pytest

from tests.soak.module import run_module

SEEDS = int(os.environ.get("GOVGRAPH_EQUALITY_SEEDS", "5"))


@pytest.mark.timeout(0)
@pytest.mark.parametrize("turn", range(SEEDS))
def test_engine_answers_as_evaluated(turn: int) -> None:
    seed = str(SystemRandom().randrange(10**9))
    told = run_module("api/graphql/equality/test_equality.py", GOVGRAPH_EQUALITY_SEED=seed)
    print(f"\nset {turn + 1} of {SEEDS}, seed {seed}: {told[-1]}")
