"""Everything that a store says of the district, with its dates, as plain records that a snapshot is cut from.

Linking's own properties (keyed hashes, records), phones and pinyin stay in the store: no rule and no analysis needs
them, and what is not read cannot be shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

__all__ = ["DatedFacts", "Edge", "Fact", "edge_properties", "left_out"]

_SEARCH_ONLY = ("pinyin", "initials", "phone", "boundary", "boundaryCrs")
_LINKING_ONLY = ("records", "keys", "phones", "numbers", "units", "states", "id")
_NO_COLUMN = ("synthetic",)


class Fact(NamedTuple):
    """A node: its id, its most particular label, its properties."""

    id: str
    label: str
    properties: dict[str, Any]


class Edge(NamedTuple):
    """A relationship: both ends by id, its type, its properties."""

    start: str
    end: str
    type: str
    properties: dict[str, Any]


@dataclass(frozen=True, slots=True)
class DatedFacts:
    """All nodes and relationships, whenever they are alive; ``version`` is equal where two reads say the same."""

    nodes: list[Fact]
    edges: list[Edge]
    synthetic: bool = False
    version: str = ""


def left_out(properties: dict[str, Any]) -> dict[str, Any]:
    """A node's properties without those that no snapshot carries (in place)."""
    for name in _SEARCH_ONLY:
        properties.pop(name, None)
    return properties


def edge_properties(declared: dict[str, Any]) -> list[str]:
    """The properties of a type of relationship that a snapshot carries, in the order of the model.

    >>> edge_properties({"id": 1, "sources": 1, "records": 1, "joint": 1})
    ['sources', 'joint']
    """
    return [name for name in declared if name not in (*_LINKING_ONLY, *_NO_COLUMN)]
