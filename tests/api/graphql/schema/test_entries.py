"""Where operations start, and what is computed: exactly the shapes that front-ends were promised."""

from __future__ import annotations

import pytest
from graphql import GraphQLEnumType, GraphQLSchema

from api.graphql.catalogue import NodeType, catalogue

TYPES = [row for row in catalogue().types.values() if row.name != "Node"]
BY_HAND = {
    "node(id: ID!, asOf: Date): Node",
    "search(text: String!, kinds: [NodeKind!], first: Int = 20, asOf: Date): [SearchHit!]!",
    "neighbourhood(id: ID!, depth: Int = 1, kinds: [RelationKind!], limit: Int = 300, asOf: Date): Neighbourhood",
    "path(from: ID!, to: ID!, kinds: [RelationKind!], maxLength: Int = 8, asOf: Date): Path",
    "rules(ids: [String!], kind: String): [Rule!]!",
    "latestRun(asOf: Date): Run",
    "trend(rule: String!, area: ID, asOf: Date): [TrendPoint!]",
    "changes(since: Date!, first: Int = 100, after: String, kinds: [NodeKind!], asOf: Date): ChangeLogConnection!",
    "viewer: ViewerInfo!",
}
PAGE = "first: Int, after: String, last: Int, before: String"
COMPUTED = [
    ("Area", "coverage(rules: [String!]): [Coverage!]"),
    ("Area", f"findings(where: FindingFilter, orderBy: [FindingOrder!], {PAGE}): FindingConnection"),
    ("Area", "findingsAsOf: Date"),
    ("Area", f"vacancies(where: PostFilter, orderBy: [PostOrder!], {PAGE}): PostConnection!"),
    ("Area", "trend(rule: String!, first: Int): [TrendPoint!]"),
    ("Grid", "coverage(rules: [String!]): [Coverage!]"),
    ("Person", "dualRoles: [DualRole!]!"),
    ("Post", "isVacant: Boolean"),
    ("Post", f"holders(where: PersonFilter, orderBy: [PersonOrder!], {PAGE}): PersonConnection!"),
    ("Post", "history: [Tenure!]!"),
]
COUNTS = "total: Int, due: Int, present: Int, exempt: Int, unknown: Int, gap: Int, ratio: Float"
SHAPES = {
    "Coverage": "rule: String!, ruleVersion: String, name: RuleName, severity: RuleResultSeverity, "
    f"status: RuleResultStatus, asOf: Date!, run: ID!, direct: Boolean!, {COUNTS}, ratioLow: Float, ratioHigh: Float, "
    "numerator: Float, denominator: Float, value: Float, unit: String",
    "TrendPoint": f"asOf: Date!, run: ID!, {COUNTS}, value: Float",
    "DualRole": "posts: [Post!]!, policy: DualRolePolicy, basis: String",
    "SearchHit": "node: Node!, matched: String!",
    "Neighbourhood": "nodes: [NeighbourNode!]!, edges: [NeighbourEdge!]!, hidden: Int!, outside: Int!",
    "NeighbourNode": "node: Node!, depth: Int!, hidden: Int!, outside: Int!",
    "NeighbourEdge": "id: ID!, kind: RelationKind!, start: ID!, end: ID!",
    "Path": "length: Int!, nodes: [Node!]!, edges: [NeighbourEdge!]!",
    "ChangeLogConnection": "edges: [ChangeLogEdge!]!, nodes: [ChangeEntry!]!, pageInfo: PageInfo!, totalCount: Int!",
    "ChangeEntry": "id: ID!, kind: NodeKind, what: ChangeWhat, on: Date, at: DateTime, batch: ID, node: Node",
    "RuleThreshold": "name: String!, value: String!, unit: String, since: Date!, until: Date, basis: String",
    "RulePeer": "place: RuleText!, value: Float!, source: String!",
    "ViewerInfo": "name: String!, role: String!, areas: [String!]!, rights: [String!]!",
}


def signatures(schema: GraphQLSchema, name: str) -> list[str]:
    """The fields of a type with their arguments, as the schema's own language has them."""
    found = schema.type_map[name]
    fields = getattr(found, "fields", {})
    return [f"{name}{_arguments(field.args)}: {field.type}" for name, field in fields.items()]


def _arguments(args: dict[str, object]) -> str:
    shown = [f"{name}: {_shown(argument)}" for name, argument in args.items()]
    return f"({', '.join(shown)})" if shown else ""


def _shown(argument: object) -> str:
    type, default = getattr(argument, "type", None), getattr(argument, "default_value", None)
    return f"{type} = {default}" if isinstance(default, int) else str(type)


def test_entries_written_by_hand(schema: GraphQLSchema) -> None:
    derived = {name for row in TYPES for name in (row.one, row.many)}
    assert {said for said in signatures(schema, "Query") if said.split("(")[0] not in derived} == BY_HAND


@pytest.mark.parametrize("row", TYPES, ids=lambda row: row.name)
def test_type_has_an_entry_for_one_and_for_many(schema: GraphQLSchema, row: NodeType) -> None:
    where = f"where: {row.name}Filter, orderBy: [{row.name}Order!]"
    entries = signatures(schema, "Query")
    assert f"{row.one}(id: ID!, asOf: Date): {row.name}" in entries
    assert f"{row.many}({where}, {PAGE}, asOf: Date): {row.name}Connection!" in entries


@pytest.mark.parametrize(("type", "said"), COMPUTED, ids=[f"{type}.{said.split('(')[0]}" for type, said in COMPUTED])
def test_computed_field_has_its_shape(schema: GraphQLSchema, type: str, said: str) -> None:
    assert said in signatures(schema, type)


@pytest.mark.parametrize(("type", "said"), SHAPES.items(), ids=SHAPES)
def test_what_is_computed_has_its_shape(schema: GraphQLSchema, type: str, said: str) -> None:
    assert ", ".join(signatures(schema, type)) == said


def test_kinds_are_those_of_the_model(schema: GraphQLSchema) -> None:
    nodes, relations = schema.type_map["NodeKind"], schema.type_map["RelationKind"]
    assert isinstance(nodes, GraphQLEnumType) and isinstance(relations, GraphQLEnumType)
    assert set(nodes.values) == {row.name for row in TYPES if not row.is_interface}
    assert set(relations.values) == {relation.kind for row in TYPES for relation in row.relations.values()}
