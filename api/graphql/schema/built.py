"""The schema, built once a process and only when it is asked for."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import strawberry
    from strawberry.extensions import SchemaExtension

__all__ = ["build_schema", "export_schema"]


@cache
def build_schema(*extensions: type[SchemaExtension]) -> strawberry.Schema:
    """The schema of this program's model, with what is to run around each operation."""
    from api.graphql.catalogue import catalogue
    from api.graphql.schema.assemble import assemble

    return assemble(catalogue(), extensions)


def export_schema() -> str:
    """The schema in its own language, as ``schema.graphql`` holds it."""
    return build_schema().as_str() + "\n"
