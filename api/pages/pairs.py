"""All dual roles of the day as a viewer may know of them: ids, roles and policies, to count, to filter and to page through.

They are gathered from everybody in more than one post and remembered for a minute. Names are not among them: a page asks
for those of its own rows each time, so each look at a name is in the audit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from api.pages.listing import Listing
from api.pages.remembered import remembered
from api.pages.within import posts_within
from graph.model import load_model

if TYPE_CHECKING:
    from api.pages.asked import Asked

__all__ = ["SECRETARY_DIRECTOR", "Pair", "all_pairs", "counted", "posts_of_area"]

SECRETARY_DIRECTOR = "secretaryDirector"
"""In the place of two roles: a compound's branch secretary who is director of its owners' or management committee."""
_DIRECTORS = ("ownersDirector", "managementDirector")
_EVERYBODY = Listing("dual-roles", "persons", "page_interlocks.caption", ())
_POSTS = Listing("post-ids", "posts", "page_posts.caption", ())
_SEVERAL = {"tenures": {"some": {}}, "NOT": {"tenures": {"single": {}}}}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two posts of one person, in the order of the role table."""

    person: str
    posts: tuple[str, str]
    roles: tuple[str, str]
    policy: str
    basis: str | None

    @property
    def key(self) -> str:
        """Its roles as the address has them."""
        return ".".join(self.roles)

    def is_of(self, key: str | None) -> bool:
        """Whether it is of these roles.

        >>> pair = Pair("p", ("a", "b"), ("branchSecretary", "ownersDirector"), "encouraged", None)
        >>> pair.is_of("secretaryDirector"), pair.is_of("branchSecretary.ownersDirector"), pair.is_of("x.y"), pair.is_of(None)
        (True, True, False, True)
        """
        if key == SECRETARY_DIRECTOR:
            return self.roles[0] == "branchSecretary" and self.roles[1] in _DIRECTORS
        return key in (None, self.key)


async def all_pairs(asked: Asked) -> tuple[Pair, ...]:
    """Every dual role that the viewer may know of, by roles and posts, never by person."""
    return await remembered(asked, ("pairs",), partial(_gather, asked))


async def posts_of_area(asked: Asked, area: str, roles: Iterable[str]) -> frozenset[str]:
    """The ids of the posts of these roles in an area and below it."""
    where = {"role": {"in": sorted(roles)}, **(await posts_within(asked, area))}

    async def gather() -> frozenset[str]:
        return frozenset([row["id"] async for row in _POSTS.walk(asked, where=where)])

    return await remembered(asked, ("posts", area, *where["role"]["in"]), gather)


def counted(pairs: Iterable[Pair]) -> list[tuple[tuple[str, str], str, int]]:
    """How many pairs there are of each two roles and policy, in the order of the role table.

    >>> pair = Pair("p", ("a", "b"), ("branchSecretary", "ownersDirector"), "encouraged", None)
    >>> counted([pair, pair])
    [(('branchSecretary', 'ownersDirector'), 'encouraged', 2)]
    """
    counts = Counter((pair.roles, pair.policy) for pair in pairs)
    return [(roles, policy, count) for (roles, policy), count in counts.items()]


async def _gather(asked: Asked) -> tuple[Pair, ...]:
    ranks = {role: rank for rank, role in enumerate(load_model().roles)}
    found = [
        Pair(row["id"], (a["id"], b["id"]), (a["role"] or "", b["role"] or ""), pair["policy"], pair["basis"])
        async for row in _EVERYBODY.walk(asked, where=_SEVERAL)
        for pair in row["dualRoles"]
        for a, b in [pair["posts"]]
    ]
    return tuple(sorted(found, key=lambda pair: (*(ranks.get(role, len(ranks)) for role in pair.roles), pair.posts)))
