"""Columns that pages of an area and of a body have in common: of posts with their holders, bodies, facilities, areas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from api.pages.described import kind_of, role_of
from api.pages.listing import Column, Row
from graph.model import load_model

if TYPE_CHECKING:
    from api.pages.asked import Asked

__all__ = ["BODIES", "FACILITIES", "ID", "PLACES", "SEATS", "SERVICES", "label", "name", "page_of"]

_PAGES = {"Area": "areas", "Organisation": "organisations", "Post": "posts", "Person": "people", "Finding": "findings"}


def page_of(node: Row) -> str | None:
    """The page of a node, as the first argument of :meth:`Asked.to`; None where there is none for its kind.

    >>> page_of({"__typename": "Compound", "id": "area-1"}), page_of({"__typename": "Station", "id": "facility-1"})
    ('areas/area-1', None)
    """
    folder = _PAGES.get(load_model().label(node["__typename"]).label)
    return f"{folder}/{node['id']}" if folder else None


def _holders(row: Row, asked: Asked) -> str | None:
    """Who holds the post, as far as this viewer may know; that it stands empty, where it does."""
    names = [name(person, asked) for person in (row.get("holders") or {}).get("nodes", ())]
    told = asked.words("pages.comma").join(names)
    if row.get("isVacant"):
        empty = asked.words("pages_of.vacant" if not names else "pages_of.seats_left")
        return f"{told} {empty}".strip()
    return told or None


def name(row: Row, asked: Asked) -> str:
    """A node's name."""
    return row["name"] or asked.words("pages_of.no_name")


def _name_of(field: str) -> Any:
    return lambda row, _: (row[field] or {}).get("name")


def _of(field: str) -> Any:
    return lambda row, _: row[field]


def label(row: Row, asked: Asked) -> str:
    """What nodes of its label are called."""
    return asked.words.kind(row["__typename"])


def _kind(row: Row, asked: Asked) -> str:
    return kind_of(row, asked.words)


def _functions(row: Row, asked: Asked) -> str:
    return asked.words("pages.comma").join(row["functions"] or ())


def _first(field: str) -> Any:
    """The first of several, and how many there are beside it."""

    def told(row: Row, asked: Asked) -> str | None:
        nodes, total = row[field]["nodes"], row[field]["totalCount"]
        if not nodes:
            return None
        first = name(nodes[0], asked)
        return first if total == 1 else asked.words("pages_of.and_more", name=first, count=total - 1)

    return told


def _to(field: str, folder: str) -> Any:
    return lambda row: f"{folder}/{row[field]['id']}" if row[field] else None


ID = Column("id", "pages_of.id", _of("id"), shown=False)

PLACES = (
    Column("name", "pages_of.name", name, link=page_of),
    Column("label", "pages_of.label", label),
    Column("kind", "pages_of.kind", _kind, narrow=True),
    Column("code", "pages_of.code", _of("code")),
    Column("households", "pages_of.households", _of("households"), "number", narrow=True),
    Column("persons", "pages_of.persons", _of("persons"), "number", narrow=True),
    ID,
)
SEATS = (
    Column("name", "pages_of.post", name, link=lambda row: f"posts/{row['id']}"),
    Column("role", "pages_of.role", lambda row, asked: role_of(row["role"], asked.words), shown=False),
    Column(
        "organisation", "pages_of.organisation", _name_of("organisation"), link=_to("organisation", "organisations")
    ),
    Column("answersFor", "pages_of.answers_for", _first("responsibleFor"), narrow=True),
    Column("seats", "pages_of.seats", _of("seats"), "number", narrow=True),
    Column("holders", "pages_of.holders", _holders),
    Column("vacant", "pages_of.is_vacant", lambda row, _: row.get("isVacant"), shown=False),
    ID,
)
BODIES = (
    Column("name", "pages_of.name", name, link=page_of),
    Column("label", "pages_of.label", label),
    Column("kind", "pages_of.kind", _kind, narrow=True),
    Column("superior", "pages_of.superior", _name_of("superior"), link=_to("superior", "organisations"), narrow=True),
    Column("basedIn", "pages_of.based_in", _name_of("basedIn"), link=_to("basedIn", "areas")),
    ID,
)
FACILITIES = (
    Column("name", "pages_of.name", name),
    Column("label", "pages_of.label", label),
    Column("locatedIn", "pages_of.located_in", _name_of("locatedIn"), link=_to("locatedIn", "areas")),
    Column("serves", "pages_of.serves", _first("serves"), narrow=True),
    Column("floorArea", "pages_of.floor_area", _of("floorArea"), "number", narrow=True),
    Column("openedOn", "pages_of.opened_on", _of("openedOn"), "day", narrow=True),
    Column("functions", "pages_of.functions", _functions, narrow=True),
    ID,
)
SERVICES = (
    Column("name", "pages_of.name", name, link=page_of),
    Column("label", "pages_of.label", label),
    Column("kind", "pages_of.kind", _kind, narrow=True),
    ID,
)
