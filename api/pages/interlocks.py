"""Dual roles as a list shows them: its columns, and the pairs of roles that a filter offers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from api.pages.listing import Column, Listing
from api.pages.pairs import SECRETARY_DIRECTOR
from api.pages.posts import body_name, holder_name, home
from api.pages.roles import post_title, role_words
from graph.model import load_model

if TYPE_CHECKING:
    from api.pages.asked import Asked
    from api.pages.pairs import Pair
    from api.pages.words import Words

__all__ = ["LISTING", "known_roles", "roles_choices"]

Row = Mapping[str, Any]


def known_roles(told: str) -> bool:
    """Whether a filter on roles means something: two roles of the table, or the pair that has a name of its own.

    >>> known_roles("branchSecretary.ownersDirector"), known_roles("secretaryDirector"), known_roles("a.b"), known_roles("x")
    (True, True, False, False)
    """
    parts = told.split(".")
    return told == SECRETARY_DIRECTOR or (len(parts) == 2 and all(part in load_model().roles for part in parts))


def roles_choices(pairs: Iterable[Pair], words: Words) -> list[tuple[str, str]]:
    """Every two roles that occur, and first the pair that has a name of its own."""
    keys = dict.fromkeys(pair.roles for pair in pairs)
    named = [(SECRETARY_DIRECTOR, words("page_interlocks.secretary_director"))]
    return named + [(".".join(roles), " × ".join(role_words(role, words) for role in roles)) for roles in keys]


def _post(number: int) -> Any:
    def title(row: Row, asked: Asked) -> str:
        post = row["posts"][number]
        body = body_name(post, asked)
        return post_title(post, asked.words) + (
            f"（{body}）" if body and asked.lang == "zh" else f" ({body})" if body else ""
        )

    return title


def _link(number: int) -> Any:
    return lambda row: f"posts/{row['posts'][number]['id']}"


def _area(row: Row, _: Asked) -> str | None:
    area = home(row["posts"][0]) or home(row["posts"][1])
    return str(area["name"] or area["id"]) if area else None


def _policy(row: Row, asked: Asked) -> str:
    return asked.words(f"page_interlocks.policy_{row['pair'].policy}")


def _evidence(row: Row, asked: Asked) -> str | None:
    return asked.words("pages.comma").join(row["evidence"]) or None


_COLUMNS = (
    Column("a", "page_interlocks.a", _post(0), link=_link(0)),
    Column("b", "page_interlocks.b", _post(1), link=_link(1)),
    Column(
        "holder", "page_posts.holders", lambda row, asked: holder_name(row["person"], asked), "nowrap",
        link=lambda row: f"people/{row['person']['id']}",
    ),
    Column("area", "pages.area", _area, narrow=True),
    Column("policy", "page_interlocks.policy", _policy, "nowrap"),
    Column("basis", "page_interlocks.basis", lambda row, _: row["pair"].basis, narrow=True),
    Column("evidence", "page_interlocks.evidence", _evidence, narrow=True),
    Column("roleA", "page_posts.role", lambda row, asked: role_words(row["pair"].roles[0], asked.words), shown=False),
    Column("roleB", "page_interlocks.role_b", lambda row, asked: role_words(row["pair"].roles[1], asked.words), shown=False),
    Column("postA", "page_interlocks.id_a", lambda row, _: row["pair"].posts[0], shown=False),
    Column("postB", "page_interlocks.id_b", lambda row, _: row["pair"].posts[1], shown=False),
    Column("person", "page_posts.id", lambda row, _: row["pair"].person, shown=False),
)  # fmt: skip

LISTING = Listing("holders", "persons", "page_interlocks.caption", _COLUMNS)
