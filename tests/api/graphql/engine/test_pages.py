"""Pages in an order that an index gives: behind any cursor, from either end, they are slices of the whole list."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import orjson
import pytest

from api.accounts.viewer import LOCAL
from tests.api.graphql.equality.both import Engines, engines

if TYPE_CHECKING:
    from tests.api.graphql.conftest import Town

ROLES = ("gridLeader",) * 4 + ("gridInstructor",) * 3 + ("redGridWorker",) * 2
TYPES = {"first": "Int", "last": "Int", "after": "String", "before": "String"}


def _page(asking: Engines, order: str, given: dict[str, Any]) -> Any:
    declared = ", ".join(f"${name}: {TYPES[name]}" for name in given)
    words = " ".join(f"{name}: ${name}" for name in given)
    text = (
        f"query({declared}) {{ posts({words}, orderBy: {order}) {{ totalCount nodes {{ id }} edges {{ cursor }} }} }}"
    )
    return orjson.loads(asking.ask(text, LOCAL, given))["data"]["posts"]


@pytest.mark.parametrize("order", ["[{role: ASC}, {title: ASC}]", "[{role: DESC}, {id: ASC}]", "[{role: ASC}]"])
def test_every_page_is_a_slice_of_the_list(town: Town, order: str) -> None:
    for number, role in enumerate(ROLES):
        title = {} if number % 3 == 0 else {"title": f"岗位{number % 2}"}
        town.node(f"post-{number}", "Post", role=role, seats=1, **title)
    with engines(town.store) as asking:
        whole = _page(asking, order, {"first": 50})
        ids, cursors = [row["id"] for row in whole["nodes"]], [row["cursor"] for row in whole["edges"]]
        assert len(ids) == whole["totalCount"] == len(ROLES)
        for end, size, after, before in product(("first", "last"), (1, 5), (None, *range(len(ids))), (None, 2, 6)):
            given = {end: size}
            given |= {} if after is None else {"after": cursors[after]}
            given |= {} if before is None else {"before": cursors[before]}
            within = ids[0 if after is None else after + 1 : before]
            told = [row["id"] for row in _page(asking, order, given)["nodes"]]
            assert told == (within[:size] if end == "first" else within[-size:]), given
