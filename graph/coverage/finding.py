"""A finding (缺口): one gap with an identity that is the same from run to run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from graph.coverage.rule import Both
from graph.model import make_id

__all__ = ["Finding", "finding_id"]


@dataclass(frozen=True, slots=True)
class Finding:
    """``target`` is a node's id; ``home`` its home area; ``path`` the ids of the areas from the top down to it.

    ``values`` are what the message was filled with; ``witness`` the nodes that show it, from the target on.
    """

    id: str
    rule: str
    severity: str
    target: str
    home: str | None
    path: tuple[str, ...]
    observed: Any
    expected: Any
    message: Both
    discriminator: str = ""
    witness: tuple[str, ...] = ()
    values: dict[str, Any] = field(default_factory=dict)


def finding_id(rule: str, target: str, discriminator: str) -> str:
    """The identity of a finding: a hash of rule, target and what tells several on one target apart.

    >>> finding_id("S02", "area-1", "") == finding_id("S02", "area-1", "")
    True
    """
    return make_id("finding", rule, target, discriminator)
