"""The shapes of a dual role (兼任): a person's two posts, what the policy says of them, and why the files mean one person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graph.coverage.pair_conditions import Met

__all__ = ["POLICIES", "DualRole", "HeldPost", "LinkEvidence", "Named"]

POLICIES = ("encouraged", "allowed", "needsProcedure", "forbidden", "unknown", "notListed")
"""What the pair table may say; unknown where a row depends on what no file says, notListed where no row names the pair."""


@dataclass(frozen=True, slots=True)
class Named:
    """A body or an area by id, with its code (None for a body, and where the file gave none) and its name."""

    id: str
    code: str | None
    name: str


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A post in somebody's hands: its role, its title, the body it stands in, the smallest area it concerns."""

    id: str
    role: str
    title: str
    body: Named | None
    area: Named | None

    def document(self) -> dict[str, Any]:
        """The JSON of it."""
        return {
            "id": self.id, "role": self.role, "title": self.title,
            "body": {"id": self.body.id, "name": self.body.name} if self.body else None,
            "area": {"code": self.area.code, "name": self.area.name} if self.area else None,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class LinkEvidence:
    """Why both posts are one person's: the rung (number, phone, post, stated, queue; ``record`` where one record names both
    posts and nothing had to be joined), what was compared, and whether it is certain, stated or confirmed by somebody."""

    rung: str
    state: str
    evidence: str

    def document(self) -> dict[str, Any]:
        """The JSON of it."""
        return {"rung": self.rung, "state": self.state, "evidence": self.evidence}


@dataclass(frozen=True, slots=True)
class DualRole:
    """Two posts that one person holds on the graph's date.

    ``posts`` stand in the order of the role table; ``area`` is the smallest area that contains both, ``within`` the areas
    of either with all above. ``condition`` (owner, partyMember, civilServant) is what the policy asks of the holder, ``met``
    whether the files say that they are: yes, no, unknown.
    """

    person: str
    name: str | None
    posts: tuple[HeldPost, HeldPost]
    policy: str
    basis: str | None
    grade: str | None
    condition: str | None
    met: Met | None
    evidence: tuple[LinkEvidence, ...]
    area: Named | None
    within: frozenset[str]

    @property
    def roles(self) -> tuple[str, str]:
        """The roles of the two posts."""
        return self.posts[0].role, self.posts[1].role

    def document(self) -> dict[str, Any]:
        """The JSON of it."""
        return {
            "person": {"id": self.person, "name": self.name},
            "posts": [post.document() for post in self.posts],
            "policy": self.policy, "basis": self.basis, "grade": self.grade,
            "condition": {"name": self.condition, "met": self.met} if self.condition else None,
            "evidence": [one.document() for one in self.evidence],
            "area": {"code": self.area.code, "name": self.area.name} if self.area else None,
        }  # fmt: skip
