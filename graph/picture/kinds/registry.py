"""The kinds of picture by the names under which users ask for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import networkx as nx

from graph.errors import UsageError
from graph.picture.asked import Asked
from graph.picture.kinds.alliance import draw_alliance
from graph.picture.kinds.command import draw_command
from graph.picture.kinds.coverage import draw_coverage
from graph.picture.kinds.ego import draw_ego
from graph.picture.kinds.interlocks import draw_interlocks
from graph.picture.kinds.network import draw_network
from graph.picture.kinds.organisation import draw_organisation
from graph.picture.kinds.path import draw_path
from graph.picture.picture import Picture

__all__ = ["KINDS", "Kind", "kind_named"]


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind is drawn, how many steps it goes unless told otherwise, and which options it reads."""

    draw: Callable[[nx.MultiDiGraph, Asked], Picture]
    depth: int
    reads: frozenset[str]


def _kind(draw: Callable[[nx.MultiDiGraph, Asked], Picture], depth: int, *reads: str) -> Kind:
    return Kind(draw, depth, frozenset(reads))


KINDS: dict[str, Kind] = {
    "ego": _kind(draw_ego, 1, "around", "depth", "types", "positions"),
    "command": _kind(draw_command, 1, "around", "depth"),
    "organisation": _kind(draw_organisation, 1, "around"),
    "path": _kind(draw_path, 1, "around", "to", "types"),
    "interlocks": _kind(draw_interlocks, 1, "around"),
    "coverage": _kind(draw_coverage, 1, "around", "rules", "run"),
    "alliance": _kind(draw_alliance, 1, "around"),
    "network": _kind(draw_network, 1, "types", "positions"),
}


def kind_named(name: str) -> Kind:
    """The kind of a name; raises ``UsageError`` with those there are."""
    if name not in KINDS:
        raise UsageError("picture.no_kind", value=name, known=" ".join(KINDS))
    return KINDS[name]
