"""The declared model as one object: read from the YAML beside this file, checked, and asked.

>>> model = load_model()
>>> model.label("Grid").label, model.prefix("Grid")
('Area', 'area')
>>> sorted(model.properties("Grid"))[:3]
['aliases', 'attachedMembers', 'boundary']
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from importlib.resources.abc import Traversable
from typing import TypeVar

from pydantic import ValidationError

from graph.errors import ModelError
from graph.model.schema import Label, Property, Relationship, Role, RolePair, Sensitivity, SubLabel
from graph.yaml_text import load_yaml

__all__ = ["MODEL_VERSION", "Model", "load_model"]

MODEL_VERSION = 1
"""Raised when a store written by this model could not be read by the one before."""

_T = TypeVar("_T", Label, Relationship, Role, RolePair)

_COMMON = {
    "id": Property(type="code", zh="标识", en="identity", index=True, required=True, sensitivity="internal"),
    "name": Property(type="text", zh="名称", en="name", search=True),
    "sources": Property(type="text", many=True, zh="来源", en="sources", sensitivity="internal"),
    "synthetic": Property(type="flag", zh="示例数据", en="fictional sample data", sensitivity="public"),
    "confirmedOn": Property(type="date", zh="核实日期", en="confirmed on", sensitivity="internal"),
}
_DATES = {
    "validFrom": Property(type="date", zh="生效日期", en="valid from"),
    "validTo": Property(type="date", zh="失效日期", en="valid to (exclusive)"),
}
_RELATIONSHIP_COMMON = {key: _COMMON[key] for key in ("id", "sources", "synthetic", "confirmedOn")}


@dataclass(frozen=True)
class Model:
    """Labels, relationships, roles and pairs of roles as declared."""

    labels: dict[str, Label]
    relationships: dict[str, Relationship]
    roles: dict[str, Role]
    role_pairs: tuple[RolePair, ...]

    @cached_property
    def _home(self) -> dict[str, str]:
        return {sub: label.label for label in self.labels.values() for sub in label.sublabels}

    def label(self, name: str) -> Label:
        """The label, or the label that a sub-label belongs to; raises ``ModelError`` for a name it lacks."""
        found = self.labels.get(self._home.get(name, name))
        if found is None:
            raise ModelError("model.no_label", name=name)
        return found

    def sublabel(self, name: str) -> SubLabel | None:
        """What is declared of a sub-label, or None where the name is a label of its own."""
        return self.label(name).sublabels.get(name)

    def labels_of(self, name: str) -> tuple[str, ...]:
        """The labels that a node of that name carries: ``Grid`` → ``("Area", "Grid")``."""
        known = self._labels_of.get(name)
        if known is None:
            home = self.label(name).label
            known = self._labels_of[name] = (home,) if home == name else (home, name)
        return known

    @cached_property
    def _labels_of(self) -> dict[str, tuple[str, ...]]:
        return {}

    def prefix(self, name: str) -> str:
        """The first part of the ids of that label's nodes."""
        return self.label(name).prefix

    @cached_property
    def _properties(self) -> dict[str, dict[str, Property]]:
        found: dict[str, dict[str, Property]] = {}
        for name in self.names():
            label = self.label(name)
            sub = label.sublabels.get(name)
            found[name] = _COMMON | (_DATES if label.dated else {}) | label.properties | (sub.properties if sub else {})
        return found

    def properties(self, name: str) -> dict[str, Property]:
        """Every property that a node of that label or sub-label may carry, common ones included."""
        if name not in self._properties:
            raise ModelError("model.no_label", name=name)
        return self._properties[name]

    def relationship_properties(self, kind: str) -> dict[str, Property]:
        """Every property that a relationship of that type may carry; raises ``ModelError`` for an unknown type."""
        self.relationship(kind)
        return self._relationship_properties[kind]

    @cached_property
    def _relationship_properties(self) -> dict[str, dict[str, Property]]:
        return {
            kind: _RELATIONSHIP_COMMON | ({} if declared.static else _DATES) | declared.properties
            for kind, declared in self.relationships.items()
        }

    def relationship(self, kind: str) -> Relationship:
        """What is declared of a type of relationship; raises ``ModelError`` for one that it lacks."""
        if kind not in self.relationships:
            raise ModelError("model.no_relationship", name=kind)
        return self.relationships[kind]

    def may_join(self, kind: str, start: str, end: str) -> bool:
        """Whether a relationship of that type may lead from a node of the one label to one of the other."""
        known = self._joins.get((kind, start, end))
        if known is None:
            declared = self.relationship(kind)
            known = _is_one_of(self.labels_of(start), declared.start) and _is_one_of(self.labels_of(end), declared.end)
            self._joins[kind, start, end] = known
        return known

    @cached_property
    def _joins(self) -> dict[tuple[str, str, str], bool]:
        return {}

    def sensitivity(self, name: str, key: str) -> Sensitivity:
        """How sensitive a property is: its own word, or its label's."""
        return self.properties(name)[key].sensitivity or self.label(name).sensitivity

    def names(self) -> Iterator[str]:
        """Every label and sub-label."""
        for label in self.labels.values():
            yield label.label
            yield from label.sublabels


def _is_one_of(labels: tuple[str, ...], allowed: tuple[str, ...]) -> bool:
    return "any" in allowed or any(label in allowed for label in labels)


@cache
def load_model() -> Model:
    """The model of this program, read once; raises ``ModelError`` where the files contradict one another."""
    return read_model(resources.files(__package__))


def read_model(folder: Traversable) -> Model:
    """A model from a folder of YAML; raises ``ModelError`` naming the file where a declaration is wrong."""
    labels = [
        _parsed(Label, load_yaml(file.read_text(encoding="utf-8")), file.name)
        for file in sorted((folder / "labels").iterdir(), key=lambda file: file.name)
        if file.name.endswith(".yaml")
    ]
    model = Model(
        {label.label: label for label in labels},
        {row.type: row for row in _rows(Relationship, folder / "relationships.yaml")},
        {row.role: row for row in _rows(Role, folder / "roles.yaml")},
        tuple(_rows(RolePair, folder / "role_pairs.yaml")),
    )
    _check(model)
    return model


def _rows(kind: type[_T], file: Traversable) -> list[_T]:
    return [_parsed(kind, row, file.name) for row in load_yaml(file.read_text(encoding="utf-8"))]


def _parsed(kind: type[_T], row: object, file: str) -> _T:
    try:
        return kind.model_validate(row)
    except ValidationError as error:
        raise ModelError("model.bad_declaration", file=file, why=str(error)) from error


def _check(model: Model) -> None:
    names = set(model.names()) | {"any"}
    for row in model.relationships.values():
        for name in (*row.start, *row.end):
            if name not in names:
                raise ModelError("model.unknown_end", type=row.type, name=name)
    for role in model.roles.values():
        if role.body not in names:
            raise ModelError("model.unknown_body", role=role.role, name=role.body)
    for pair in model.role_pairs:
        for name in (*pair.a, *pair.b):
            if name not in model.roles:
                raise ModelError("model.unknown_role", name=name)
