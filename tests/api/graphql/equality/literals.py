"""Values of arguments, written into the text of an operation or sent beside it.

>>> literal({"name": {"in": ["a\\"b", None]}, "order": Word("ASC"), "page": Var("n")})
'{name: {in: ["a\\\\"b", null]}, order: ASC, page: $n}'
>>> sent([{"households": Word("DESC")}, 1.5])
[{'households': 'DESC'}, 1.5]
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Var", "Word", "arguments", "literal", "sent"]


class Word(str):
    """A value of an enumeration: written without quotes."""


@dataclass(frozen=True, slots=True)
class Var:
    """A variable in the place of a value."""

    name: str


def literal(value: Any) -> str:
    """The value in GraphQL's own notation."""
    if isinstance(value, Var):
        return f"${value.name}"
    if isinstance(value, Word):
        return str(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {literal(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(literal, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def sent(value: Any) -> Any:
    """The value as JSON sends it."""
    if isinstance(value, dict):
        return {key: sent(one) for key, one in value.items()}
    if isinstance(value, list):
        return [sent(one) for one in value]
    return str(value) if isinstance(value, Word) else value


def arguments(given: Mapping[str, Any]) -> str:
    """The arguments of a field, without the brackets."""
    return ", ".join(f"{name}: {literal(value)}" for name, value in given.items())
