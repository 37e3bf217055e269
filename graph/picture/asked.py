"""What a picture is asked to show, as one value that every kind reads what it needs from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.errors import UsageError
from graph.model import load_model
from graph.model.schema import Relationship

__all__ = ["LIMIT", "MOST", "Asked", "need_types"]

LIMIT, MOST, LEAST = 300, 2000, 50
"""How many nodes are drawn unless told otherwise, at most, and the fewest that a limit may allow."""

DEEPEST = 20


@dataclass(frozen=True, kw_only=True)
class Asked:
    """``around`` and ``to`` are ids; ``depth`` counts steps; ``types`` are the relationships to follow (none: the usual).

    ``positions`` are places that must stay (nodes that a reader has put somewhere). Raises ``UsageError`` for a depth or a
    limit that makes no sense and for a type that the model lacks.
    """

    around: str | None = None
    to: str | None = None
    depth: int = 1
    types: tuple[str, ...] = ()
    limit: int = LIMIT
    rules: tuple[str, ...] = ()
    seed: int = 1
    positions: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    run: Any = None

    def __post_init__(self) -> None:
        if type(self.depth) is not int or not 0 <= self.depth <= DEEPEST:
            raise UsageError("picture.bad_depth", value=self.depth, most=DEEPEST)
        if type(self.limit) is not int or not LEAST <= self.limit <= MOST:
            raise UsageError("picture.bad_limit", value=self.limit, least=LEAST, most=MOST)
        need_types(self.types)


def need_types(types: tuple[str, ...]) -> None:
    """Raises ``UsageError`` for a type of relationship that the model lacks, with those there are."""
    known: dict[str, Relationship] = load_model().relationships
    for type in types:
        if type not in known:
            raise UsageError("picture.no_type", value=type, known=" ".join(sorted(known)))
