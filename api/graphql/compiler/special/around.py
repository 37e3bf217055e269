"""What may be walked along: the relationships of an entry, and the neighbours to which they lead on the day.

Where ``kinds`` is not given these are all relationships that only join facts of the district (and links of persons): none to
analyses, plans, source sheets and batches.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from api.graphql.compiler.arguments import Arg
from api.graphql.compiler.build import Build
from api.graphql.compiler.hops import homes_of
from api.graphql.compiler.roots import any_node
from api.graphql.compiler.scope import visible
from api.graphql.errors import fault
from graph.model import load_model
from graph.model.validity import alive_cypher
from graph.store.reader import FACT_LABELS

__all__ = ["Around", "around_of", "between", "edge_fields"]


@dataclass(frozen=True, slots=True)
class Around:
    """The relationships that are walked along, and the labels of the nodes that may be met."""

    build: Build
    kinds: tuple[str, ...]
    homes: tuple[str, ...]

    def relationship(self, row: str) -> str:
        """The inside of a relationship's brackets; of no kind at all where none may be walked along."""
        return f"{row}:{'|'.join(self.kinds)}" if self.kinds else f"{row}:`-`"

    def alive(self, *names: str) -> str:
        """The condition that nodes or relationships are alive on the day."""
        return " AND ".join(alive_cypher(name, on=self.build.on) for name in names)

    def may_see(self, node: str) -> str:
        """The condition that a node is alive and of a label that the viewer may see."""
        return f"{self.alive(node)} AND ({' OR '.join(f'{node}:{home}' for home in self.homes)})"

    def visible(self, node: str) -> str | None:
        """The condition that it lies in the viewer's scope too; None where everything does."""
        return visible(self.build, node, self.homes)

    def start(self, node: str, wanted: Arg, *known: str) -> str:
        """Clauses that give the node with an id where the viewer sees it; ``known``: variables that are at hand already."""
        homes = homes_of(self.build, self.build.type("Node"))
        found = any_node(self.build, node, homes, self.build.parameter(wanted))
        seen = visible(self.build, node, homes)
        return f"{found} WITH {', '.join([*known, node])}{self.build.carried()}{f' WHERE {seen}' if seen else ''}"


def around_of(build: Build, args: dict[str, Arg]) -> Around:
    """The relationships that the argument ``kinds`` names, or the usual ones. Raises FORBIDDEN for a sensitive one."""
    model, reserves = load_model(), "reserves" in build.access.rights
    named = args["kinds"].plain() if "kinds" in args else None
    for kind in named or ():
        if model.relationship(kind).sensitivity == "sensitive" and not reserves:
            raise fault("FORBIDDEN", name=kind)
    usual = [kind for kind in _usual() if reserves or model.relationship(kind).sensitivity != "sensitive"]
    kinds = usual if named is None else list(dict.fromkeys(named))
    ends = {end for kind in kinds for end in (*model.relationship(kind).start, *model.relationship(kind).end)}
    homes = {*model.labels} if "any" in ends else {model.label(end).label for end in ends}
    seen = tuple(sorted(home for home in homes if build.access.may_label(home)))
    return Around(build, tuple(kinds) if seen else (), seen or ("Area",))


@cache
def _usual() -> tuple[str, ...]:
    """The relationships both of whose ends are facts."""
    model = load_model()
    facts = {*FACT_LABELS} - {"Source"}

    def is_fact(end: str) -> bool:
        return end != "any" and model.label(end).label in facts

    rows = model.relationships.values()
    return tuple(row.type for row in rows if all(is_fact(end) for end in (*row.start, *row.end)))


@cache
def between(name: str, low: int, high: int) -> Callable[[Any], int]:
    """A check of a number: from ``low`` to ``high``, else the fault BAD_USER_INPUT."""

    def check(value: Any) -> int:
        if not low <= value <= high:
            raise fault("BAD_USER_INPUT", "graphql.out_of_range", name=name, found=value, low=low, high=high)
        return int(value)

    return check


def edge_fields(row: str) -> dict[str, str]:
    """The fields of a ``NeighbourEdge`` for the variable of a relationship."""
    return {
        "id": f"{row}.id", "kind": f"type({row})", "start": f"startNode({row}).id", "end": f"endNode({row}).id",
    }  # fmt: skip
