"""The whole leak matrix (tests/api/graphql/equality/test_leaks.py).

``make test`` asks a part of it, because Neo4j takes a second or two to plan each entry.
"""

from __future__ import annotations

import pytest

from tests.soak.module import run_module


@pytest.mark.timeout(0)
def test_no_entry_tells_of_what_is_outside() -> None:
    told = run_module("api/graphql/equality/test_leaks.py", GOVGRAPH_LEAKS="1")
    print("\n" + "\n".join(line for line in told if "entries" in line))
