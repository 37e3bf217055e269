"""Where a node is at home, as one predicate: the relationships that lead from it to areas, gone through label by label.

Every label is in a layer, and its relationships lead to labels of later layers and at last to areas. A subquery a layer
replaces nodes by those to which they lead. So each relationship is written once, however many labels a field may have:
conditions nested in conditions are 483 for a field of any label, for which the planner needs minutes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

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
_LAYERS = (
    ("Plan",), ("Change", "Exemption", "Finding", "ScopeResult"), ("Link",), ("Person",),
    ("Tenure", "Indicator", "Activity", "ServiceProject", "MatterRoute"), ("Post",), ("Organisation", "Facility"),
)  # fmt: skip
_OPEN = ("Run", "RuleResult")
"""Labels that every viewer sees who may see the label; what they tell of other areas is a matter of their fields."""


def at_home(build: Build, node: str, homes: Iterable[str], inside: Inside) -> str:
    """The predicate that a node with one of these labels is at home in an area of which ``inside`` holds."""
    labels = set(homes)
    open_ = [f"{node}:{label}" for label in sorted(labels.intersection(_OPEN))]
    led = labels & _STEPS.keys()
    if open_ and len(labels) == len(open_):
        return "true"
    if led:
        closed = _led(build, node, labels - set(_OPEN), inside)
    elif "Area" in labels:
        closed = inside(node) if labels == {"Area"} else f"({node}:Area AND {inside(node)})"
    else:
        closed = "false"
    return f"({' OR '.join([*open_, closed])})" if open_ else closed


def _led(build: Build, start: str, labels: set[str], inside: Inside) -> str:
    """The predicate for labels of which some lead elsewhere."""
    needed, at, calls = _reached(labels), start, []
    for layer in _LAYERS:
        leaving = [label for label in layer if label in needed]
        if leaving:
            further = build.name("z")
            branches = [branch for label in leaving for branch in _steps(build, at, label, further)]
            if at != start or labels != set(leaving):
                staying = " OR ".join(f"{at}:{label}" for label in leaving)
                branches.append(f"WITH {at} WHERE NOT ({staying}) RETURN {at} AS {further}")
            calls.append(f"CALL ({at}) {{ {' UNION ALL '.join(branches)} }}")
            at = further
    return f"EXISTS {{ {' '.join(calls)} WITH {at} WHERE {at}:Area AND {inside(at)} RETURN 1 }}"


def _reached(labels: Iterable[str]) -> set[str]:
    """The labels, and those to which they lead."""
    found: set[str] = set()
    waiting = [*labels]
    while waiting:
        label = waiting.pop()
        if label not in found:
            found.add(label)
            waiting += [end for _, _, ends in _STEPS.get(label, ()) for end in ends]
    return found


def _steps(build: Build, at: str, label: str, further: str) -> Iterator[str]:
    """A branch for each relationship of a label; where only the first that leads counts, the later ones say so."""
    for position, (kind, inward, ends) in enumerate(_STEPS[label]):
        row = build.name("h")
        conditions = [
            f"{at}:{label}",
            *_alive(build, row, kind),
            f"({' OR '.join(f'{further}:{end}' for end in ends)})",
        ]
        if label in HOMES:
            conditions += [f"NOT {_leads(build, at, step)}" for step in _STEPS[label][:position]]
        yield f"MATCH {_arrow(at, row, kind, further, inward)} WHERE {' AND '.join(conditions)} RETURN {further}"


def _leads(build: Build, node: str, step: Step) -> str:
    kind, inward, _ = step
    row = build.name("h")
    alive = "".join(f" WHERE {condition}" for condition in _alive(build, row, kind))
    return f"EXISTS {{ MATCH {_arrow(node, row, kind, '', inward)}{alive} }}"


def _arrow(node: str, row: str, kind: str, other: str, inward: bool) -> str:
    return f"({node})<-[{row}:{kind}]-({other})" if inward else f"({node})-[{row}:{kind}]->({other})"


def _alive(build: Build, row: str, kind: str) -> list[str]:
    return [] if load_model().relationship(kind).static else [alive_cypher(row, on=build.on)]
