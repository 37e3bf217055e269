"""What a viewer's role opens: labels, relations."""

from __future__ import annotations

from api.accounts.viewer import Viewer
from api.graphql.catalogue import NodeType, Relation, Scalar, catalogue
from graph.model import load_model

__all__ = ["RIGHT_OF", "SENSITIVE", "may_follow", "may_see", "tells_of_persons"]

RIGHT_OF = {
    **dict.fromkeys(("Area", "Organisation", "Facility", "Post", "Activity", "ServiceProject", "MatterRoute"), "public"),
    **dict.fromkeys(("Run", "RuleResult", "ScopeResult", "Finding", "Exemption"), "analysis"),
    **dict.fromkeys(("Source", "ImportBatch"), "provenance"),
    **dict.fromkeys(("Plan", "Change"), "plan"),
    "Person": "persons", "Tenure": "tenures", "Indicator": "indicators", "Link": "links",
}  # fmt: skip
"""The right that opens each label."""

SENSITIVE = "RESERVE_FOR"
"""The relationship that needs the right ``reserves``."""


def may_see(viewer: Viewer, type: str) -> bool:
    """Whether the role opens a type; ``Node`` is no label, so it is open."""
    return type == "Node" or viewer.may(RIGHT_OF[catalogue().types[type].home])


def tells_of_persons(viewer: Viewer, type: NodeType, scalar: Scalar) -> bool:
    """Whether conditions, orders and groups by a property need the right ``names``: the name of any node may be somebody's, for
    who may meet persons at all."""
    return scalar.personal or ((type.name, scalar.name) == ("Node", "name") and may_see(viewer, "Person"))


def may_follow(viewer: Viewer, relation: Relation) -> bool:
    """Whether the role opens a relation, and any label at its other end."""
    declared = load_model().relationships[relation.kind]
    ends = declared.start if relation.direction == "in" else declared.end
    if relation.kind == SENSITIVE and not viewer.may("reserves"):
        return False
    return "any" in ends or any(may_see(viewer, end) for end in ends)
