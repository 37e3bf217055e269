"""A rule's own fixtures: tiny graphs that must pass, fail, be unknown and be exempt.

Every fixture stands on a district (``district``) with a street (``street``) and a community (``community``); an area of the
fixture without a place lies in the community. ``base`` is in every one; each adds ``nodes`` and ``edges`` ([start, TYPE, end] or
[start, TYPE, end, {property: value}]), takes out ``without`` (nodes) and ``cut`` (relationships), and changes properties by
``set`` (null takes one out). ``published`` are the figures that its district has published.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import networkx as nx

from graph.coverage.compiled import CompiledRule
from graph.coverage.rule import Fixture
from graph.coverage.run import evaluate
from graph.messages import Message, text
from graph.store.snapshot import DatedFacts, Edge, Fact, index_of, network_on

__all__ = ["FixtureFailure", "build_fixture", "failing_fixtures", "fixture_state", "fixtures_of"]

AS_OF = date(2026, 11, 1)
_EXPECTED = {"pass": "present", "fail": "gap", "unknown": "unknown", "exempt": "exempt"}
_GROUND = {
    "district": {"label": "District", "name": "示例区", "code": "140213000000"},
    "street": {"label": "Street", "name": "示例街道", "code": "140213050000"},
    "community": {"label": "Community", "name": "示例社区", "code": "140213050001"},
}
_GROUND_EDGES = (("street", "WITHIN", "district"), ("community", "WITHIN", "street"))


@dataclass(frozen=True, slots=True)
class FixtureFailure:
    """A fixture that came out otherwise than it says: its place in the rule, what it expects, what came out."""

    at: str
    expected: str
    found: str

    @property
    def message(self) -> Message:
        """What to tell the author."""
        return text("rules.fixture_fails", at=self.at, expected=self.expected, found=self.found)


def fixtures_of(rule: CompiledRule) -> Iterator[tuple[str, Fixture, str]]:
    """The fixtures of a rule by their place (``pass``, ``cases.0``), each with the state that it must come out as."""
    fixtures = rule.rule.fixtures
    named = [
        ("pass", fixtures.pass_),
        ("fail", fixtures.fail),
        ("unknown", fixtures.unknown),
        ("exempt", fixtures.exempt),
    ]
    named += [(f"cases.{number}", case) for number, case in enumerate(fixtures.cases)]
    for name, fixture in named:
        yield name, fixture, _EXPECTED[fixture.expect or (name if name in _EXPECTED else "pass")]


def failing_fixtures(rule: CompiledRule) -> Iterator[FixtureFailure]:
    """The fixtures of a rule that do not come out as they say."""
    for name, fixture, expected in fixtures_of(rule):
        found = fixture_state(rule, fixture)
        if found != expected:
            yield FixtureFailure(f"fixtures.{name}", expected, found)


def fixture_state(rule: CompiledRule, fixture: Fixture) -> str:
    """What the rule says of the fixture's target: present, gap, unknown, exempt, or ``no target``."""
    G = build_fixture(rule, fixture)
    target = fixture.target or rule.rule.fixtures.base.target
    index = index_of(G)
    for outcome in evaluate(rule, index, G.graph["as_of"]).outcomes:
        if outcome.target == target:
            return outcome.state
    return "no target"


def build_fixture(rule: CompiledRule, fixture: Fixture) -> nx.MultiDiGraph:
    """The graph of a fixture."""
    base = rule.rule.fixtures.base
    nodes: dict[str, dict[str, Any]] = {id: dict(row) for id, row in _GROUND.items()}
    for id, row in {**base.nodes, **fixture.nodes}.items():
        nodes[id] = {**nodes.get(id, {}), **({"label": row} if isinstance(row, str) else row)}
    for changes in (base.change, fixture.change):
        for id, values in changes.items():
            nodes[id] = {name: value for name, value in {**nodes[id], **values}.items() if value is not None}
    for id in (*base.without, *fixture.without):
        del nodes[id]
    cut = {tuple(edge[:3]) for edge in (*base.cut, *fixture.cut)}
    edges = [edge for edge in (*_GROUND_EDGES, *base.edges, *fixture.edges) if tuple(edge[:3]) not in cut]
    edges += _placed(nodes, edges)
    target = fixture.target or base.target
    if fixture.exempt and target:
        nodes["exemption"] = {"label": "Exemption", "rule": rule.id, "reason": "示例"}
        edges.append(("exemption", "ABOUT", target))
    facts = DatedFacts(
        [Fact(id, row["label"], {name: value for name, value in row.items() if name != "label"}) for id, row in nodes.items()],
        [Edge(edge[0], edge[2], edge[1], dict(edge[3]) if len(edge) > 3 else {}) for edge in edges
         if edge[0] in nodes and edge[2] in nodes],
    )  # fmt: skip
    G = network_on(facts, fixture.as_of or base.as_of or AS_OF)
    G.graph["not_loaded"] = (*base.not_loaded, *fixture.not_loaded)
    G.graph["published"] = {**base.published, **fixture.published}
    return G


def _placed(nodes: dict[str, dict[str, Any]], edges: list[tuple[Any, ...]]) -> list[tuple[str, str, str]]:
    """The areas of a fixture that say nothing of where they lie, put into the community."""
    from graph.model import load_model

    placed = {edge[0] for edge in edges if edge[1] == "WITHIN"}
    own = (id for id, row in nodes.items() if id not in _GROUND and load_model().label(row["label"]).label == "Area")
    return [(id, "WITHIN", "community") for id in own if id not in placed]
