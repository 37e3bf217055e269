"""No read is resolved field by field: what was not compiled fails, and says which field it was."""

from __future__ import annotations

import pytest

from api.graphql.errors import GraphqlFault
from api.graphql.schema import build_schema


@pytest.mark.parametrize(
    ("operation", "field"), [("{ viewer { name } }", "viewer"), ("{ g: grids { totalCount } }", "grids")]
)
def test_a_read_that_was_not_compiled_is_an_internal_fault(operation: str, field: str) -> None:
    answer = build_schema().execute_sync(operation)
    assert answer.errors
    cause = answer.errors[0].original_error
    assert isinstance(cause, GraphqlFault)
    assert cause.code == "INTERNAL" and field in str(cause)


def test_introspection_runs_as_usual() -> None:
    answer = build_schema().execute_sync('{ __type(name: "Grid") { kind } }')
    assert answer.errors is None and answer.data == {"__type": {"kind": "OBJECT"}}
