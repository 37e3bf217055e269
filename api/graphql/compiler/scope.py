"""Who is at home where, as a predicate: whether a node lies in the areas of a scoped viewer on the day asked.

A node is at home where the first kind of relationship in its list leads that leads anywhere; a person is at home wherever
any of them leads. What leads nowhere is seen by nobody whose scope is limited.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from api.graphql.compiler.build import Build
from graph.model.validity import alive_cypher

__all__ = ["at_home", "scope_call", "visible", "within"]

_Step = tuple[str, bool, tuple[str, ...]]
"""A relationship, whether it is followed against its direction, and the labels at its other end."""
_Inside = Callable[[str], str]
"""From the variable of an area to a predicate on it."""

_ANYTHING = (
    "Area", "Organisation", "Facility", "Post", "Tenure", "Person", "ServiceProject", "Activity", "Indicator",
    "MatterRoute", "Link",
)  # fmt: skip
_HOMES: dict[str, tuple[_Step, ...]] = {
    "Organisation": (("BASED_IN", False, ("Area",)), ("SERVES", False, ("Area",))),
    "Facility": (("LOCATED_IN", False, ("Area",)), ("SERVES", False, ("Area",))),
    "Post": (("RESPONSIBLE_FOR", False, ("Area", "Facility")), ("POST_IN", False, ("Organisation",))),
    "Tenure": (("OF_POST", False, ("Post",)),),
    "ServiceProject": (("SERVES", False, ("Area",)), ("PROVIDES", True, ("Organisation",))),
    "Activity": (("HELD_IN", False, ("Area",)), ("ORGANISED_BY", False, ("Organisation",))),
    "Indicator": (("MEASURES", False, ("Area", "Organisation")),),
    "MatterRoute": (("FOR", False, ("Area",)),),
    "Exemption": (("ABOUT", False, _ANYTHING),),
    "Finding": (("FOUND_AT", False, ("Area",)), ("ABOUT", False, _ANYTHING)),
    "ScopeResult": (("ABOUT", False, ("Area",)),),
    "Change": (("TARGETS", False, _ANYTHING),),
    "Plan": (("STEP_OF", True, ("Change",)),),
    "Link": (("JOINS", False, ("Person",)),),
}
_ANY_HOME: dict[str, tuple[_Step, ...]] = {
    "Person": (
        ("HOLDER", True, ("Tenure",)),
        ("RESERVE_FOR", False, ("Area", "Post")),
        ("CHECKED_IN", False, ("Area",)),
        ("WORKS_AT", False, ("Organisation",)),
    )
}
_OPEN = ("Run", "RuleResult")
"""Labels that every viewer sees who may see the label; what they tell of other areas is a matter of their fields."""
_DEPTH = 12
"""Levels of areas below one another; more than any code has."""


def scope_call(build: Build, on: str, name: str) -> str:
    """The subquery that finds the ids of the viewer's areas and of all areas within them on a day."""
    return (
        f"CALL () {{ MATCH (s:Area) WHERE s.id IN $scope OR s.code IN $scope "
        f"{within('s', 'a', on)} "
        f"RETURN collect(DISTINCT a.id) AS {name} }}"
    )


def within(top: str, area: str, on: str) -> str:
    """The clause that leads from an area to itself and to all areas below it on a day, or from any of these up to it."""
    return f"MATCH ({top})(()<-[w:WITHIN WHERE {alive_cypher('w', on=on)}]-()){{0,{_DEPTH}}}({area})"


def visible(build: Build, node: str, homes: Iterable[str]) -> str | None:
    """The predicate on a variable whose node carries one of these labels; None where the viewer has no limits."""
    return None if build.scope is None else at_home(build, node, homes, lambda area: f"{area}.id IN {build.scope}")


def at_home(build: Build, node: str, homes: Iterable[str], inside: _Inside) -> str:
    """The predicate that such a node is at home in an area of which the predicate ``inside`` holds."""
    labels = sorted(set(homes))
    if len(labels) == 1:
        return _of_label(build, node, labels[0], inside)
    parts = [(label, _of_label(build, node, label, inside)) for label in labels]
    return "(" + " OR ".join(f"({node}:{label} AND {part})" for label, part in parts if part != "false") + ")"


def _of_label(build: Build, node: str, label: str, inside: _Inside) -> str:
    if label == "Area":
        return inside(node)
    if label in _OPEN:
        return "true"
    if label in _ANY_HOME:
        return "(" + " OR ".join(_reaches(build, node, step, inside) for step in _ANY_HOME[label]) + ")"
    if label not in _HOMES:
        return "false"
    first, *later = _HOMES[label]
    predicate = _reaches(build, node, first, inside)
    for step in later:
        predicate = f"({predicate} OR (NOT {_leads(build, node, first)} AND {_reaches(build, node, step, inside)}))"
    return predicate


def _leads(build: Build, node: str, step: _Step) -> str:
    """Whether a relationship of the kind leads anywhere on the day."""
    kind, inward, _ = step
    row = build.name("h")
    return f"EXISTS {{ MATCH {_arrow(node, row, kind, '', inward)}{_where(build, row, kind)} }}"


def _reaches(build: Build, node: str, step: _Step, inside: _Inside) -> str:
    """Whether a relationship of the kind leads to a node that is visible itself."""
    kind, inward, labels = step
    row, other = build.name("h"), build.name("v")
    inner = at_home(build, other, labels, inside)
    label = f":{labels[0]}" if len(labels) == 1 else ""
    where = _where(build, row, kind)
    return f"EXISTS {{ MATCH {_arrow(node, row, kind, other + label, inward)}{where}{' AND' if where else ' WHERE'} {inner} }}"


def _arrow(node: str, row: str, kind: str, other: str, inward: bool) -> str:
    return f"({node})<-[{row}:{kind}]-({other})" if inward else f"({node})-[{row}:{kind}]->({other})"


def _where(build: Build, row: str, kind: str) -> str:
    from graph.model import load_model

    return "" if load_model().relationship(kind).static else f" WHERE {alive_cypher(row, on=build.on)}"
