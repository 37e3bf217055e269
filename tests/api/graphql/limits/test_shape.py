"""Counting with fragments in place equals counting after they were put there."""

from __future__ import annotations

from typing import Any

from graphql import GraphQLSchema, OperationDefinitionNode, parse
from hypothesis import given
from hypothesis import strategies as st

from api.graphql.limits import price_plan
from api.graphql.limits.shape import Shape, shape_of

Tree = list[tuple[str, Any]]
"""Fields with what is selected below, or None for a leaf."""

LEAF = st.sampled_from(["id", "name", "t: name"])
ROW = st.sampled_from(["parent", "p: parent"])
LIST = st.sampled_from(["covers", "covers(first: 7)", "c: covers(first: 2)"])


def fields(children: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    return st.lists(
        st.one_of(
            st.tuples(LEAF, st.none()),
            st.tuples(ROW, children),
            st.tuples(LIST, children.map(lambda tree: [("nodes", tree), ("totalCount", None)])),
        ),
        min_size=1,
        max_size=4,
        unique_by=lambda field: field[0].partition("(")[0].partition(":")[0],
    )


TREES = st.recursive(st.lists(st.tuples(LEAF, st.none()), min_size=1, max_size=1), fields, max_leaves=12)


def plain(tree: Tree) -> str:
    return " ".join(name if below is None else f"{name} {{ {plain(below)} }}" for name, below in tree)


def with_fragments(tree: Tree, on: str, fragments: list[str]) -> str:
    """Every selection as a fragment of its own."""
    said = []
    for name, below in tree:
        inside = "Grid" if name == "nodes" or "parent" in name else "GridConnection"
        said.append(name if below is None else f"{name} {{ {with_fragments(below, inside, fragments)} }}")
    fragments.append(f"fragment f{len(fragments)} on {on} {{ {' '.join(said)} }}")
    return f"...f{len(fragments) - 1}"


def first_of(text: str) -> tuple[Any, OperationDefinitionNode]:
    document = parse(text)
    operation = document.definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    return document, operation


@given(tree=TREES)
def test_fragments_change_neither_shape_nor_price(schema: GraphQLSchema, tree: Tree) -> None:
    fragments: list[str] = []
    spread = with_fragments(tree, "Grid", fragments)
    one = first_of(f"{{ grid(id: 1) {{ {plain(tree)} }} }}")
    other = first_of(f"{{ grid(id: 1) {{ {spread} }} }} {' '.join(fragments)}")
    assert shape_of(*one) == shape_of(*other)
    assert price_plan(*one, schema)({}) == price_plan(*other, schema)({})


def test_connections_add_one_level_however_they_are_walked() -> None:
    edges = shape_of(*first_of("{ grids { edges { node { covers { nodes { id } } } } } }"))
    assert (edges.depth, edges.nesting) == (3, 6)


def test_field_called_node_with_arguments_is_a_level() -> None:
    assert shape_of(*first_of("{ node(id: 1) { id } }")).depth == 2


def test_roots_and_questions_about_the_schema_are_seen_through_fragments() -> None:
    found = shape_of(
        *first_of("{ a: rules { id } ...f } fragment f on Query { __schema { types { name } } rules { id } }")
    )
    assert found == Shape(fields=7, aliases=1, depth=2, nesting=3, roots=3, introspects=True)
