"""Relay's connections: one for the nodes of a type, one for each relation with many neighbours."""

from __future__ import annotations

from api.graphql.catalogue import Catalogue, NodeType, Relation
from api.graphql.schema.registry import Registry
from api.graphql.schema.rows import Argument, Row
from api.graphql.schema.wording import both, of_property

__all__ = ["declare_connections"]

_PAGE_INFO = (
    Row("hasNextPage", "Boolean!", "其后还有 / more after it"),
    Row("hasPreviousPage", "Boolean!", "其前还有 / more before it"),
    Row("startCursor", "String", "第一条的游标 / cursor of the first edge"),
    Row("endCursor", "String", "最后一条的游标 / cursor of the last edge"),
)
_CURSOR = Row("cursor", "String!", "游标 / cursor")
_OUTSIDE = Row(
    "outsideCount", "Int!", "范围以外未列出的个数 / how many lie outside the viewer's scope and are not listed"
)


def declare_connections(types: Registry, catalogue: Catalogue) -> None:
    """Every connection with its edges."""
    types.declare("PageInfo", "一页的前后 / what lies around a page", _PAGE_INFO)
    for row in catalogue.types.values():
        if row.name != "Node":
            _declare(types, f"{row.name}Connection", f"{row.name}Edge", row, both(row))
    for name, relation in _relations(catalogue).items():
        target = catalogue.types[relation.target]
        _declare(
            types,
            name,
            catalogue.edge_name(relation),
            target,
            f"{relation.zh}：{target.zh} / {relation.en}: {target.en}",
            relation,
        )


def _relations(catalogue: Catalogue) -> dict[str, Relation]:
    every = (relation for row in catalogue.types.values() for relation in row.relations.values() if relation.many)
    return {catalogue.connection_name(relation): relation for relation in every}


def _declare(
    types: Registry, name: str, edge: str, target: NodeType, says: str, relation: Relation | None = None
) -> None:
    node = target.name
    scalars = relation.scalars.values() if relation else ()
    edges = [_CURSOR, Row("node", f"{node}!", both(target))]
    edges += [Row(row.name, f"[{row.kind}!]" if row.many else row.kind, of_property(row)) for row in scalars]
    by = (
        Argument("by", f"[{node}GroupKey!]!", "分组依据 / what groups are made by"),
        Argument("first", "Int", "至多几组，0–1000 / how many groups at most", 100),
    )
    rows = [
        Row("edges", f"[{edge}!]!", "这一页的边 / the edges of the page"),
        Row("nodes", f"[{node}!]!", "这一页的节点 / the nodes of the page"),
        Row("pageInfo", "PageInfo!", "这一页的前后 / what lies around the page"),
        Row(
            "totalCount", "Int!", "符合条件的边的总数，不只这一页 / number of all edges that match, not only the page's"
        ),
        Row("aggregate", f"{node}Aggregate!", "符合条件的节点的统计 / figures of all nodes that match"),
        Row("groupBy", f"[{node}Group!]!", "分组统计，个数多的在前 / groups, the largest first", by),
    ]
    types.declare(edge, f"边：{says}; edge", edges)
    types.declare(name, f"连接：{says}; connection", [*rows, _OUTSIDE] if relation else rows)
