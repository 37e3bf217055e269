"""The graph as Popolo JSON (popoloproject.com/specs): persons, organizations, posts, memberships, areas.

A tenure is a membership in the body of its post. A person is there for a post held on that day, so nameless records and
reserves stay out. An end date is the first day on which the thing is over, as Popolo's ``valid_until`` has it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from graph.model import Model
from graph.store.export.selection import Selection
from graph.store.records import GraphState, Node, Relationship

__all__ = ["popolo_document", "write_popolo"]

_Document = dict[str, list[dict[str, Any]]]

GEOJSON_CRS = ("CGCS2000", "WGS84")
"""GeoJSON is in WGS84; CGCS2000 lies within centimetres of it, the shifted Chinese systems do not."""


def write_popolo(selection: Selection, path: Path, model: Model) -> dict[str, int]:
    """Writes the document; how many of each class it holds."""
    document = popolo_document(selection.state(), model)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        json.dump(document, file, ensure_ascii=False, indent=1)
        file.write("\n")
    return {name: len(rows) for name, rows in document.items()}


def popolo_document(state: GraphState, model: Model) -> _Document:
    """The five lists, each by id; what is not known is left out."""
    memberships = [*_tenures(state, model), *_member_bodies(state)]
    holders = {row["person_id"] for row in memberships if "person_id" in row}
    found = {
        "persons": [_person(node) for node in state.of_label("Person") if node.id in holders],
        "organizations": [_organization(node, state) for node in state.of_label("Organisation")],
        "posts": [_post(node, state, model) for node in state.of_label("Post")],
        "memberships": memberships,
        "areas": [_area(node, state) for node in state.of_label("Area")],
    }
    return {name: sorted(map(_present, rows), key=lambda row: str(row["id"])) for name, rows in found.items()}


def _person(node: Node) -> dict[str, Any]:
    told = node.properties
    phone = told.get("phone")
    return {
        "id": node.id,
        "name": told.get("name"),
        "sort_name": told.get("pinyin"),
        "contact_details": [{"type": "voice", "value": phone, "note": "masked"}] if phone else None,
    }


def _organization(node: Node, state: GraphState) -> dict[str, Any]:
    told = node.properties
    names = dict.fromkeys(name for name in (told.get("shortName"), *told.get("aliases", ())) if name)
    address, code = told.get("address"), told.get("uscc")
    return {
        "id": node.id,
        "name": told.get("name"),
        "other_names": [{"name": name} for name in names],
        "identifiers": [{"scheme": "USCC", "identifier": code}] if code else None,
        "classification": node.label,
        "parent_id": _end(state.outgoing(node.id, "SUBORDINATE_TO")),
        "area_id": _end(state.outgoing(node.id, "BASED_IN")),
        "founding_date": _day(told.get("foundedOn") or told.get("validFrom")),
        "dissolution_date": _day(told.get("dissolvedOn") or told.get("validTo")),
        "contact_details": [{"type": "address", "value": address}] if address else None,
    }


def _post(node: Node, state: GraphState, model: Model) -> dict[str, Any]:
    told = node.properties
    return {
        "id": node.id,
        "label": told.get("title") or told.get("name"),
        "role": _role(node, model),
        "organization_id": _end(state.outgoing(node.id, "POST_IN")),
        "area_id": _end(state.outgoing(node.id, "RESPONSIBLE_FOR")),
        "start_date": _day(told.get("validFrom")),
        "end_date": _day(told.get("validTo")),
    }


def _tenures(state: GraphState, model: Model) -> Iterator[dict[str, Any]]:
    for node in state.of_label("Tenure"):
        person = _end(state.outgoing(node.id, "HOLDER"))
        post = _end(state.outgoing(node.id, "OF_POST"))
        if person is None or post is None:
            continue
        yield {
            "id": node.id,
            "role": _role(state.nodes[post], model),
            "person_id": person,
            "organization_id": _end(state.outgoing(post, "POST_IN")),
            "post_id": post,
            "on_behalf_of_id": _end(state.outgoing(node.id, "SECONDED_FROM")),
            "area_id": _end(state.outgoing(post, "RESPONSIBLE_FOR")),
            "start_date": _day(node.properties.get("validFrom")),
            "end_date": _day(node.properties.get("validTo")),
        }


def _member_bodies(state: GraphState) -> Iterator[dict[str, Any]]:
    """Bodies that are members of alliances, conferences and mass organisations."""
    for row in state.relationships.values():
        if row.type == "MEMBER_OF":
            yield {
                "id": row.id,
                "label": row.properties.get("offer"),
                "role": row.properties.get("category"),
                "member": {"id": row.start, "name": state.nodes[row.start].properties.get("name")},
                "organization_id": row.end,
                "start_date": _day(row.properties.get("validFrom")),
                "end_date": _day(row.properties.get("validTo")),
            }


def _area(node: Node, state: GraphState) -> dict[str, Any]:
    return {
        "id": node.id,
        "name": node.properties.get("name"),
        "identifier": node.properties.get("code"),
        "classification": node.label,
        "parent_id": _end(state.outgoing(node.id, "WITHIN")),
        "geometry": _geometry(node.properties),
    }


def _geometry(told: dict[str, Any]) -> dict[str, Any] | None:
    """The boundary where there is one, else the place; None where it is in no system that GeoJSON knows."""
    if told.get("boundary") and told.get("boundaryCrs") in GEOJSON_CRS:
        boundary = json.loads(told["boundary"])
        return boundary if isinstance(boundary, dict) else None
    if told.get("crs") not in GEOJSON_CRS or told.get("lon") is None or told.get("lat") is None:
        return None
    return {"type": "Point", "coordinates": [told["lon"], told["lat"]]}


def _role(post: Node, model: Model) -> str | None:
    role = post.properties.get("role")
    return model.roles[role].zh if role in model.roles else role


def _end(rows: Iterable[Relationship]) -> str | None:
    """The one end; the first by id where the rosters name several (rules report that, not a format with one place)."""
    return min((row.end for row in rows), default=None)


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _present(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value not in (None, [])}
