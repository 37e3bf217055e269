"""Who the targets of a rule are, however they are found: by label, by a value, along a path."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import networkx as nx
import pytest

from graph.coverage.population import compile_population
from graph.coverage.query import Compiler, Scope
from graph.coverage.rule import Target
from graph.model import load_model
from graph.store.snapshot import index_of

TinyNetwork = Callable[..., nx.MultiDiGraph]

NODES = {
    "d": "District", "s": "Street", "c": "Community", "v": "Village",
    "g": {"label": "Grid", "kind": "basic"}, "h": {"label": "Grid", "kind": "special"}, "i": "Grid",
    "p": {"label": "Post", "role": "gridWorker"}, "q": {"label": "Post", "role": "gridLeader"},
}  # fmt: skip
EDGES = ["s WITHIN d", "c WITHIN s", "v WITHIN s", "g WITHIN c", "h WITHIN c", "i WITHIN v", "p RESPONSIBLE_FOR g"]


@pytest.fixture
def targets(tiny_network: TinyNetwork) -> Callable[[Any], list[str]]:
    """The population of a target as a rule declares it, in a small district."""

    def work(spec: Any) -> list[str]:
        G = tiny_network(NODES, EDGES, {"甲": ["p", "q"], "乙": ["p"]})
        target = Target.model_validate(spec)
        compiler = Compiler(load_model(), "T1", frozenset({"kind"}), target.label)
        population = compile_population(compiler, target)
        assert not compiler.problems
        return list(population(Scope(index_of(G), G.graph["as_of"], {"kind": "basic"})))

    return work


@pytest.mark.parametrize(
    ("spec", "found"),
    [
        ("Grid", ["g", "h", "i"]),
        (["Street", "Community", "Village"], ["s", "c", "v"]),
        ({"label": "Area"}, ["d", "s", "c", "v", "g", "h", "i"]),
        ({"label": ["Grid", "Area"], "where": {"kind": "basic"}}, ["g"]),
        ({"label": "Grid", "where": {"kind": "basic"}}, ["g"]),
        ({"label": "Grid", "where": {"kind": ["special", "basic"]}}, ["h", "g"]),
        ({"label": "Grid", "where": {"kind": "$kind"}}, ["g"]),
        ({"label": "Grid", "where": {"kind": {"not": "basic"}}}, ["h"]),
        ({"label": "Grid", "where": {"any": [{"kind": {"recorded": False}}, {"kind": {"not": "basic"}}]}}, ["h", "i"]),
        ({"label": "Grid", "where": {"kind": "basic", "exists": "->WITHIN Village"}}, []),
        ({"label": "Grid", "where": {"exists": "->WITHIN Community"}}, ["g", "h"]),
        ({"label": "Area", "where": {"exists": "--WITHIN Village"}}, ["s", "i"]),
        ({"label": "Area", "where": {"several": "<-WITHIN Area"}}, ["s", "c"]),
        ({"label": "Area", "where": {"several": "<-WITHIN Area <-WITHIN Area"}}, ["d", "s"]),
        ({"label": "Area", "where": {"several": "--WITHIN Area"}}, ["s", "c", "v"]),
        (
            {"label": "Area", "where": {"exists": {"step": "<-RESPONSIBLE_FOR Post", "where": {"role": "gridLeader"}}}},
            [],
        ),
        (
            {
                "label": "Person",
                "where": {"returns": "<-HOLDER Tenure ->OF_POST Post <-OF_POST Tenure ->HOLDER Person"},
            },
            ["甲", "乙"],
        ),
    ],
)
def test_targets_are_the_live_nodes_that_meet_the_conditions(
    targets: Callable[[Any], list[str]], spec: Any, found: list[str]
) -> None:
    assert targets(spec) == found


@pytest.mark.parametrize(
    ("role", "where", "found"),
    [
        ("gridWorker", None, ["甲", "乙"]),
        ("gridLeader", None, ["甲"]),
        (["gridWorker", "gridLeader"], None, ["甲", "乙"]),
        ("gridWorker", {"name": "乙"}, ["乙"]),
        ("legalAdviser", None, []),
    ],
)
def test_targets_are_looked_for_along_a_path(
    targets: Callable[[Any], list[str]], role: Any, where: Any, found: list[str]
) -> None:
    via = {"label": "Post", "where": {"role": role}, "path": "<-OF_POST Tenure ->HOLDER Person"}
    assert targets({"label": "Person", "via": via, "where": where}) == found


def test_targets_may_be_found_in_several_ways(targets: Callable[[Any], list[str]]) -> None:
    ways = [
        {"label": "Street"},
        {"label": "Grid", "where": {"kind": "basic"}},
        {"label": "Grid", "path": "->WITHIN Village"},
    ]
    assert targets({"label": "Area", "via": ways}) == ["s", "g", "v"]
    assert targets({"label": "Area", "via": ways, "where": {"is_a": "Grid"}}) == ["g"]
