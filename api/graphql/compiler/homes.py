"""Where a node is at home, as one predicate: a path of the relationships that lead from it to areas, in stages.

Every kind of relationship belongs to one stage, and what it leads to goes on in the same stage or a later one. So each kind
is written once, however many labels a field may have: conditions nested in conditions are 483 for a field of any label, for
which the planner needs minutes, and a subquery for each relationship takes it longer than a path (docs/decisions/0014).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from api.graphql.compiler.build import Build
from graph.model import load_model
from graph.model.validity import alive_cypher

__all__ = ["ANY_HOME", "HOMES", "Inside", "Step", "at_home"]

Inside = Callable[[str], str]
"""The condition on the variable of an area."""
Step = tuple[str, bool, tuple[str, ...]]
"""A relationship, whether it is followed against its direction, and the labels at its other end."""

_ANYTHING = (
    "Area", "Organisation", "Facility", "Post", "Tenure", "Person", "ServiceProject", "Activity", "Indicator",
    "MatterRoute", "Link",
)  # fmt: skip
HOMES: dict[str, tuple[Step, ...]] = {
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
"""A node of a label is at home where the first of these leads that leads anywhere."""
ANY_HOME: dict[str, tuple[Step, ...]] = {
    "Person": (
        ("HOLDER", True, ("Tenure",)),
        ("RESERVE_FOR", False, ("Area", "Post")),
        ("CHECKED_IN", False, ("Area",)),
        ("WORKS_AT", False, ("Organisation",)),
    )
}
"""A node of a label is at home wherever any of these leads."""
_STEPS = HOMES | ANY_HOME
_STAGES = (
    (True, ("STEP_OF",)),
    (False, ("FOUND_AT", "ABOUT", "TARGETS")),
    (False, ("JOINS",)),
    (True, ("HOLDER", "PROVIDES")),
    (False, (
        "RESERVE_FOR", "CHECKED_IN", "WORKS_AT", "OF_POST", "MEASURES", "HELD_IN", "ORGANISED_BY", "FOR",
        "RESPONSIBLE_FOR", "POST_IN", "BASED_IN", "LOCATED_IN", "SERVES",
    )),
)  # fmt: skip
"""Kinds of relationships, and whether they are followed against their direction; a way passes the stages in this order."""
_OPEN = ("Run", "RuleResult")
"""Labels that every viewer sees who may see the label; what they tell of other areas is a matter of their fields."""


def at_home(build: Build, node: str, homes: Iterable[str], inside: Inside) -> str:
    """The predicate that a node with one of these labels is at home in an area of which ``inside`` holds."""
    labels = set(homes)
    open_ = [f"{node}:{label}" for label in sorted(labels.intersection(_OPEN))]
    if open_ and len(labels) == len(open_):
        return "true"
    if labels & _STEPS.keys():
        closed = _led(build, node, labels, inside)
    elif "Area" in labels:
        closed = inside(node) if labels == {"Area"} else f"({node}:Area AND {inside(node)})"
    else:
        closed = "false"
    return f"({' OR '.join([*open_, closed])})" if open_ else closed


def _led(build: Build, start: str, labels: set[str], inside: Inside) -> str:
    """The predicate for labels of which some lead elsewhere."""
    needed = _reached(labels)
    stages = [
        _stage(build, steps, inward, _longest(labels, kinds))
        for inward, kinds in _STAGES
        if (steps := [(label, kind) for label in needed for kind, _, _ in _STEPS.get(label, ()) if kind in kinds])
    ]
    area = build.name("z")
    return f"EXISTS {{ MATCH ({start}){''.join(stages)}({area}:Area) WHERE {inside(area)} }}"


def _reached(labels: Iterable[str]) -> list[str]:
    """The labels, and those to which they lead, in a fixed order."""
    found: set[str] = set()
    waiting = [*labels]
    while waiting:
        label = waiting.pop()
        if label not in found:
            found.add(label)
            waiting += [end for _, _, ends in _STEPS.get(label, ()) for end in ends]
    return sorted(found)


def _longest(labels: Iterable[str], kinds: tuple[str, ...]) -> int:
    """How many relationships of these kinds may follow one another on a way from one of the labels."""
    return max(
        (
            (kind in kinds) + _longest(ends, kinds)
            for label in labels for kind, _, ends in _STEPS.get(label, ())
        ),
        default=0,
    )  # fmt: skip


def _stage(build: Build, steps: list[tuple[str, str]], inward: bool, most: int) -> str:
    """None to ``most`` relationships of a stage, each alive; of a label's ways only the first that leads."""
    near, row, far = build.name("x"), build.name("h"), build.name("y")
    conditions = _alive(build, row, [kind for _, kind in steps])
    for label, kind in steps:
        if earlier := _earlier(label, kind):
            conditions.append(f"(NOT ({near}:{label} AND {row}:{kind}) OR NOT {_leads(build, near, earlier)})")
    kinds = "|".join(sorted({kind for _, kind in steps}))
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    return f"({_arrow(near, row, kinds, far, inward)}{where}){{0,{most}}}"


def _earlier(label: str, kind: str) -> list[str]:
    """The kinds of a label that come before this one, where only the first that leads anywhere counts."""
    kinds = [step[0] for step in HOMES.get(label, ())]
    return kinds[: kinds.index(kind)] if kinds else []


def _leads(build: Build, node: str, kinds: list[str]) -> str:
    """The predicate that any of these kinds, all outward, leads anywhere."""
    row = build.name("h")
    where = "".join(f" WHERE {condition}" for condition in _alive(build, row, kinds))
    return f"EXISTS {{ MATCH {_arrow(node, row, '|'.join(kinds), '', False)}{where} }}"


def _arrow(node: str, row: str, kinds: str, other: str, inward: bool) -> str:
    return f"({node})<-[{row}:{kinds}]-({other})" if inward else f"({node})-[{row}:{kinds}]->({other})"


def _alive(build: Build, row: str, kinds: list[str]) -> list[str]:
    static = all(load_model().relationship(kind).static for kind in kinds)
    return [] if static else [alive_cypher(row, on=build.on)]
