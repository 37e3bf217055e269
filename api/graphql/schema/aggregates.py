"""Figures of many nodes: count, least, greatest, sum and average, for all that match or group by group."""

from __future__ import annotations

from api.graphql.catalogue import Catalogue, NodeType
from api.graphql.schema.registry import Registry
from api.graphql.schema.rows import Row
from api.graphql.schema.wording import both, of_property

__all__ = ["declare_aggregates"]

_FIGURES: dict[str, tuple[Row, ...]] = {
    **{kind: (Row("min", kind, "最小 / least"), Row("max", kind, "最大 / greatest")) for kind in ("Date", "DateTime")},
    **{
        kind: (
            Row("min", kind, "最小 / least"),
            Row("max", kind, "最大 / greatest"),
            Row("sum", kind, "合计，没有值时为空 / sum; null where there is no value"),
            Row("avg", "Float", "平均，没有值时为空 / average; null where there is no value"),
        )
        for kind in ("Int", "Float")
    },
}


def declare_aggregates(types: Registry, catalogue: Catalogue) -> None:
    """The figures of each kind of value; for each type its aggregate, its groups, and what groups can be made by."""
    for kind, figures in _FIGURES.items():
        types.declare(f"{kind}Aggregate", f"{kind} 的统计 / figures of {kind}", figures)
    for row in catalogue.types.values():
        _declare(types, row)


def _declare(types: Registry, row: NodeType) -> None:
    name, says = row.name, both(row)
    figures = [Row("count", "Int!", "不同节点的个数 / number of distinct nodes")]
    figures += [
        Row(scalar.name, f"{scalar.kind}Aggregate", of_property(scalar))
        for scalar in row.scalars.values()
        if scalar.measurable
    ]
    keys = [scalar for scalar in row.scalars.values() if scalar.groupable]
    types.declare(f"{name}Aggregate", f"统计：{says}", figures)
    types.enumerate(f"{name}GroupKey", f"分组依据：{says}", {key.name: of_property(key) for key in keys})
    rows = [Row(key.name, key.enum or key.kind, of_property(key)) for key in keys]
    types.declare(f"{name}GroupKeys", f"一组的值，未用作依据的为空：{says}; null where groups are not made by it", rows)
    group = [Row("key", f"{name}GroupKeys!", "这一组的值 / the values of the group"),
             Row("aggregate", f"{name}Aggregate!", "这一组的统计 / its figures")]  # fmt: skip
    types.declare(f"{name}Group", f"一组：{says}", group)
