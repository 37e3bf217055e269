"""One plan for many requests: what differs between them is bound anew each time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from api.accounts.viewer import LOCAL
from api.graphql.compiler.access import Access
from api.graphql.engine.plans import Plans
from api.graphql.engine.prepared import Documents
from api.graphql.limits import Limits
from api.graphql.schema import build_schema

if TYPE_CHECKING:
    from api.graphql.compiler import Plan

DOCUMENT = """query($id: String!, $code: String!) {
  rules(ids: [$id]) { id }
  areas(where: {code: {in: [$code, "9"]}}) { totalCount nodes { coverage(rules: [$id]) { rule } } }
}"""


def planned(*requests: dict[str, Any]) -> list[Plan]:
    """The plan of each request, by one set of plans."""
    schema = build_schema()._schema
    documents, plans = Documents(schema, Limits()), Plans(schema)
    operation = documents.operation(DOCUMENT, documents.prepare(DOCUMENT), None)
    return [plans.plan(DOCUMENT, operation, variables, Access.of(LOCAL)) for variables in requests]


def test_variables_inside_a_list_are_bound_for_each_request() -> None:
    first, second = {"id": "S02", "code": "1402"}, {"id": "P14", "code": "1403"}
    plan, again = planned(first, second)
    assert plan is again
    for variables in (first, second):
        bound = list(plan.bind(variables, today=date(2026, 11, 1)).values())
        assert [variables["code"], "9"] in bound and [variables["id"]] in bound
        assert plan.told["rules"](LOCAL, variables) == [{"id": variables["id"]}]
