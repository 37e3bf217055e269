"""The fields that a selection asks for, collected as graphql-core collects them, once for each concrete type."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graphql import FieldNode, GraphQLObjectType
from graphql.execution.collect_fields import collect_sub_fields

from api.graphql.compiler.build import Build

__all__ = ["Fields", "TypedFields", "fields_by_type", "fields_of"]

Fields = dict[str, list[FieldNode]]
"""Response key → the nodes that ask for it, to be merged."""


@dataclass(frozen=True, slots=True)
class TypedFields:
    """The fields that some concrete types have in common."""

    types: tuple[str, ...]
    fields: Fields


def fields_of(build: Build, type_name: str, nodes: list[FieldNode]) -> Fields:
    """The fields asked of an object type below these nodes."""
    type_ = build.schema.type_map[type_name]
    assert isinstance(type_, GraphQLObjectType)
    return collect_sub_fields(build.schema, build.fragments, build.variables, type_, nodes)


def fields_by_type(build: Build, type_names: Iterable[str], nodes: list[FieldNode]) -> list[TypedFields]:
    """The fields below these nodes for each concrete type; types that are asked and
    answered the same stand together."""
    groups: dict[tuple[tuple[str, tuple[int, ...], bool], ...], tuple[list[str], Fields]] = {}
    for name in type_names:
        fields = fields_of(build, name, nodes)
        key = tuple((response, tuple(map(id, asked)), _shown(build, name, asked)) for response, asked in fields.items())
        groups.setdefault(key, ([], fields))[0].append(name)
    return [TypedFields(tuple(names), fields) for names, fields in groups.values()]


def _shown(build: Build, type_name: str, asked: list[FieldNode]) -> bool:
    """Whether what these nodes ask for is shown as it is: the name of a person may be masked where others' are not."""
    scalar = build.type(type_name).scalars.get(asked[0].name.value)
    return scalar is None or build.access.sees(scalar)
