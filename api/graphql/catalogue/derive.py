"""The catalogue derived from the declared model: one pass, no names of its own.

>>> catalogue = derive(load_model())
>>> catalogue.types["Grid"].interfaces, catalogue.types["Community"].many
(('Node', 'Area'), 'communities')
>>> catalogue.types["Area"].relations["parts"].target, catalogue.types["Post"].relations["responsibleFor"].target
('Area', 'Node')
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from api.graphql.catalogue.names import camel, enum_name, is_name, many_name
from api.graphql.catalogue.types import Catalogue, Direction, EnumType, NodeType, Relation, Scalar, ScalarKind
from graph.model import Model, load_model
from graph.model.schema import Property, Relationship, Sensitivity

__all__ = ["catalogue", "derive"]

_KINDS: dict[str, ScalarKind] = {
    "text": "String", "code": "String", "integer": "Int", "number": "Float", "flag": "Boolean", "date": "Date",
    "datetime": "DateTime", "json": "JSON",
}  # fmt: skip
_COMMON = ("id", "name", "sources", "synthetic", "confirmedOn")
_NOT_SHOWN = {"records", "keys", "phones", "numbers", "units", "states", "id", "synthetic"}
"""What relationships carry for joining records and for undo; no field of an edge."""
_ROLE = EnumType("Role", "角色", "role", {})


@cache
def catalogue() -> Catalogue:
    """The catalogue of this program's model."""
    return derive(load_model())


def derive(model: Model) -> Catalogue:
    """The catalogue of a model: the interface ``Node``, an interface for each label with sub-labels, an object type for
    each other label and each sub-label."""
    enums = {"Role": EnumType("Role", _ROLE.zh, _ROLE.en, {row.role: (row.zh, row.en) for row in model.roles.values()})}
    types = {"Node": _node(model)}
    for label in model.labels.values():
        for name in (label.label, *label.sublabels):
            types[name] = _type(model, name, enums)
    return Catalogue(types, enums)


def _node(model: Model) -> NodeType:
    concrete = tuple(name for label in model.labels.values() for name in (label.sublabels or (label.label,)))
    properties = model.properties("Source")
    scalars = {key: _scalar("Node", key, properties[key], "internal", {}) for key in _COMMON}
    relations = {row.name: row for row in _relations(model, "any", everywhere=True)}
    return NodeType(
        "Node", "节点", "node", "", (), "Node", (), concrete, False, "public", "node", "nodes", scalars, relations
    )


def _type(model: Model, name: str, enums: dict[str, EnumType]) -> NodeType:
    label, sub = model.label(name), model.sublabel(name)
    said = sub or label
    properties = model.properties(name)
    owners = {key: name if sub and key in sub.properties else label.label for key in properties}
    scalars = {
        key: _scalar(owners[key], key, declared, model.sensitivity(name, key), enums)
        for key, declared in properties.items()
    }
    return NodeType(
        name=name,
        zh=said.zh,
        en=said.en,
        note=label.purpose.zh if sub is None else "、".join(f"{key} {word}" for key, word in sub.kinds.items()),
        labels=model.labels_of(name),
        home=label.label,
        interfaces=("Node",) if sub is None else ("Node", label.label),
        concrete=tuple(label.sublabels) if sub is None and label.sublabels else (name,),
        dated=label.dated,
        sensitivity=label.sensitivity,
        one=camel(name),
        many=many_name(name),
        scalars=scalars,
        relations={row.name: row for row in _relations(model, name)},
    )


def _scalar(owner: str, key: str, declared: Property, sensitivity: Sensitivity, enums: dict[str, EnumType]) -> Scalar:
    kind: ScalarKind = "ID" if key == "id" else _KINDS[declared.type]
    enum = None
    if (owner, key) == ("Post", "role"):
        kind, enum = "Enum", "Role"
    elif declared.values and all(is_name(value) for value in declared.values):
        kind, enum = "Enum", enum_name(key, owner)
        enums[enum] = EnumType(enum, declared.zh, declared.en, {value: (value, value) for value in declared.values})
    ordered = kind == "ID" or (declared.required and declared.index)
    return Scalar(key, key, kind, declared.zh, declared.en, sensitivity, declared.many, declared.unit, enum, ordered)


def _relations(model: Model, name: str, *, everywhere: bool = False) -> Iterator[Relation]:
    """The relations of a label, or with ``everywhere`` those that every node may have."""
    labels = () if everywhere else model.labels_of(name)
    for row in model.relationships.values():
        if _is_end(labels, row.start):
            yield _relation(model, row, "both" if row.symmetric else "out")
        if _is_end(labels, row.end) and not row.symmetric:
            yield _relation(model, row, "in")


def _is_end(labels: tuple[str, ...], ends: tuple[str, ...]) -> bool:
    return "any" in ends or any(label in ends for label in labels)


def _relation(model: Model, row: Relationship, direction: Direction) -> Relation:
    properties = model.relationship_properties(row.type)
    return Relation(
        name=row.in_field if direction == "in" else row.out_field,
        kind=row.type,
        direction=direction,
        target=_target(model, row.start if direction == "in" else row.end),
        many=direction == "in" or row.many == "many",
        static=row.static,
        zh=row.zh,
        en=row.en,
        sensitivity=row.sensitivity,
        scalars={
            key: _scalar(row.type, key, declared, declared.sensitivity or row.sensitivity, {})
            if not declared.values
            else Scalar(
                key, key, "String", declared.zh, declared.en, declared.sensitivity or row.sensitivity, declared.many
            )
            for key, declared in properties.items()
            if key not in _NOT_SHOWN
        },
    )


def _target(model: Model, ends: tuple[str, ...]) -> str:
    """The type at the other end: the one label, the interface that several share, or ``Node``."""
    if "any" in ends:
        return "Node"
    if len(ends) == 1:
        return ends[0]
    homes = {model.label(end).label for end in ends}
    return homes.pop() if len(homes) == 1 else "Node"
