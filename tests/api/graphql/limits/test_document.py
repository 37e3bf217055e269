"""What is refused before a document is validated, and that none of it takes long."""

from __future__ import annotations

import pytest
from graphql import GraphQLSyntaxError, get_introspection_query

from api.graphql.errors import GraphqlFault
from api.graphql.limits import Limits, check_document


def nested(levels: int) -> str:
    return "{ grid(id: 1) {" + " parent {" * levels + " id " + "}" * levels + "} }"


def chain(length: int, spread: str) -> str:
    """Fragments of which each spreads the next."""
    parts = [f"fragment f{n} on Grid {{ {spread.format(n=n + 1)} }}" for n in range(length)]
    return "{ grid(id: 1) { ...f0 } } " + " ".join(parts) + f" fragment f{length} on Grid {{ id }}"


@pytest.mark.parametrize(
    ("text", "code", "numbers"),
    [
        ("{" + " ".join(f"a{n}: grids {{ totalCount }}" for n in range(10_000)) + "}", "TOKEN_LIMIT", {"limit": 4_000}),
        ("{" + " ".join(f"a{n}: rules {{ id }}" for n in range(500)) + "}", "ALIAS_LIMIT", {"limit": 100, "found": 500}),
        ("{" + "rules { id } " * 500 + "}", "ALIAS_LIMIT", {"limit": 100, "found": 499}),
        ("query A { rules { id } } query B {" + "rules { id } " * 500 + "}", "ALIAS_LIMIT", {"limit": 100, "found": 499}),
        ("{ rules { id } } fragment f on Query {" + "rules { id } " * 500 + "}", "ALIAS_LIMIT", {"limit": 100, "found": 499}),
        (nested(11), "DEPTH_LIMIT", {"limit": 12, "found": 13}),
        (nested(190), "DEPTH_LIMIT", {"limit": 12, "found": 192}),
        (nested(200), "DEPTH_LIMIT", {"limit": 12}),
        (nested(900), "DEPTH_LIMIT", {"limit": 12}),
        ("{ grids {" + "edges {" * 60 + "cursor" + "}" * 62, "DEPTH_LIMIT", {"limit": 48, "found": 62}),
        (chain(60, "parent {{ ...f{n} }}"), "DEPTH_LIMIT", {"limit": 12, "found": 62}),
        (chain(200, "...f{n} ...f{n}"), "TOKEN_LIMIT", {"limit": 5_000, "found": 2**31 - 1}),
        (chain(200, "parent {{ ...f{n} }} b: parent {{ ...f{n} }}"), "DEPTH_LIMIT", {"limit": 12, "found": 202}),
        (chain(8, "parent {{ ...f{n} }} b: parent {{ ...f{n} }}"), "ALIAS_LIMIT", {"limit": 100, "found": 255}),
        ("#" + "x" * 500_000 + "\n{ rules { id } }", "BODY_LIMIT", {"limit": 500_000, "found": 500_018}),
        ('{ grid(id: "' + "x" * 100_000 + '") { id } }', "BAD_USER_INPUT", {"name": "id", "limit": 10_000, "found": 100_000}),
    ],
    ids=[
        "aliases", "aliases-few", "repeats", "other-operation", "unused-fragment", "deep-13", "deep-192", "deep-200",
        "deep-900", "edges", "deep-fragments", "bomb", "deep-bomb", "alias-bomb", "comment", "string",
    ],
)  # fmt: skip
def test_too_much_is_refused_with_its_number(text: str, code: str, numbers: dict[str, object]) -> None:
    with pytest.raises(GraphqlFault) as refused:
        check_document(text)
    assert (refused.value.code, refused.value.extensions) == (code, numbers)


@pytest.mark.parametrize(
    "text",
    [
        nested(10),
        "{ grids { edges { node { covers { nodes { covers { edges { node { covers { nodes { id } } } } } } } } } } }",
        chain(400, "...f{n}"),
        "{ grid(id: 1) { ...f } } fragment f on Grid { parent { ...f } }",
        "{ grid(id: 1) { ...missing } }",
        "{" + " ".join(f"a{n}: rules {{ id }}" for n in range(100)) + "}",
        get_introspection_query(),
    ],
    ids=["depth", "wrappers", "chain", "cycle", "missing", "aliases", "introspection"],
)
def test_what_is_within_the_limits_passes(text: str) -> None:
    assert check_document(text).definitions


def test_limits_are_settings() -> None:
    with pytest.raises(GraphqlFault) as refused:
        check_document("{ grid(id: 1) { parent { id } } }", Limits(depth=2))
    assert refused.value.extensions == {"limit": 2, "found": 3}


@pytest.mark.parametrize("text", ["", "{", "{ grid(id: ) { id } }", "query (", '"'])
def test_what_is_no_document_is_left_to_its_own_error(text: str) -> None:
    with pytest.raises(GraphQLSyntaxError):
        check_document(text)
