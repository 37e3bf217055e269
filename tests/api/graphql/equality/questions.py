"""All the operations of one run: so many for each viewer, counted together so that nothing is left out."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from graphql import parse

from api.accounts.viewer import LOCAL, Viewer, make_viewer
from tests.api.graphql.equality.district import STREETS
from tests.api.graphql.equality.evaluate import plain_schema
from tests.api.graphql.equality.facts import Facts
from tests.api.graphql.equality.operations import Operation, Operations
from tests.api.graphql.equality.tally import Tally

__all__ = ["CHUNKS", "COUNTS", "VIEWERS", "Questions"]

VIEWERS: dict[str, Viewer] = {
    "local": LOCAL,
    "public": make_viewer("公众", "public"),
    "reader": make_viewer("查阅", "reader"),
    "steward": make_viewer("数据管理", "steward"),
    "street reader": make_viewer("街道查阅", "reader", areas=STREETS[:1]),
    "street planner": make_viewer("街道统筹", "planner", areas=STREETS[1:], reserves=True, share_totals=True),
    "street steward": make_viewer("街道数据", "steward", areas=STREETS[1:]),
    "street public": make_viewer("街道公众", "public", areas=STREETS[:1]),
}
"""Who asks: everything, by role, and by street; what a scope adds to a statement is planned slowly, so these ask less."""

COUNTS = {
    "local": 300, "public": 50, "reader": 30, "steward": 50, "street reader": 30, "street planner": 30, "street steward": 10,
    "street public": 10,
}  # fmt: skip
"""How many operations each asks."""

CHUNK = 50
CHUNKS = [(name, place) for name, count in COUNTS.items() for place in range(0, count, CHUNK)]
"""The viewers' operations in parts, so that a test takes less than its time."""


@dataclass(frozen=True)
class Questions:
    """The operations by chunk, and what all of them together ask for."""

    chunks: dict[tuple[str, int], list[Operation]]
    tally: Tally

    @classmethod
    def made(cls, facts: Facts, rng: Random) -> Questions:
        """The operations for these facts. Chunks are made in turn, so that who may ask least takes its share."""
        tally = Tally(plain_schema(), rng)
        made = {name: Operations(plain_schema(), facts, viewer, tally, rng) for name, viewer in VIEWERS.items()}
        chunks: dict[tuple[str, int], list[Operation]] = {chunk: [] for chunk in CHUNKS}
        for name, place in reversed(CHUNKS):
            while len(chunks[name, place]) < min(CHUNK, COUNTS[name] - place):
                one = made[name].make()
                tally.take(parse(one.text), one.variables)
                chunks[name, place].append(one)
        return cls(chunks, tally)
