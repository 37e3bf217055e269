"""Random conditions and orders for a type, each valid, steered to what has been asked least."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from api.graphql.catalogue import NodeType, Relation, Scalar, catalogue
from tests.api.graphql.equality.literals import Word
from tests.api.graphql.equality.samples import Samples
from tests.api.graphql.equality.tally import Tally, filter_name, relation_key

__all__ = ["Conditions"]

_OPERATORS = {
    "ID": ("eq", "in", "isNull"),
    "String": ("eq", "in", "contains", "startsWith", "endsWith", "isNull"),
    **dict.fromkeys(("Int", "Float", "Date", "DateTime"), ("eq", "in", "lt", "lte", "gt", "gte", "isNull")),
    "Boolean": ("eq", "isNull"),
    "Enum": ("eq", "in", "isNull"),
    "list": ("has", "isNull"),
}
_QUANTIFIERS = ("some", "none", "all", "single")
_PARTS = ("contains", "startsWith", "endsWith")

MayUse = Callable[[NodeType, Scalar], bool]
MayFollow = Callable[[Relation], bool]


class Conditions:
    """Makes filters and orders; ``may_use`` and ``may_follow`` keep out most of what the viewer may not name."""

    def __init__(self, samples: Samples, tally: Tally, may_use: MayUse, may_follow: MayFollow) -> None:
        self._samples, self._tally = samples, tally
        self._may_use, self._may_follow = may_use, may_follow

    def filter(self, type: NodeType, depth: int = 2) -> dict[str, Any]:
        """A filter with one to three things that must hold."""
        made: dict[str, Any] = {}
        for _ in range(self._samples.one([1, 1, 1, 2, 3])):
            made |= self._thing(type, depth)
        return made

    def _thing(self, type: NodeType, depth: int) -> dict[str, Any]:
        if depth > 0 and self._samples.chance(0.25):
            return self._combined(type, depth - 1)
        relations = [row for row in type.relations.values() if type.name != "Node" and self._may_follow(row)]
        if depth > 0 and relations and self._samples.chance(0.35):
            return self._related(relations, depth - 1)
        return self._about(type)

    def _combined(self, type: NodeType, depth: int) -> dict[str, Any]:
        word = self._tally.least(["AND", "OR", "NOT"], lambda key: key)
        if word == "NOT":
            return {"NOT": self.filter(type, depth)}
        many = self._samples.one([0, 1, 2, 2, 3]) if self._samples.chance(0.2) else 2
        return {word: [self.filter(type, depth) for _ in range(many)]}

    def least_key(self, thing: Scalar | Relation) -> str:
        """The key of what was asked least of a property or a relation."""
        return f"filtered {relation_key(thing)}" if isinstance(thing, Relation) else self._least_of(thing)

    def about(self, type: NodeType, thing: Scalar | Relation) -> dict[str, Any]:
        """A condition on one property or one relation."""
        if isinstance(thing, Relation):
            return self._related([thing], 1)
        return {thing.name: self._operator(type, thing)}

    def _related(self, relations: list[Relation], depth: int) -> dict[str, Any]:
        relation = self._tally.least(relations, lambda row: f"filtered {relation_key(row)}")
        target = catalogue().types[relation.target]
        quantifiers = [self._tally.least(_QUANTIFIERS, lambda key: f"quantifier {key}")]
        if self._samples.chance(0.15):
            quantifiers.append(self._samples.one(_QUANTIFIERS))
        inner = [{} if self._samples.chance(0.25) else self.filter(target, depth) for _ in quantifiers]
        return {relation.name: dict(zip(quantifiers, inner, strict=True))}

    def _about(self, type: NodeType) -> dict[str, Any]:
        scalars = [row for row in type.scalars.values() if row.filterable and self._may_use(type, row)]
        scalar = self._tally.least(scalars, self._least_of)
        made: dict[str, Any] = {}
        for _ in range(2 if self._samples.chance(0.15) else 1):
            made |= self._operator(type, scalar)
        return {scalar.name: None if self._samples.chance(0.01) else made}

    def _least_of(self, scalar: Scalar) -> str:
        """The key of the operator of a property's input that was used least."""
        return min((f"{filter_name(scalar)}.{operator}" for operator in self._operators(scalar)), key=self._tally.count)

    def _operators(self, scalar: Scalar) -> tuple[str, ...]:
        return _OPERATORS["list" if scalar.many else scalar.kind]

    def _operator(self, type: NodeType, scalar: Scalar) -> dict[str, Any]:
        operator = self._tally.least(self._operators(scalar), lambda key: f"{filter_name(scalar)}.{key}")
        if operator == "isNull":
            return {operator: self._samples.chance(0.5)}
        if operator == "eq" and self._samples.chance(0.1):
            return {operator: None}
        if operator == "in":
            many = self._samples.one([0, 1, 2, 3, 5])
            return {operator: [self._samples.value(type, scalar) for _ in range(many)]}
        if operator in _PARTS:
            return {operator: self._samples.near(type, scalar)}
        return {operator: self._samples.value(type, scalar)}

    def order(self, type: NodeType) -> list[dict[str, Word]]:
        """An order of up to three keys."""
        scalars = [row for row in type.scalars.values() if row.sortable and self._may_use(type, row)]
        keys = self._samples.some(scalars, 3) if self._samples.chance(0.97) else []
        return [{row.name: Word(self._samples.one(["ASC", "DESC"]))} for row in keys]
