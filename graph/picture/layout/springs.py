"""By springs: neighbours near, others far (Fruchterman and Reingold 1991), by rustworkx, from a seed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from graph.picture.layout.rings import STEP, STRETCH

__all__ = ["by_springs"]

ROUNDS = 60


def by_springs(
    ids: Sequence[str],
    ties: Iterable[tuple[str, str]],
    seed: int,
    held: Mapping[str, tuple[float, float]] | None = None,
) -> dict[str, tuple[float, float]]:
    """Places of a network without a centre; nodes in ``held`` stay where they are. The same seed gives the same places."""
    import rustworkx as rx

    held = {id: place for id, place in (held or {}).items() if id in set(ids)}
    graph = rx.PyGraph(multigraph=False)
    at = dict(zip(ids, graph.add_nodes_from(ids), strict=True))
    graph.add_edges_from_no_data([(at[a], at[b]) for a, b in ties if a != b and a in at and b in at])
    if len(ids) < 2:
        return {id: held.get(id, (0.0, 0.0)) for id in ids}
    side = math.sqrt(len(ids)) * STEP * 0.75
    if held:
        started = {at[id]: (x / STRETCH / side, y / side) for id, (x, y) in held.items()}
        found = rx.spring_layout(graph, pos=started, fixed=set(started), num_iter=ROUNDS, seed=seed)
    else:
        found = rx.spring_layout(graph, num_iter=ROUNDS, seed=seed)
    places = {id: (float(found[at[id]][0]) * side * STRETCH, float(found[at[id]][1]) * side) for id in ids}
    return places | held
