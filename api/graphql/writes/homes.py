"""Whether a viewer sees one item, asked step by step inside the transaction of a write.

The rule is that of :mod:`api.graphql.compiler.homes`. For a single item a few small statements that the database has
planned already are better than one predicate on whatever a finding may be about.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from api.accounts.viewer import Viewer
from api.graphql.compiler.homes import ANY_HOME, HOMES, Step
from graph.model import load_model
from graph.model.validity import alive_cypher

if TYPE_CHECKING:
    from neo4j import ManagedTransaction

__all__ = ["sees"]

_AREA = (
    "MATCH (:Area {id: $id})(()-[w:WITHIN WHERE " + alive_cypher("w", on="$on") + "]->()){0,12}(s:Area) "
    "WHERE s.id IN $scope OR s.code IN $scope RETURN count(*) > 0 AS seen"
)


def sees(tx: ManagedTransaction, viewer: Viewer, label: str, id: str, on: date) -> bool:
    """Whether an item is at home in the viewer's areas on a day; everything is where the viewer has no limits."""
    return not viewer.areas or _sees(tx, label, id, {"scope": list(viewer.areas), "on": on})


def _sees(tx: ManagedTransaction, label: str, id: str, asked: dict[str, Any]) -> bool:
    if label == "Area":
        return bool(tx.run(_AREA, id=id, **asked).single(strict=True)["seen"])
    if label in ANY_HOME:
        return any(_sees(tx, *other, asked) for step in ANY_HOME[label] for other in _near(tx, label, id, step, asked))
    for step in HOMES.get(label, ()):
        near = [*_near(tx, label, id, step, asked)]
        if near:
            return any(_sees(tx, *other, asked) for other in near)
    return False


def _near(tx: ManagedTransaction, label: str, id: str, step: Step, asked: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Label (general, not a sub-label) and id of what a relationship leads to on the day."""
    kind, inward, _ = step
    model = load_model()
    alive = "" if model.relationship(kind).static else f" WHERE {alive_cypher('r', on='$on')}"
    arrow = f"<-[r:{kind}]-" if inward else f"-[r:{kind}]->"
    rows = tx.run(
        f"MATCH (:{label} {{id: $id}}){arrow}(m){alive} RETURN labels(m) AS labels, m.id AS id", id=id, **asked
    )
    for row in [*rows]:
        yield next(name for name in row["labels"] if name in model.labels), row["id"]
