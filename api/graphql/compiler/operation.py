"""A read operation as a whole: every root field in one statement, which answers one row with one map."""

from __future__ import annotations

from typing import Any

from graphql import DocumentNode, FragmentDefinitionNode, GraphQLSchema, OperationDefinitionNode, get_named_type
from graphql.execution.collect_fields import collect_fields

from api.graphql.catalogue import Catalogue, catalogue
from api.graphql.compiler.access import Access
from api.graphql.compiler.arguments import Arg, arguments_of
from api.graphql.compiler.build import Build, Emitted, quote, read_day
from api.graphql.compiler.plan import Finish, Plan, Told
from api.graphql.compiler.roots import derived_root
from api.graphql.compiler.scope import scope_call
from api.graphql.compiler.special import ROOTS
from api.graphql.compiler.told import TOLD

__all__ = ["compile_operation", "fragments_of"]


def fragments_of(document: DocumentNode) -> dict[str, FragmentDefinitionNode]:
    """The fragments that a document defines, by name."""
    return {
        definition.name.value: definition
        for definition in document.definitions
        if isinstance(definition, FragmentDefinitionNode)
    }


def compile_operation(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: dict[str, Any],
    access: Access,
    derived: Catalogue | None = None,
) -> Plan:
    """The plan of a valid read operation without introspection, for variables as graphql-core coerced them.

    It serves every request with the same document, operation, access and :func:`~api.graphql.compiler.shape.shape_of`
    of its variables. Raises faults: FORBIDDEN naming the field, BAD_USER_INPUT for arguments that contradict one another.
    The same plan has the same text, byte for byte; it grows with the number of fields, not with the data.
    """
    build = Build(schema, derived or catalogue(), access, fragments_of(document), variables)
    assert schema.query_type is not None
    fields = collect_fields(schema, build.fragments, variables, schema.query_type, operation.selection_set)
    told: dict[str, Told] = {}
    parts: list[str] = []
    calls: list[str] = []
    finish: Finish = {}
    for key, nodes in fields.items():
        name = nodes[0].name.value
        if name == "__typename":
            told[key] = _always(schema.query_type.name)
            continue
        declared = schema.query_type.fields[name]
        args = arguments_of(declared, nodes[0], variables)
        access.check_field(name)
        if name in TOLD:
            told[key] = TOLD[name](build, nodes, args)
            continue
        value = _root(_on_its_day(build, args), name, nodes, args, get_named_type(declared.type).name)
        calls += value.calls
        parts.append(f"{quote(key)}: {value.expression}")
        if value.finish:
            finish[key] = value.finish.get("", value.finish)
    scopes = [scope_call(build, on, name) for on, name in build.shared.scopes.items()]
    text = " ".join([*scopes, *calls, f"RETURN {{{', '.join(parts)}}} AS data"]) if parts else None
    shared = build.shared
    return Plan(text, tuple(shared.parameters), finish, told, shared.personal)


def _on_its_day(build: Build, args: dict[str, Arg]) -> Build:
    day = args.get("asOf")
    return build if day is None else build.at(build.parameter(day, read_day))


def _root(build: Build, name: str, nodes: list[Any], args: dict[str, Arg], returned: str) -> Emitted:
    return ROOTS[name](build, nodes, args, returned) if name in ROOTS else derived_root(build, nodes, args, returned)


def _always(value: str) -> Told:
    return lambda _viewer, _variables: value
