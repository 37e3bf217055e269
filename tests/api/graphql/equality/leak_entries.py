"""Every way to ask, made from the schema: each root, property, relation, condition, order, figure and group.

What all areas have is asked of ``Area`` and what only grids have of ``Grid``, and so for each type; properties of each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from api.graphql.catalogue import NodeType, Relation, catalogue
from tests.api.graphql.equality.literals import literal

__all__ = ["Entry", "Targets", "entries"]

DAY = "2026-11-01"
_PAGE = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"
_PART = "total due present exempt unknown gap ratio value"
_COMPUTED = {
    "Area": "findingsAsOf coverage { rule status asOf run ratioLow ratioHigh numerator denominator " + _PART + " } "
    "findings(first: 50) { totalCount nodes { id messageZh } aggregate { count } "
    "groupBy(by: [rule]) { key { rule } aggregate { count } } } "
    'vacancies { totalCount nodes { id name } } trend(rule: "S02") { asOf run ' + _PART + " }",
    "Post": "isVacant holders { totalCount nodes { id name } } history { id validFrom holder { id name outside } }",
    "Person": "dualRoles { policy basis posts { id name } }",
}


@dataclass(frozen=True)
class Targets:
    """What is aimed at: ids outside the viewer's scope by label, ids inside at its edge, values that only nodes outside have."""

    outside: dict[str, list[str]]
    edge: list[str]
    markers: dict[str, Any]
    texts: list[str]
    cursors: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Entry:
    """One way to ask."""

    about: str
    text: str


def entries(targets: Targets) -> Iterator[Entry]:
    """All of them, for a viewer of some areas to whom the role closes nothing."""
    types = [row for row in catalogue().types.values() if row.name != "Node"]
    for type in types:
        if type.name == type.home:
            yield Entry(f"{type.many}: properties, figures, groups", _everything(type))
        else:
            yield Entry(f"{type.many}: properties", _properties(type))
        yield Entry(f"{type.one}: by id", _by_id(type, targets))
    for type in types:
        rows = [*type.relations.values()]
        if type.name == type.home:
            yield Entry(f"{type.many}: conditions", _conditions(type, targets.markers))
            yield Entry(f"{type.many}: orders", _orders(type))
        else:
            rows = [row for row in rows if row.name not in catalogue().types[type.home].relations]
        for part in _parts(rows, 3):
            yield Entry(f"{type.many}: {_names(part)}", _relations(type, part))
        for part in _parts(rows, 4):
            yield Entry(f"{type.many} where {_names(part)}", _relation_conditions(type, part, targets))
        if type.name in _COMPUTED:
            yield Entry(
                f"{type.many}: computed",
                f'{{ {type.many}(asOf: "{DAY}", first: 300) {{ nodes {{ id {_COMPUTED[type.name]} }} }} }}',
            )
    yield from _special(targets)


def _names(rows: Iterable[Relation]) -> str:
    return ", ".join(row.name for row in rows)


def _shown(type: NodeType) -> str:
    """All properties."""
    return " ".join(["__typename outside", *(row.name for row in type.scalars.values())])


def _everything(type: NodeType) -> str:
    figures = " ".join(
        f"{row.name} {{ min max{' sum avg' if row.kind in ('Int', 'Float') else ''} }}"
        for row in type.scalars.values()
        if row.measurable
    )
    groups = " ".join(
        f"g{place}: groupBy(by: [{row.name}]) {{ key {{ {row.name} }} aggregate {{ count }} }}"
        for place, row in enumerate(row for row in type.scalars.values() if row.groupable)
    )
    whole = f"totalCount nodes {{ {_shown(type)} }} {_PAGE} aggregate {{ count {figures} }} {groups}"
    return f'{{ {type.many}(first: 1000, asOf: "{DAY}") {{ {whole} }} }}'


def _properties(type: NodeType) -> str:
    return f'{{ {type.many}(first: 1000, asOf: "{DAY}") {{ totalCount nodes {{ {_shown(type)} }} }} }}'


def _by_id(type: NodeType, targets: Targets) -> str:
    ids = targets.outside.get(type.name, [])[:2] or ["outside"]
    fields = [
        f'a{place}: {type.one}(id: {literal(id)}, asOf: "{DAY}") {{ {_shown(type)} }}' for place, id in enumerate(ids)
    ]
    return f"{{ {' '.join(fields)} }}"


def _conditions(type: NodeType, markers: dict[str, Any]) -> str:
    """Whether anything has a value that only what is outside has: nothing may."""
    ones = []
    for row in type.scalars.values():
        if row.filterable and row.enum is None and row.kind in markers:
            word = "has" if row.many else "startsWith" if row.kind == "String" else "eq"
            ones.append({row.name: {word: markers["list"] if row.many else markers[row.kind]}})
    return f'{{ {type.many}(asOf: "{DAY}", where: {literal({"OR": ones})}) {{ totalCount nodes {{ id }} }} }}'


def _orders(type: NodeType) -> str:
    keys = [row.name for row in type.scalars.values() if row.sortable][:6]
    orders = [", ".join(f"{{{key}: {word}}}" for key in keys) for word in ("ASC", "DESC")]
    ends = [
        f'a{place}: {type.many}(asOf: "{DAY}", orderBy: [{order}], {end}: 3) {{ edges {{ cursor node {{ id }} }} {_PAGE} }}'
        for place, (order, end) in enumerate(zip(orders, ("first", "last"), strict=True))
    ]
    return f"{{ {' '.join(ends)} }}"


def _relations(type: NodeType, rows: Sequence[Relation]) -> str:
    parts = []
    for row in rows:
        target = catalogue().types[row.target]
        shown = _shown(target)
        if row.many:
            told = " ".join(name for name in row.scalars if name != "sources")
            parts.append(
                f"{row.name}(first: 20) {{ totalCount outsideCount edges {{ cursor {told} node {{ {shown} }} }} {_PAGE} "
                "aggregate { count } }"
            )
        else:
            further = next((one.name for one in target.relations.values() if one.many), None)
            parts.append(f"{row.name} {{ {shown}{f' {further} {{ totalCount }}' if further else ''} }}")
    return f'{{ {type.many}(asOf: "{DAY}", first: 300) {{ nodes {{ id {" ".join(parts)} }} }} }}'


def _relation_conditions(type: NodeType, rows: Sequence[Relation], targets: Targets) -> str:
    """Whether anything has a neighbour that is outside, by its id or by a marker: nothing may."""
    ones: list[dict[str, Any]] = []
    for row in rows:
        target = catalogue().types[row.target]
        ids = [one for name in target.concrete for one in targets.outside.get(name, [])[:20]]
        marked: list[dict[str, Any]] = [{"id": {"in": ids}}]
        marked += [
            {one.name: {"contains" if one.kind == "String" else "eq": targets.markers[one.kind]}}
            for one in target.scalars.values()
            if one.filterable and not one.many and one.enum is None and one.kind in ("String", "Int")
        ][:2]
        ones.append({row.name: {"some": {"OR": marked}}})
    text = literal({"OR": ones})
    return f'{{ {type.many}(asOf: "{DAY}", where: {text}) {{ totalCount nodes {{ id }} }} }}'


def _special(targets: Targets) -> Iterator[Entry]:
    outside = [id for ids in targets.outside.values() for id in ids[:2]]
    node = f'asOf: "{DAY}") {{ id name __typename }}'
    fields = [f"a{place}: node(id: {literal(id)}, {node}" for place, id in enumerate(outside)]
    for rows in _parts(fields, 10):
        yield Entry("node", f"{{ {' '.join(rows)} }}")
    hits = [
        f"a{place}: search(text: {literal(text)}, first: 50) {{ matched node {{ id name }} }}"
        for place, text in enumerate(targets.texts)
    ]
    yield Entry("search", f"{{ {' '.join(hits)} }}")
    for depth, id in enumerate(targets.edge[:3], 1):
        shown = "nodes { depth hidden outside node { id name } } edges { id kind start end } hidden outside"
        parts = f"(id: {literal(id)}, depth: {depth}) {{ {shown} }}"
        yield Entry("neighbourhood", f"{{ neighbourhood{parts} }}")
    yield Entry(
        "neighbourhood outside",
        f"{{ neighbourhood(id: {literal(outside[0])}) {{ nodes {{ node {{ id }} }} hidden outside }} }}",
    )
    for here, there in (
        (targets.edge[0], outside[0]),
        (outside[0], targets.edge[0]),
        (targets.edge[0], targets.edge[-1]),
    ):
        ends = f"from: {literal(here)}, to: {literal(there)}"
        way = f"path({ends}, maxLength: 6) {{ length nodes {{ id name }} edges {{ id start end }} }}"
        yield Entry("path", f"{{ {way} }}")
    yield Entry("viewer", "{ viewer { name role areas rights } }")
    for kind, cursor in enumerate(targets.cursors):
        yield Entry(
            f"cursor of somebody who sees everything {kind}",
            f"{{ grids(orderBy: [{{households: DESC}}, {{name: ASC}}], first: 3, after: {literal(cursor)}) "
            "{ totalCount edges { cursor node { id name } } } }",
        )
    yield Entry("errors", '{ grids(after: "x") { totalCount } }')
    yield Entry("errors", f"{{ area(id: {literal(outside[0])}) {{ names }} }}")
    area = targets.outside["Community"][0]
    yield Entry(
        "runs",
        "{ latestRun { id at by results { totalCount nodes { id rule total gap ratio value } } } rules { id name { zh } } }",
    )
    yield Entry(
        "trend",
        f'{{ trend(rule: "S02", area: {literal(area)}) {{ asOf {_PART} }} '
        f'b: trend(rule: "S02", area: "140213999001") {{ asOf {_PART} }} }}',
    )
    yield Entry("trend of all", f'{{ trend(rule: "S02") {{ asOf {_PART} }} }}')
    yield Entry(
        "changes",
        '{ changes(since: "2020-01-01", first: 500) { totalCount edges { cursor } '
        "nodes { id kind what on at batch node { id name } } pageInfo { hasNextPage endCursor } } }",
    )


def _parts(rows: Iterable[Any], size: int) -> Iterator[tuple[Any, ...]]:
    left = iter(rows)
    while part := tuple(islice(left, size)):
        yield part
