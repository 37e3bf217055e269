"""What can be asked of nodes: operators by kind of value, a filter and an order by type.

A filter says several things at once: all of them must hold. A missing value answers no operator but ``isNull``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from api.graphql.catalogue import Catalogue, NodeType, Scalar
from api.graphql.schema.registry import Registry
from api.graphql.schema.rows import Row
from api.graphql.schema.wording import both, of_property, of_relation

__all__ = ["declare_filters", "operator_input"]

_SAYS = {
    "eq": "等于；null 即没有值 / equals; null: has no value",
    "in": "在列 / is one of",
    "contains": "包含 / contains",
    "startsWith": "开头是 / starts with",
    "endsWith": "结尾是 / ends with",
    "lt": "小于 / less than",
    "lte": "小于等于 / at most",
    "gt": "大于 / greater than",
    "gte": "大于等于 / at least",
    "has": "列表中有 / the list holds",
    "isNull": "没有值 / has no value",
}
_TEXT = ("contains", "startsWith", "endsWith")
_RANGE = ("lt", "lte", "gt", "gte")
_OPERATORS: dict[str, tuple[str, ...]] = {
    "ID": ("eq", "in", "isNull"),
    "String": ("eq", "in", *_TEXT, "isNull"),
    "Int": ("eq", "in", *_RANGE, "isNull"),
    "Float": ("eq", "in", *_RANGE, "isNull"),
    "Date": ("eq", "in", *_RANGE, "isNull"),
    "DateTime": ("eq", "in", *_RANGE, "isNull"),
    "Boolean": ("eq", "isNull"),
}
_ENUM = ("eq", "in", "isNull")
_QUANTIFIERS = {
    "some": "至少一个 / at least one",
    "none": "一个也没有 / none",
    "all": "全部（没有也算） / all, also where there are none",
    "single": "恰好一个 / exactly one",
}


def operator_input(scalar: Scalar) -> str:
    """The input with the operators that fit a property."""
    return "ListFilter" if scalar.many else f"{scalar.enum or scalar.kind}Filter"


def declare_filters(types: Registry, catalogue: Catalogue) -> None:
    """The operators, then for each type its filter, its order, and the quantifiers of relations that lead to it."""
    for kind, operators in _OPERATORS.items():
        types.declare(f"{kind}Filter", f"对 {kind} 的条件 / conditions on {kind}", _operators(kind, operators), "input")
    for enum in catalogue.enums.values():
        says = f"对{enum.zh}的条件 / conditions on {enum.en}"
        types.declare(f"{enum.name}Filter", says, _operators(enum.name, _ENUM), "input")
    lists = [Row("has", "String", _SAYS["has"]), Row("isNull", "Boolean", _SAYS["isNull"])]
    types.declare("ListFilter", "对列表的条件 / conditions on a list", lists, "input")
    targets = {relation.target for row in catalogue.types.values() for relation in row.relations.values()}
    for row in catalogue.types.values():
        name, says = row.name, both(row)
        types.declare(f"{name}Filter", f"条件：{says}", _filter(catalogue, row), "input")
        types.declare(f"{name}Order", f"次序（恰好一项）：{says}; exactly one key", _order(row), "choice")
        if name in targets:
            quantifiers = [Row(key, f"{name}Filter", said) for key, said in _QUANTIFIERS.items()]
            types.declare(f"{name}RelationFilter", f"相连的{says}", quantifiers, "input")


def _operators(kind: str, operators: Iterable[str]) -> Iterator[Row]:
    for operator in operators:
        type = {"in": f"[{kind}!]", "isNull": "Boolean"}.get(operator, kind)
        yield Row(operator, type, _SAYS[operator])


def _filter(catalogue: Catalogue, row: NodeType) -> Iterator[Row]:
    yield Row("AND", f"[{row.name}Filter!]", "全部成立（空列表成立） / all hold; an empty list holds")
    yield Row("OR", f"[{row.name}Filter!]", "至少一项成立（空列表不成立） / one holds; an empty list does not")
    yield Row("NOT", f"{row.name}Filter", "不成立 / does not hold")
    for scalar in row.scalars.values():
        if scalar.filterable:
            yield Row(scalar.name, operator_input(scalar), of_property(scalar))
    for relation in row.relations.values() if row.name != "Node" else ():
        yield Row(relation.name, f"{relation.target}RelationFilter", of_relation(catalogue, relation))


def _order(row: NodeType) -> Iterator[Row]:
    for scalar in row.scalars.values():
        if scalar.sortable:
            yield Row(scalar.name, "Direction", of_property(scalar))
