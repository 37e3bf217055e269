"""What an analysis would cost is known before it is begun."""

from __future__ import annotations

from collections.abc import Callable

import networkx as nx
import pytest

from graph.errors import UsageError
from graph.structure.catalogue import ANALYSES
from graph.structure.guard import FEWEST, estimate, need_affordable, sample_size

TinyNetwork = Callable[..., nx.MultiDiGraph]


def test_estimate_grows_with_the_work() -> None:
    assert estimate("linear", 2000) == pytest.approx(2 * estimate("linear", 1000))


def test_work_within_the_budget_passes_and_above_is_refused_with_both_numbers() -> None:
    need_affordable("clusters", "louvain", 1000, budget=30)
    with pytest.raises(UsageError, match=r"clusters.*3,000.*30") as refused:
        need_affordable("clusters", "louvain", 1e8, budget=30)
    assert refused.value.exit_code == 2


def test_sample_shrinks_to_the_budget_and_no_further_than_makes_sense() -> None:
    units = 1 / estimate("betweenness.scipy", 1)
    assert sample_size("brokers", "betweenness.scipy", units, 100, budget=40.5) == 40
    assert sample_size("brokers", "betweenness.scipy", units, 5, budget=5.5) == 5
    with pytest.raises(UsageError):
        sample_size("brokers", "betweenness.scipy", units, 100, budget=FEWEST - 1)


@pytest.mark.parametrize("name", ANALYSES)
def test_every_analysis_refuses_what_it_cannot_afford(chain_of_command: TinyNetwork, name: str) -> None:
    G = chain_of_command({"b": "a", "c": "b"}, {"a": ["甲"], "b": ["甲", "乙"]})
    with pytest.raises(UsageError, match=name):
        ANALYSES[name](G, budget=1e-12)
