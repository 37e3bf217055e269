"""What a read operation becomes: one text, values as parameters, the same bytes for the same plan."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from graphql import GraphQLSchema, OperationDefinitionNode, parse, validate
from graphql.execution.values import get_variable_values
from hypothesis import given, settings
from hypothesis import strategies as st

from api.accounts.viewer import LOCAL, Viewer, make_viewer
from api.graphql.compiler import Plan, compile_operation
from api.graphql.compiler.access import Access
from api.graphql.errors import GraphqlFault
from api.graphql.schema import build_schema

SCHEMA: GraphQLSchema = build_schema()._schema
STREET = make_viewer("a", "reader", areas=("140213050000",))


def plan_of(
    document: str, variables: dict[str, Any] | None = None, viewer: Viewer = LOCAL
) -> tuple[Plan, dict[str, Any]]:
    """The plan of a document's first operation, and its parameters."""
    parsed = parse(document)
    assert validate(SCHEMA, parsed) == []
    operation = parsed.definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    coerced = get_variable_values(SCHEMA, operation.variable_definitions, variables or {})
    assert isinstance(coerced, dict), coerced
    plan = compile_operation(SCHEMA, parsed, operation, coerced, Access.of(viewer))
    return plan, plan.bind(coerced, today=date(2026, 11, 1), scope=viewer.areas)


@given(st.text(min_size=5, alphabet=st.characters(exclude_characters="'\"\\", exclude_categories=["Cs"])))
@settings(max_examples=60, deadline=None)
def test_no_value_is_in_the_text(value: str) -> None:
    marked = f"≈{value}≈"
    document = """query($w: PostFilter, $t: String) { posts(where: $w) { nodes { id organisation { name } } }
        grids(where: {OR: [{name: {contains: $t}}, {code: {startsWith: "≈≈≈"}}]}, first: 77) { totalCount } }"""
    plan, parameters = plan_of(
        document, {"w": {"title": {"eq": marked}, "NOT": {"name": {"in": [marked]}}}, "t": marked}
    )
    assert plan.text is not None
    assert marked not in plan.text and "≈≈≈" not in plan.text and "77" not in plan.text
    assert [marked] in parameters.values() and marked in parameters.values()


def test_same_shape_has_the_same_text() -> None:
    document = "query($w: GridFilter, $n: Int) { grids(where: $w, first: $n) { nodes { id } } }"
    first, one = plan_of(document, {"w": {"households": {"gt": 3}}, "n": 5})
    second, other = plan_of(document, {"w": {"households": {"gt": 400}}, "n": 50})
    assert first.text == second.text
    assert one != other


@pytest.mark.parametrize("variables", [{}, {"w": None}, {"w": {}}, {"w": {"households": {"lt": 3}}}])
def test_shapes_that_differ_do_not_share_a_text(variables: dict[str, Any]) -> None:
    document = "query($w: GridFilter) { grids(where: $w) { nodes { id } } }"
    given, _ = plan_of(document, {"w": {"households": {"gt": 3}}})
    other, _ = plan_of(document, variables)
    assert given.text != other.text


def test_an_alias_is_the_key_of_the_answer_and_nothing_else() -> None:
    plan, _ = plan_of("{ `x`: grids { nodes { id } } }".replace("`", ""))
    assert plan.text is not None and "`x`: {`nodes`" in plan.text


def test_several_root_fields_are_one_statement() -> None:
    plan, _ = plan_of("{ a: grids { totalCount } b: streets { totalCount } c: posts { totalCount } }")
    assert plan.text is not None and plan.text.count("RETURN {`a`") == 1 and ";" not in plan.text


def test_typename_alone_asks_nothing_of_the_store() -> None:
    plan, _ = plan_of("{ __typename it: __typename }")
    assert plan.text is None
    assert {key: make(LOCAL, {}) for key, make in plan.told.items()} == {"__typename": "Query", "it": "Query"}


@pytest.mark.parametrize(
    ("document", "named"),
    [
        ("{ persons { nodes { id } } }", "persons"),
        ("{ grids { nodes { sources } } }", "sources"),
        ("{ posts { nodes { tenures { nodes { id } } } } }", "tenures"),
        ("{ areas(where: {checkIns: {some: {}}}) { totalCount } }", "checkIns"),
        ("{ findings { totalCount } }", "findings"),
        ("{ areas { nodes { reserves { totalCount } } } }", "reserves"),
    ],
)
def test_a_role_is_refused_what_it_may_not_see_by_name(document: str, named: str) -> None:
    with pytest.raises(GraphqlFault) as refused:
        plan_of(document, viewer=make_viewer("guest", "public"))
    assert refused.value.code == "FORBIDDEN" and refused.value.extensions == {"name": named}


@pytest.mark.parametrize(
    "document",
    [
        '{ persons(where: {name: {contains: "张"}}) { totalCount } }',
        "{ persons(orderBy: [{name: ASC}]) { nodes { id } } }",
        "{ persons(where: {NOT: {pinyin: {isNull: true}}}) { totalCount } }",
        '{ tenures(where: {holder: {some: {name: {startsWith: "李"}}}}) { totalCount } }',
        '{ posts(where: {annotations: {some: {name: {eq: "x"}}}}) { totalCount } }',
        "{ posts { nodes { responsibleFor { groupBy(by: [name]) { aggregate { count } } } } } }",
    ],
)
def test_masked_words_serve_no_filter_order_or_group(document: str) -> None:
    with pytest.raises(GraphqlFault) as refused:
        plan_of(document, viewer=make_viewer("reader", "reader"))
    assert refused.value.code == "FORBIDDEN"


def test_names_are_noted_as_personal_only_where_they_are_shown() -> None:
    document = "{ persons { nodes { name } } }"
    assert plan_of(document)[0].personal
    assert not plan_of(document, viewer=make_viewer("reader", "reader"))[0].personal
    assert not plan_of("{ grids { nodes { name } } }")[0].personal


def test_a_scope_is_a_parameter() -> None:
    plan, parameters = plan_of("{ grids { totalCount nodes { name } } }", viewer=STREET)
    assert parameters["scope"] == ["140213050000"]
    assert plan.text is not None and "140213050000" not in plan.text


def test_an_index_gives_the_order_of_what_every_node_has() -> None:
    plan, _ = plan_of("{ posts(orderBy: [{role: ASC}, {title: ASC}]) { nodes { id } } }")
    assert plan.text is not None
    assert "`role` IS NOT NULL" in plan.text and "`title` IS NOT NULL" not in plan.text
    plan, _ = plan_of("{ posts(orderBy: [{title: ASC}, {role: ASC}]) { nodes { id } } }")
    assert plan.text is not None and "IS NOT NULL WITH" not in plan.text
