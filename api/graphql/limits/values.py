"""How long, how many and how nested values may be: those written in a document, and those of its variables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from graphql import DocumentNode, ListValueNode, ObjectValueNode, StringValueNode, ValueNode

from api.graphql.errors import fault
from api.graphql.limits.settings import Limits

__all__ = ["QUANTIFIERS", "check_literals", "check_variables", "count_quantifiers"]

QUANTIFIERS = frozenset({"some", "none", "all", "single"})
"""The words of a filter that look at neighbours."""

_PLAIN = (int, float, bool, type(None))


def check_variables(variables: Mapping[str, Any], limits: Limits) -> None:
    """Raises BAD_USER_INPUT for a text that is too long or for too many values, PAGE_LIMIT for a list that is too long,
    DEPTH_LIMIT for objects too deep in one another."""
    total = 0
    for name, value in variables.items():
        if isinstance(value, str):
            _check_string(value, f"${name}", limits)
        elif not isinstance(value, _PLAIN):
            total = _check_value(value, f"${name}", limits, total)


def _check_value(value: Any, name: str, limits: Limits, total: int) -> int:
    stack = [(value, 0)]
    while stack:
        value, depth = stack.pop()
        total = _one_more(total, limits)
        if isinstance(value, str):
            _check_string(value, name, limits)
        elif isinstance(value, Mapping):
            _check_depth(depth + 1, name, limits)
            stack.extend((item, depth + 1) for item in value.values())
        elif isinstance(value, (list, tuple)):
            _check_items(len(value), name, limits)
            stack.extend((item, depth) for item in value)
    return total


def check_literals(document: DocumentNode, limits: Limits) -> None:
    """The same for the values written in a document, the defaults of its variables among them."""
    total = 0
    for name, value in _written(document):
        stack = [(value, 0)]
        while stack:
            node, depth = stack.pop()
            total = _one_more(total, limits)
            if isinstance(node, StringValueNode):
                _check_string(node.value, name, limits)
            elif isinstance(node, ListValueNode):
                _check_items(len(node.values), name, limits)
                stack.extend((item, depth) for item in node.values)
            elif isinstance(node, ObjectValueNode):
                _check_depth(depth + 1, name, limits)
                stack.extend((field.value, depth + 1) for field in node.fields)


def _written(document: DocumentNode) -> Iterator[tuple[str, ValueNode]]:
    """Every value that stands in the document, with the name of its argument or variable."""
    stack: list[Any] = list(document.definitions)
    while stack:
        node = stack.pop()
        for argument in getattr(node, "arguments", None) or ():
            yield argument.name.value, argument.value
        for variable in getattr(node, "variable_definitions", None) or ():
            if variable.default_value:
                yield f"${variable.variable.name.value}", variable.default_value
        stack.extend(getattr(node, "directives", None) or ())
        if selection := getattr(node, "selection_set", None):
            stack.extend(selection.selections)


def _one_more(total: int, limits: Limits) -> int:
    if total >= limits.values:
        raise fault("BAD_USER_INPUT", "graphql.value_limit", limit=limits.values)
    return total + 1


def _check_string(value: str, name: str, limits: Limits) -> None:
    if len(value) > limits.string:
        raise fault("BAD_USER_INPUT", "graphql.string_limit", name=name, limit=limits.string, found=len(value))


def _check_items(count: int, name: str, limits: Limits) -> None:
    if count > limits.items:
        raise fault("PAGE_LIMIT", "graphql.item_limit", name=name, limit=limits.items, found=count)


def _check_depth(depth: int, name: str, limits: Limits) -> None:
    if depth > limits.value_depth:
        raise fault("DEPTH_LIMIT", "graphql.value_depth", name=name, limit=limits.value_depth)


# ── filters that look at neighbours ─────────────────────────────────────────────────────────────────────────────────


def count_quantifiers(value: Any) -> int:
    """How many times a filter asks for neighbours.

    >>> count_quantifiers({"OR": [{"covers": {"some": {"grids": {"none": {}}}}}, {"name": {"eq": "some"}}]})
    2
    """
    found = 0
    stack = [value]
    while stack:
        value = stack.pop()
        if isinstance(value, Mapping):
            found += sum(word in value for word in QUANTIFIERS)
            stack.extend(value.values())
        elif isinstance(value, (list, tuple)):
            stack.extend(value)
    return found
