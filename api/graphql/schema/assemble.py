"""The parts of the schema put together."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec

import strawberry
from strawberry.extensions import SchemaExtension
from strawberry.schema.config import StrawberryConfig

from api.graphql.catalogue import Catalogue
from api.graphql.schema.aggregates import declare_aggregates
from api.graphql.schema.connections import declare_connections
from api.graphql.schema.entries import declare_entries
from api.graphql.schema.enums import declare_enums
from api.graphql.schema.filters import declare_filters
from api.graphql.schema.nodes import claim_nodes, declare_nodes
from api.graphql.schema.registry import Registry
from api.graphql.schema.scalars import SCALARS

__all__ = ["assemble"]

_WRITES = "api.graphql.writes"


def assemble(catalogue: Catalogue, extensions: Sequence[type[SchemaExtension]] = ()) -> strawberry.Schema:
    """The schema of a catalogue. Raises ``TypeError`` where a declaration names a type that there is not."""
    types = Registry()
    declare_enums(types, catalogue)
    claim_nodes(types, catalogue)
    declare_filters(types, catalogue)
    declare_aggregates(types, catalogue)
    declare_connections(types, catalogue)
    objects = declare_nodes(types, catalogue)
    query = declare_entries(types, catalogue)
    mutation = _mutation(types)
    if missing := types.unfinished():
        raise TypeError(f"declared nowhere: {', '.join(missing)}")
    config = StrawberryConfig(auto_camel_case=False, scalar_map=SCALARS)
    return strawberry.Schema(query, mutation, types=objects, extensions=extensions, config=config)


def _mutation(types: Registry) -> type | None:
    """What writes, where this program has it."""
    if find_spec(_WRITES) is None:
        return None
    made: type = import_module(_WRITES).declare_writes(types)
    return made
