"""What a change of the schema does to those who use it, as graphql-core finds it.

Breaking: an operation that was valid no longer is, or answers something else. Dangerous: it stays valid and may meet what
it does not expect. What is left (new fields, other descriptions) hurts nobody.

>>> [found] = compare("type Query { grid: Int village: Int }", "type Query { grid: Int }")
>>> found.breaking, found.message.zh, found.detail
(True, '删去字段', 'Query.village was removed.')
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from graphql import GraphQLSchema, GraphQLSyntaxError, build_schema
from graphql.utilities import find_breaking_changes, find_dangerous_changes

from graph.errors import UsageError
from graph.messages import Message, text

__all__ = ["SchemaChange", "compare"]


@dataclass(frozen=True, slots=True)
class SchemaChange:
    """One change that may hurt: what kind of change it is, and graphql-core's sentence about it."""

    breaking: bool
    message: Message
    detail: str


def compare(old: str, new: str) -> tuple[SchemaChange, ...]:
    """What the new schema takes from those who use the old one, breaking before dangerous.

    Raises ``UsageError`` where the old one is no schema.
    """
    before, after = _read(old), _read(new)
    breaking = [_change(True, kind, detail) for kind, detail in find_breaking_changes(before, after)]
    dangerous = [_change(False, kind, detail) for kind, detail in find_dangerous_changes(before, after)]
    return (*breaking, *dangerous)


def _change(breaking: bool, kind: Enum, detail: str) -> SchemaChange:
    return SchemaChange(breaking, text(f"schema.{kind.name.lower()}"), detail)


def _read(sdl: str) -> GraphQLSchema:
    try:
        return build_schema(sdl, assume_valid_sdl=True)
    except (GraphQLSyntaxError, TypeError) as error:
        raise UsageError("schema.unreadable", why=str(error).splitlines()[0]) from error
