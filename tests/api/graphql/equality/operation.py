"""An operation as it is sent: the text, the variables, and where cursors among them come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Operation"]


@dataclass(frozen=True)
class Operation:
    """The text of an operation and its variables. ``cursors``: variables that take a cursor out of the answer to ``before``, by
    the path of response keys that leads to it. ``again``: other values of the same variables, asked after the first, as an engine
    that keeps plans could answer with values of an earlier request."""

    text: str
    variables: Mapping[str, Any]
    cursors: Mapping[str, tuple[str | int, ...]] = field(default_factory=dict)
    before: Operation | None = None
    again: Mapping[str, Any] | None = None
