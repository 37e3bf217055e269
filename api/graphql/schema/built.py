"""The schema, built once a process and only when it is asked for."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import strawberry
    from strawberry.extensions import SchemaExtension

__all__ = ["build_schema", "export_schema"]


@cache
def build_schema(*extensions: type[SchemaExtension]) -> strawberry.Schema:
    """The schema of this program's model, with what is to run around each operation."""
    with _without_collection():
        from api.graphql.catalogue import catalogue
        from api.graphql.schema.assemble import assemble

        return assemble(catalogue(), extensions)


@contextmanager
def _without_collection() -> Iterator[None]:
    """Nothing that the schema is made of is garbage: looking for some is time lost."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def export_schema() -> str:
    """The schema in its own language, as ``schema.graphql`` holds it."""
    return build_schema().as_str() + "\n"
