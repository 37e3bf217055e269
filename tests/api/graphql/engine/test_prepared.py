"""What is worked out of a document once."""

from __future__ import annotations

import pytest

from api.graphql.engine.prepared import Documents
from api.graphql.limits import Limits
from tests.api.graphql.equality.evaluate import plain_schema


@pytest.mark.parametrize(
    ("text", "roots"),
    [
        ("{ a: grids { totalCount } grids { totalCount } viewer { name } }", ("grids", "viewer")),
        (
            "{ ... on Query { runs { totalCount } ...F } } fragment F on Query { posts { totalCount } }",
            ("runs", "posts"),
        ),
        ('mutation { rejectLink(id: "l", revision: 1) { id } }', ("rejectLink",)),
    ],
)
def test_root_fields_are_told_each_once_those_of_fragments_too(text: str, roots: tuple[str, ...]) -> None:
    documents = Documents(plain_schema(), Limits())
    prepared = documents.prepare(text)
    assert documents.operation(text, prepared, None).roots == roots
