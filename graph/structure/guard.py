"""What an analysis would cost, before it is begun: it then samples less, or refuses, and never hangs.

Costs are seconds a unit of work on one core of a small machine, measured on the reference district and its multiples; they
need to be right within a factor of some three.
"""

from __future__ import annotations

from graph.errors import UsageError

__all__ = ["BUDGET", "FEWEST", "estimate", "need_affordable", "sample_size"]

BUDGET = 30.0
"""Seconds that one analysis may be expected to take unless the caller says otherwise."""

FEWEST = 10
"""Fewer samples than this say nothing."""

_SECONDS = {
    "linear": 2e-6,  # a node or tie of a graph gone through once or twice
    "betweenness.networkx": 1.5e-6,  # a node or tie, a pivot
    "betweenness.scipy": 1e-7,  # a node or tie, a pivot
    "louvain": 3e-5,  # a node or tie
    "projection": 5e-6,  # a place of a person in a body, or a pair of them
    "random_graph": 6e-7,  # ten places of persons in bodies, or a pair of one person's, a random graph
    "union_find": 6e-7,  # a node or tie, an order of removal
}


def estimate(work: str, units: float) -> float:
    """The seconds that so many units of some work are expected to take."""
    return _SECONDS[work] * units


def need_affordable(analysis: str, work: str, units: float, budget: float) -> None:
    """Raises ``UsageError`` where the work is expected to take longer than the budget (seconds), saying both."""
    seconds = estimate(work, units)
    if seconds > budget:
        raise UsageError("structure.too_costly", analysis=analysis, seconds=f"{seconds:,.0f}", budget=f"{budget:g}")


def sample_size(analysis: str, work: str, units: float, wanted: int, budget: float) -> int:
    """How many samples of so many units the budget allows, at most as many as wanted.

    Raises ``UsageError`` where it allows fewer than :data:`FEWEST` of more wanted ones.

    >>> sample_size("brokers", "betweenness.scipy", 1000, 100, budget=30)
    100
    """
    affordable = int(budget / max(estimate(work, units), 1e-9))
    if affordable < min(wanted, FEWEST):
        need_affordable(analysis, work, units * min(wanted, FEWEST), budget)
    return max(1, min(wanted, affordable))
