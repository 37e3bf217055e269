"""The filled store that questions are put to, and all that it holds as plain dicts; once for each module."""

from __future__ import annotations

import pytest

from graph.store.connection import Store
from tests.api.graphql.equality.district import fill
from tests.api.graphql.equality.facts import Facts, read_all


@pytest.fixture(scope="module")
def filled(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The test run's store with the small district in it; other modules' tests empty it again."""
    with store.session() as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS").consume()
    fill(store, tmp_path_factory.mktemp("rosters"))
    return store


@pytest.fixture(scope="module")
def facts(filled: Store) -> Facts:
    """All that the filled store holds."""
    return read_all(filled)
