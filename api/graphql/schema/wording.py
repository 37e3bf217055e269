"""What a description says: Chinese, then English."""

from __future__ import annotations

from typing import Protocol

from api.graphql.catalogue import Catalogue, Relation, Scalar

__all__ = ["both", "of_property", "of_relation"]

_ARROWS = {"out": "→", "in": "←", "both": "↔"}


class _Said(Protocol):
    @property
    def zh(self) -> str: ...
    @property
    def en(self) -> str: ...


def both(said: _Said) -> str:
    """The words of a type or an enumeration in both languages."""
    return f"{said.zh} / {said.en}"


def of_property(scalar: Scalar) -> str:
    """The words of a property, with its unit, and a word where it tells of a person.

    >>> of_property(Scalar("staff", "staff", "Int", "从业人数", "staff", "public", unit="人"))
    '从业人数（人） / staff'
    >>> of_property(Scalar("phone", "phone", "String", "电话", "phone", "personal"))
    '电话〔个人信息〕 / phone [personal]'
    """
    unit = f"（{scalar.unit}）" if scalar.unit else ""
    zh, en = ("〔个人信息〕", " [personal]") if scalar.personal else ("", "")
    return f"{scalar.zh}{unit}{zh} / {scalar.en}{en}"


def of_relation(catalogue: Catalogue, relation: Relation) -> str:
    """The words of a relation, with an arrow that says at which end of it the field is, and what is at the other end.

    >>> from api.graphql.catalogue import catalogue
    >>> [of_relation(catalogue(), catalogue().types["Area"].relations[name]) for name in ("parent", "parts")]
    ['属于 → 区域 / within → Area', '属于 ← 区域 / within ← Area']
    """
    arrow, target = _ARROWS[relation.direction], catalogue.types[relation.target]
    return f"{relation.zh} {arrow} {target.zh} / {relation.en} {arrow} {target.en}"
