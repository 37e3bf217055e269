"""The value of a property as a viewer may see it, and as conditions, orders and figures may use it."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from api.graphql.catalogue import Scalar
from tests.api.graphql.equality.facts import Node
from tests.api.graphql.equality.view import View

__all__ = ["known_value", "shown", "shown_value"]

FIGURES = ("total", "due", "present", "exempt", "unknown", "gap", "ratio", "ratioLow", "ratioHigh", "numerator", "denominator",
           "value", "exemptBy")  # fmt: skip
"""The numbers of a RuleResult: of the whole district, so not for a scoped viewer without ``share_totals``."""


def shown_value(view: View, node: Node, key: str) -> Any:
    """What a field answers: a name masked, another personal property empty, days and moments as text, JSON unpacked."""
    value = node.values.get(key)
    if _is_personal(view, node, key):
        return f"{value[:1]}＊＊" if (node.type.name, key) == ("Person", "name") and value else None
    return None if _is_kept_back(view, node, key) else shown(value, node.type.scalars[key])


def known_value(view: View, node: Node, key: str) -> Any:
    """What conditions, orders and figures go by: nothing of what the viewer may not see."""
    kept = _is_personal(view, node, key) or _is_kept_back(view, node, key)
    return None if kept or key not in node.type.scalars else node.values.get(key)


def shown(value: Any, scalar: Scalar) -> Any:
    """A value as JSON has it."""
    if scalar.kind == "JSON" and value is not None:
        return json.loads(value)
    return value.isoformat() if isinstance(value, (date, datetime)) else value


def _is_personal(view: View, node: Node, key: str) -> bool:
    scalar = node.type.scalars.get(key)
    return scalar is not None and scalar.personal and not view.viewer.may("names")


def _is_kept_back(view: View, node: Node, key: str) -> bool:
    scoped = bool(view.viewer.areas) and not view.viewer.share_totals
    return scoped and node.type.name == "RuleResult" and key in FIGURES
