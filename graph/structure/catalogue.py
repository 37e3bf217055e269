"""The analyses of structure by the names under which users ask for them."""

from __future__ import annotations

from collections.abc import Callable

from graph.errors import UsageError
from graph.structure.brokers import find_brokers
from graph.structure.clusters import find_clusters
from graph.structure.critical import critical_people
from graph.structure.cut import find_articulation, find_bridges
from graph.structure.interlocks import find_interlocks
from graph.structure.isolates import find_isolates
from graph.structure.result import StructureResult
from graph.structure.robustness import robustness_curve

__all__ = ["ANALYSES", "Analysis", "analysis_named"]

Analysis = Callable[..., StructureResult]

ANALYSES: dict[str, Analysis] = {
    "critical": critical_people,
    "articulation": find_articulation,
    "bridges": find_bridges,
    "isolates": find_isolates,
    "interlocks": find_interlocks,
    "brokers": find_brokers,
    "robustness": robustness_curve,
    "clusters": find_clusters,
}
"""Each takes a graph, and by keyword ``budget`` and what its docstring names."""


def analysis_named(name: str) -> Analysis:
    """The analysis of a name; raises ``UsageError`` with those there are.

    >>> analysis_named("bridges") is find_bridges
    True
    """
    if name not in ANALYSES:
        raise UsageError("structure.no_analysis", name=name, known=" ".join(ANALYSES))
    return ANALYSES[name]
