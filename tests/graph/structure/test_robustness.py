"""The curve of falling apart, held against counting the pieces after every loss."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import UsageError
from graph.structure.robustness import largest_pieces, robustness_curve

UNTIMED = settings(deadline=None)

TinyNetwork = Callable[..., nx.MultiDiGraph]

STAR = dict.fromkeys("abcde", "hub")


@UNTIMED
@given(data=st.data(), nodes=st.integers(1, 9))
def test_largest_piece_is_what_counting_after_each_loss_gives(data: Any, nodes: int) -> None:
    number = st.integers(0, nodes - 1)
    edges = [(a, b) for a, b in data.draw(st.lists(st.tuples(number, number), max_size=16)) if a != b]
    order = data.draw(st.permutations(range(nodes)))
    graph = nx.empty_graph(nodes)
    graph.add_edges_from(edges)
    expected = [
        max(map(len, nx.connected_components(graph.subgraph(order[lost:]))), default=0) for lost in range(nodes + 1)
    ]
    assert largest_pieces([list(graph[node]) for node in range(nodes)], order) == expected


def test_star_falls_apart_with_its_hub(chain_of_command: TinyNetwork) -> None:
    curve = robustness_curve(chain_of_command(STAR))
    assert [(point.removed, point.by_ties) for point in curve.points[:3]] == [(0, 1.0), (1, 1 / 6), (2, 1 / 6)]
    assert curve.half_by_ties == pytest.approx(1 / 6) and curve.r_by_ties < curve.r_at_random


def test_r_is_the_mean_over_all_losses(chain_of_command: TinyNetwork) -> None:
    curve = robustness_curve(chain_of_command({"a": "b", "c": "b"}))
    assert curve.r_by_ties == pytest.approx((1 + 1 + 0) / 9)


def test_last_point_is_nothing_left(chain_of_command: TinyNetwork) -> None:
    last = robustness_curve(chain_of_command(STAR)).points[-1]
    assert (last.share_removed, last.by_ties, last.at_random) == (1.0, 0.0, 0.0)


def test_seed_and_orders_are_told_and_repeat(chain_of_command: TinyNetwork) -> None:
    G = chain_of_command(STAR)
    one, again = (robustness_curve(G, orders=3, seed=2) for _ in range(2))
    assert one == again and (one.method.seed, one.method.k) == (2, 3)


def test_bad_number_of_orders_is_refused(chain_of_command: TinyNetwork) -> None:
    with pytest.raises(UsageError, match="orders"):
        robustness_curve(chain_of_command(STAR), orders=0)
