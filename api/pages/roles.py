"""Roles of the model's table in the words of a page: what a post is called, and how a seat in it is filled.

Of an elected seat a page only ever says that the proposed candidate goes through the procedure laid down by law.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from graph.model import load_model

if TYPE_CHECKING:
    from api.pages.words import Words

__all__ = ["bodies", "elected", "leading", "post_title", "role_choices", "role_words", "roles_of", "way"]


def role_words(role: str | None, words: Words) -> str:
    """What a role is called; a word that is no role as it stands.

    >>> from api.pages.words import Words
    >>> role_words("gridLeader", Words("zh")), role_words("gridLeader", Words("en")), role_words(None, Words("zh"))
    ('网格长', 'grid leader', '')
    """
    known = load_model().roles.get(role or "")
    if known is None:
        return role or ""
    return known.zh if words.lang == "zh" else known.en


def post_title(post: Mapping[str, Any], words: Words) -> str:
    """What a post is called: as its roster has it; in English, or where the roster is silent, after its role."""
    own = post.get("title") or post.get("name")
    role = role_words(post.get("role"), words)
    return str(own or role or post["id"]) if words.lang == "zh" else str(role or own or post["id"])


def way(role: str | None, words: Words) -> str:
    """How a seat of that role is filled.

    >>> from api.pages.words import Words
    >>> way("ownersDirector", Words("zh"))
    '业主选举（法定程序）：建议人选通过法定程序产生'
    >>> way("gridLeader", Words("zh")), way("gridLeader", Words("en"))
    ('社区党组织', 'assigned')
    """
    known = load_model().roles.get(role or "")
    if known is None:
        return ""
    if known.mode == "elected":
        return words("page_posts.way_elected", by=known.filled_by)
    return known.filled_by if words.lang == "zh" else words(f"page_posts.way_{known.mode.replace('-', '_')}")


def role_choices(words: Words) -> list[tuple[str, str]]:
    """Every role with its words, in the order of the table."""
    return [(name, role_words(name, words)) for name in load_model().roles]


def bodies() -> tuple[str, ...]:
    """The labels of the bodies that posts stand in, in the order of the table.

    >>> bodies()[:3]
    ('PartyOrganisation', 'ResidentsCommittee', 'VillagersCommittee')
    """
    return tuple(dict.fromkeys(role.body for role in load_model().roles.values()))


def elected() -> list[str]:
    """The roles whose seats are won by election.

    >>> "ownersDirector" in elected(), "gridLeader" in elected()
    (True, False)
    """
    return [name for name, row in load_model().roles.items() if row.mode == "elected"]


def leading() -> list[str]:
    """The roles that lead a body and take somebody's full attention: what a list shows where nothing else is asked for.

    >>> leading()[:3]
    ['districtSecretary', 'streetSecretary', 'communitySecretary']
    """
    return [name for name, row in load_model().roles.items() if row.lead and row.load]


def roles_of(role: str | None, body: str | None) -> list[str] | None:
    """The roles that a filter on a role, on the body of its posts, or on both leaves; None where it leaves all.

    >>> roles_of("gridLeader", "OwnersCommittee"), roles_of(None, "MediationCommittee"), roles_of(None, None)
    ([], ['mediationDirector', 'mediator'], None)
    """
    if role is None and body is None:
        return None
    rows = load_model().roles.items()
    return [name for name, row in rows if role in (None, name) and body in (None, row.body)]
