"""The brute-force recount on 1,000 new towns for each rule of each kind (tests/graph/coverage/recount).

``GOVGRAPH_RECOUNT`` (1000)   how many towns; what disagrees is printed with the lines that play it again
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.soak.module import TESTS, run_module

KINDS = TESTS / "graph" / "coverage" / "recount" / "kinds"
TOWNS = os.environ.get("GOVGRAPH_RECOUNT", "1000")


@pytest.mark.timeout(0)
@pytest.mark.parametrize("module", sorted(KINDS.glob("test_*.py")), ids=lambda path: path.stem.removeprefix("test_"))
def test_engine_agrees_with_the_recount(module: Path) -> None:
    told = run_module(module.relative_to(TESTS).as_posix(), GOVGRAPH_RECOUNT=TOWNS)
    print(f"\n{module.stem.removeprefix('test_')}: {TOWNS} towns for each rule; {told[-1]}")
