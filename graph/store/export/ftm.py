"""The graph as FollowTheMoney entities, one JSON document a line, in order of id.

Property names are those of followthemoney's schema; every value is a list of texts, as there. Areas become
``Address`` (its ``Territory`` is reference data with codes of its own), posts ``Position``, tenures ``Occupancy``.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from graph.model import Model, is_uscc
from graph.store.export.selection import Selection
from graph.store.records import GraphState, Node, Relationship

__all__ = ["ftm_entities", "write_ftm"]

_Entity = dict[str, Any]

SCHEMA = {"PropertyCompany": "Company", "Merchant": "Company", "Department": "PublicBody"}
"""What the bodies are in FollowTheMoney; all others are plain organisations (a residents' committee is no public body)."""

LINKS: dict[str, tuple[str, str, str]] = {
    "MEMBER_OF": ("Membership", "member", "organization"),
    "WORKS_AT": ("Employment", "employee", "employer"),
    "SUBORDINATE_TO": ("UnknownLink", "subject", "object"),
    "PAIRED_WITH": ("UnknownLink", "subject", "object"),
}
"""Types of relationship with the entity that stands for them and its two ends."""

ROLE_OF_LINK = {"MEMBER_OF": "category", "PAIRED_WITH": "joint"}
"""The property that says in which role; a plain link says what kind of relationship it is."""


def write_ftm(selection: Selection, path: Path, model: Model) -> dict[str, int]:
    """Writes the entities; how many there are of each schema."""
    counts: Counter[str] = Counter()
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for entity in sorted(ftm_entities(selection.state(), model), key=lambda entity: str(entity["id"])):
            counts[entity["schema"]] += 1
            file.write(json.dumps(entity, ensure_ascii=False) + "\n")
    return dict(sorted(counts.items()))


def ftm_entities(state: GraphState, model: Model) -> Iterator[_Entity]:
    """Every entity; a person is there for a post held on that day, and has a name (the schema asks for one)."""
    persons: set[str] = set()
    for node in state.of_label("Tenure"):
        holder, post = _end(state.outgoing(node.id, "HOLDER")), _end(state.outgoing(node.id, "OF_POST"))
        if holder is None or post is None or not state.nodes[holder].properties.get("name"):
            continue
        persons.add(holder)
        yield _occupancy(node, holder, post, state)
    makers: dict[str, Callable[[Node], _Entity]] = {
        "Person": _person,
        "Organisation": lambda node: _organization(node, state, model),
        "Post": lambda node: _position(node, state),
        "Area": lambda node: _address(node, state),
    }
    there = persons | {node.id for label in ("Organisation", "Area", "Post") for node in state.of_label(label)}
    for label, make in makers.items():
        yield from (make(node) for node in state.of_label(label) if node.id in there)
    bodies = persons | {node.id for node in state.of_label("Organisation")}
    for row in state.relationships.values():
        if row.type in LINKS and row.start in bodies and row.end in bodies:
            yield _link(row, model)


def _person(node: Node) -> _Entity:
    told = node.properties
    return _entity("Person", node.id, name=told.get("name"), country="cn")


def _organization(node: Node, state: GraphState, model: Model) -> _Entity:
    told = node.properties
    sub = model.sublabel(node.label)
    code = told.get("uscc")
    return _entity(
        SCHEMA.get(node.label, "Organization"),
        node.id,
        name=told.get("name"),
        alias=[told.get("shortName"), *told.get("aliases", ())],
        uscCode=code if code and is_uscc(code) else None,
        registrationNumber=code,
        incorporationDate=told.get("foundedOn"),
        dissolutionDate=told.get("dissolvedOn"),
        classification=[sub.zh if sub else model.label(node.label).zh],
        address=told.get("address"),
        addressEntity=[row.end for row in state.outgoing(node.id, "BASED_IN")],
        country="cn",
    )


def _position(node: Node, state: GraphState) -> _Entity:
    told = node.properties
    areas = (state.nodes[row.end].properties.get("name") for row in state.outgoing(node.id, "RESPONSIBLE_FOR"))
    return _entity(
        "Position",
        node.id,
        name=told.get("title") or told.get("name"),
        organization=[row.end for row in state.outgoing(node.id, "POST_IN")],
        inceptionDate=told.get("validFrom"),
        dissolutionDate=told.get("validTo"),
        subnationalArea=list(areas),
        numberOfSeats=told.get("seats"),
        country="cn",
    )


def _occupancy(node: Node, holder: str, post: str, state: GraphState) -> _Entity:
    told = node.properties
    areas = (state.nodes[row.end].properties.get("name") for row in state.outgoing(post, "RESPONSIBLE_FOR"))
    return _entity(
        "Occupancy",
        node.id,
        holder=holder,
        post=post,
        startDate=told.get("validFrom"),
        endDate=told.get("validTo"),
        constituency=list(areas),
        status="current",
    )


def _address(node: Node, state: GraphState) -> _Entity:
    told = node.properties
    return _entity(
        "Address",
        node.id,
        name=told.get("name"),
        full="".join(_path(node, state)),
        latitude=told.get("lat") if told.get("crs") in ("CGCS2000", "WGS84") else None,
        longitude=told.get("lon") if told.get("crs") in ("CGCS2000", "WGS84") else None,
        country="cn",
    )


def _path(node: Node, state: GraphState) -> list[str]:
    """The names from the district down to the area; a cycle in the rosters ends the way up."""
    names: list[str] = []
    seen: set[str] = set()
    at: str | None = node.id
    while at is not None and at not in seen:
        seen.add(at)
        names.append(state.nodes[at].properties.get("name") or "")
        at = _end(state.outgoing(at, "WITHIN"))
    return names[::-1]


def _link(row: Relationship, model: Model) -> _Entity:
    schema, source, target = LINKS[row.type]
    role = row.properties.get(ROLE_OF_LINK.get(row.type, ""))
    if role is None and schema == "UnknownLink":
        role = model.relationship(row.type).zh
    dates = {"startDate": row.properties.get("validFrom"), "endDate": row.properties.get("validTo")}
    return _entity(schema, row.id, **{source: row.start, target: row.end}, role=role, **dates)


def _entity(schema: str, id: str, **properties: Any) -> _Entity:
    values = {name: _texts(value) for name, value in sorted(properties.items())}
    return {"id": id, "schema": schema, "properties": {name: texts for name, texts in values.items() if texts}}


def _texts(value: Any) -> list[str]:
    if isinstance(value, list):
        return sorted({text for one in value for text in _texts(one)})
    if value is None or value == "":
        return []
    return [value.isoformat() if isinstance(value, date) else str(value)]


def _end(rows: Iterable[Relationship]) -> str | None:
    return min((row.end for row in rows), default=None)
