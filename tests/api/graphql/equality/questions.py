"""All the operations of one run: so many for each viewer, counted together so that nothing is left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from graphql import parse

from api.accounts.viewer import LOCAL, Viewer, make_viewer
from tests.api.graphql.equality.district import STREETS
from tests.api.graphql.equality.evaluate import plain_schema
from tests.api.graphql.equality.facts import Facts
from tests.api.graphql.equality.operation import Operation
from tests.api.graphql.equality.operations import BROAD, SMALL, Operations
from tests.api.graphql.equality.tally import Tally, wanted

__all__ = ["CHUNKS", "COUNTS", "LEAST", "OFTEN", "VIEWERS", "Questions"]

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
    "local": 200, "public": 40, "reader": 30, "steward": 40, "street reader": 25, "street planner": 25, "street steward": 10,
    "street public": 10,
}  # fmt: skip
"""How many operations each asks."""

OFTEN, LEAST, TRIES = 5, 500, 2_000
"""How often each thing is asked for at least, how many operations are asked, and how many are made for that."""

CHUNK = 50
REST = [("local", place) for place in range(1_000, 1_004)]
CHUNKS = [(name, place) for name, count in COUNTS.items() for place in range(0, count, CHUNK)] + REST
"""The viewers' operations in parts, so that a test takes less than its time; at the end what has been asked for too seldom."""


@dataclass(frozen=True)
class Questions:
    """The operations by chunk, and what all of them together ask for."""

    chunks: dict[tuple[str, int], list[Operation]]
    tally: Tally

    @classmethod
    def made(cls, facts: Facts, rng: Random) -> Questions:
        """The operations for these facts. Chunks are made in turn, so that who may ask least takes its share."""
        tally = Tally(plain_schema(), rng)
        made = {
            name: Operations(plain_schema(), facts, viewer, tally, rng, SMALL if viewer.areas else None)
            for name, viewer in VIEWERS.items()
        }
        chunks: dict[tuple[str, int], list[Operation]] = {chunk: [] for chunk in CHUNKS}
        for name, place in reversed(CHUNKS[: -len(REST)]):
            while len(chunks[name, place]) < min(CHUNK, COUNTS[name] - place):
                one = made[name].make()
                _count(tally, one)
                chunks[name, place].append(one)
        for place, one in enumerate(_rest(Operations(plain_schema(), facts, LOCAL, tally, rng, BROAD), tally)):
            chunks[REST[place % len(REST)]].append(one)
        while sum(map(len, chunks.values())) < LEAST:
            one = made["local"].make()
            _count(tally, one)
            chunks[REST[0]].append(one)
        return cls(chunks, tally)


def _rest(made: Operations, tally: Tally) -> Iterator[Operation]:
    """More operations, as long as something was asked less than often; only such as ask for that."""
    keys = wanted(plain_schema())
    for _ in range(TRIES):
        seldom = {key: count for key in keys if (count := tally.count(key)) < OFTEN}
        if not seldom:
            return
        one, before = made.make(), tally.counts.copy()
        _count(tally, one)
        if any(tally.count(key) > count for key, count in seldom.items()):
            yield one
        else:
            tally.counts = before


def _count(tally: Tally, one: Operation) -> None:
    tally.take(parse(one.text), {**one.variables, **dict.fromkeys(one.cursors, "")})
