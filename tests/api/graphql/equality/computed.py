"""The fields that are computed for a node, each from the facts by a loop."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from graphql import GraphQLError

from tests.api.graphql.equality.answers import Found, connection
from tests.api.graphql.equality.dual import dual_roles
from tests.api.graphql.equality.facts import Node
from tests.api.graphql.equality.runs import coverage_of, findings_of, newest_run, trend_of
from tests.api.graphql.equality.view import Neighbour, View

__all__ = ["COMPUTED", "NEEDS", "is_vacant"]

Arguments = Mapping[str, Any]


def _run(view: View) -> Node:
    run = newest_run(view)
    if run is None:
        raise GraphQLError("no saved run", extensions={"code": "NO_SAVED_RUN"})
    return run


def _coverage(view: View, area: Node, given: Arguments) -> Any:
    return coverage_of(view, area, _run(view), given.get("rules"))


def _findings(view: View, area: Node, given: Arguments) -> Any:
    near = [Neighbour(node) for node in findings_of(view, area, _run(view))]
    return connection(view, "Finding", "findings", near, given)


def _findings_as_of(view: View, area: Node, given: Arguments) -> Any:
    run = newest_run(view)
    return run.values["asOf"].isoformat() if run else None


def _vacancies(view: View, area: Node, given: Arguments) -> Any:
    posts = [node for node in view.of_type("Post") if is_vacant(view, node) is True and view.inside(node, area.id)]
    return connection(view, "Post", "vacancies", [Neighbour(post) for post in posts], given)


def _trend(view: View, area: Node, given: Arguments) -> Any:
    rows = trend_of(view, area, given["rule"])
    first = given.get("first")
    return rows if first is None else rows[max(len(rows) - first, 0) :]


def _tenures(view: View, post: Node) -> list[Node]:
    nodes = (view.facts.nodes[tie.start] for tie in view.facts.into.get((post.id, "OF_POST"), ()))
    return [node for node in nodes if view.in_scope(node)]


def is_vacant(view: View, post: Node) -> bool | None:
    """Whether fewer tenures are alive than the post has seats; one that does not say has one. None of a post that is planned,
    frozen or obsolete."""
    if post.values.get("status") not in (None, "active"):
        return None
    seats = post.values.get("seats")
    return sum(view.alive(tenure) for tenure in _tenures(view, post)) < (1 if seats is None else seats)


def _holders(view: View, post: Node, given: Arguments) -> Any:
    near = [
        Neighbour(person, None, tenure.id)
        for tenure in _tenures(view, post)
        if view.alive(tenure)
        for tie in view.facts.out.get((tenure.id, "HOLDER"), ())
        if view.visible(person := view.facts.nodes[tie.end])
    ]
    return connection(view, "Person", "holders", near, given)


def _history(view: View, post: Node, given: Arguments) -> Any:
    told = sorted(_tenures(view, post), key=lambda tenure: tenure.id)
    dated = [tenure for tenure in told if "validFrom" in tenure.values]
    dated.sort(key=lambda tenure: tenure.values["validFrom"], reverse=True)
    return [Found(view, tenure) for tenure in dated + [tenure for tenure in told if tenure not in dated]]


def _dual_roles(view: View, person: Node, given: Arguments) -> Any:
    return dual_roles(view, person)


COMPUTED: dict[str, Callable[[View, Node, Arguments], Any]] = {
    "coverage": _coverage,
    "findings": _findings,
    "findingsAsOf": _findings_as_of,
    "vacancies": _vacancies,
    "trend": _trend,
    "isVacant": lambda view, post, _: is_vacant(view, post),
    "holders": _holders,
    "history": _history,
    "dualRoles": _dual_roles,
}
"""Field → what it answers; no two types have different ones of one name."""

NEEDS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("coverage", "findings", "findingsAsOf", "trend"), ("analysis",)),
    **dict.fromkeys(("isVacant", "vacancies", "history"), ("tenures",)),
    **dict.fromkeys(("holders", "dualRoles"), ("persons", "tenures")),
}
"""The rights that they need."""
