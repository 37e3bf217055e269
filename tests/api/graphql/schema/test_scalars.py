"""Days and moments: what is none is refused with the code BAD_DATE, in a document and in a variable."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from graphql import GraphQLSchema, parse, validate
from graphql.execution.values import get_variable_values
from hypothesis import given
from hypothesis import strategies as st

from api.graphql.errors import GraphqlFault, from_graphql_core
from api.graphql.schema.scalars import read_date, read_datetime, show

WRONG_DAYS = [
    "2026-11-31",
    "2026-13-01",
    "20261101",
    "2026-W44-7",
    "26-11-01",
    " 2026-11-01",
    "２０２６-11-01",
    "",
    20261101,
    None,
    True,
]
WRONG_MOMENTS = ["2026-11-01", "2026-11-01 08:30", "2026-11-01T25:00", "T", 0, None]


@given(st.dates())
def test_a_day_is_read_as_it_is_shown(day: date) -> None:
    assert read_date(show(day)) == day


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_moment_is_read_as_it_is_shown(moment: datetime) -> None:
    assert read_datetime(show(moment)) == moment


@pytest.mark.parametrize("value", WRONG_DAYS)
def test_what_is_no_day_is_refused(value: object) -> None:
    with pytest.raises(GraphqlFault) as raised:
        read_date(value)
    assert raised.value.code == "BAD_DATE"


@pytest.mark.parametrize("value", WRONG_MOMENTS)
def test_what_is_no_moment_is_refused(value: object) -> None:
    with pytest.raises(GraphqlFault) as raised:
        read_datetime(value)
    assert raised.value.code == "BAD_DATE" and "08:30:00" in raised.value.message.zh


def test_a_wrong_day_in_a_document_keeps_its_code_and_place(schema: GraphQLSchema) -> None:
    document = parse('{ grids(asOf: "2026-11-31") { totalCount } }')
    [error] = [from_graphql_core(error) for error in validate(schema, document)]
    assert error["extensions"]["code"] == "BAD_DATE"
    assert error["locations"] == [{"line": 1, "column": 15}]


def test_a_wrong_day_in_a_variable_keeps_its_code(schema: GraphQLSchema) -> None:
    document = parse("query ($day: Date) { grids(asOf: $day) { totalCount } }")
    definitions = document.definitions[0].variable_definitions  # type: ignore[attr-defined]
    errors = get_variable_values(schema, definitions, {"day": "gestern"})
    assert isinstance(errors, list)
    assert from_graphql_core(errors[0])["extensions"]["code"] == "BAD_DATE"
