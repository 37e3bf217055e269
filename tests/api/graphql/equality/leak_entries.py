"""Every way to ask, made from the schema: each root, property, relation, condition, order, figure and group a viewer may use.

What all areas have is asked of ``Area`` and what only grids have of ``Grid``, and so for each type; properties of each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from api.accounts.viewer import Viewer
from api.graphql.catalogue import NodeType, Relation, Scalar, catalogue
from tests.api.graphql.equality.computed import NEEDS
from tests.api.graphql.equality.literals import literal
from tests.api.graphql.equality.rights import may_follow, may_see, tells_of_persons

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


class _May:
    """What the viewer's role opens."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer
        self.types = [row for row in catalogue().types.values() if row.name != "Node" and may_see(viewer, row.name)]
        self.general = [row for row in self.types if row.name == row.home]

    def shown(self, type: NodeType) -> str:
        """All properties."""
        names = [row.name for row in type.scalars.values() if row.name != "sources" or self.viewer.may("sources")]
        return " ".join(["__typename outside", *names])

    def used(self, type: NodeType) -> list[Scalar]:
        """The properties that conditions and the like may name."""
        rows = [row for row in type.scalars.values() if row.name != "sources" or self.viewer.may("sources")]
        return [row for row in rows if self.viewer.may("names") or not tells_of_persons(type, row)]

    def relations(self, type: NodeType) -> list[Relation]:
        """The relations that may be followed."""
        return [
            row for row in type.relations.values() if may_follow(self.viewer, row) and may_see(self.viewer, row.target)
        ]


def entries(viewer: Viewer, targets: Targets) -> Iterator[Entry]:
    """All of them for one viewer."""
    yield from _of_types(viewer, _May(viewer), targets)
    yield from _special(viewer, targets)


def _of_types(viewer: Viewer, may: _May, targets: Targets) -> Iterator[Entry]:
    for type in may.types:
        if type in may.general:
            yield Entry(f"{type.many}: properties, figures, groups", _everything(may, type))
        else:
            yield Entry(f"{type.many}: properties", _properties(may, type))
        yield Entry(f"{type.one}: by id", _by_id(may, type, targets))
    for type in may.types:
        rows = may.relations(type)
        if type in may.general:
            yield Entry(f"{type.many}: conditions", _conditions(may, type, targets.markers))
            yield Entry(f"{type.many}: orders", _orders(may, type))
        else:
            of_all = {row.name for row in may.relations(catalogue().types[type.home])}
            rows = [row for row in rows if row.name not in of_all]
        for part in _parts(rows, 3):
            names = ", ".join(row.name for row in part)
            yield Entry(f"{type.many}: {names}", _relations(may, type, part))
        for part in _parts(rows, 4):
            names = ", ".join(row.name for row in part)
            yield Entry(f"{type.many} where {names}", _relation_conditions(may, type, part, targets))
        if type.name in _COMPUTED and all(viewer.may(right) for name in NEEDS for right in NEEDS[name]):
            yield Entry(
                f"{type.many}: computed",
                f'{{ {type.many}(asOf: "{DAY}", first: 300) {{ nodes {{ id {_COMPUTED[type.name]} }} }} }}',
            )


def _everything(may: _May, type: NodeType) -> str:
    figures = " ".join(
        f"{row.name} {{ min max{' sum avg' if row.kind in ('Int', 'Float') else ''} }}"
        for row in type.scalars.values()
        if row.measurable
    )
    groups = " ".join(
        f"g{place}: groupBy(by: [{row.name}]) {{ key {{ {row.name} }} aggregate {{ count }} }}"
        for place, row in enumerate(row for row in may.used(type) if row.groupable)
    )
    whole = f"totalCount nodes {{ {may.shown(type)} }} {_PAGE} aggregate {{ count {figures} }} {groups}"
    return f'{{ {type.many}(first: 1000, asOf: "{DAY}") {{ {whole} }} }}'


def _properties(may: _May, type: NodeType) -> str:
    return f'{{ {type.many}(first: 1000, asOf: "{DAY}") {{ totalCount nodes {{ {may.shown(type)} }} }} }}'


def _by_id(may: _May, type: NodeType, targets: Targets) -> str:
    ids = targets.outside.get(type.name, [])[:2] or ["outside"]
    fields = [
        f'a{place}: {type.one}(id: {literal(id)}, asOf: "{DAY}") {{ {may.shown(type)} }}'
        for place, id in enumerate(ids)
    ]
    return f"{{ {' '.join(fields)} }}"


def _conditions(may: _May, type: NodeType, markers: dict[str, Any]) -> str:
    """Whether anything has a value that only what is outside has: nothing may."""
    ones = []
    for row in may.used(type):
        if row.filterable and row.enum is None and row.kind in markers:
            word = "has" if row.many else "startsWith" if row.kind == "String" else "eq"
            ones.append({row.name: {word: markers["list"] if row.many else markers[row.kind]}})
    return f'{{ {type.many}(asOf: "{DAY}", where: {literal({"OR": ones})}) {{ totalCount nodes {{ id }} }} }}'


def _orders(may: _May, type: NodeType) -> str:
    keys = [row.name for row in may.used(type) if row.sortable][:6]
    orders = [", ".join(f"{{{key}: {word}}}" for key in keys) for word in ("ASC", "DESC")]
    ends = [
        f'a{place}: {type.many}(asOf: "{DAY}", orderBy: [{order}], {end}: 3) {{ edges {{ cursor node {{ id }} }} {_PAGE} }}'
        for place, (order, end) in enumerate(zip(orders, ("first", "last"), strict=True))
    ]
    return f"{{ {' '.join(ends)} }}"


def _relations(may: _May, type: NodeType, rows: Sequence[Relation]) -> str:
    parts = []
    for row in rows:
        target = catalogue().types[row.target]
        shown = may.shown(target)
        if row.many:
            told = " ".join(name for name in row.scalars if name != "sources")
            parts.append(
                f"{row.name}(first: 20) {{ totalCount outsideCount edges {{ cursor {told} node {{ {shown} }} }} {_PAGE} "
                "aggregate { count } }"
            )
        else:
            further = next((one.name for one in may.relations(target) if one.many), None)
            parts.append(f"{row.name} {{ {shown}{f' {further} {{ totalCount }}' if further else ''} }}")
    return f'{{ {type.many}(asOf: "{DAY}", first: 300) {{ nodes {{ id {" ".join(parts)} }} }} }}'


def _relation_conditions(may: _May, type: NodeType, rows: Sequence[Relation], targets: Targets) -> str:
    """Whether anything has a neighbour that is outside, by its id or by a marker: nothing may."""
    ones: list[dict[str, Any]] = []
    for row in rows:
        target = catalogue().types[row.target]
        ids = [one for name in target.concrete for one in targets.outside.get(name, [])[:20]]
        marked: list[dict[str, Any]] = [{"id": {"in": ids}}]
        marked += [
            {one.name: {"contains" if one.kind == "String" else "eq": targets.markers[one.kind]}}
            for one in may.used(target)
            if one.filterable and not one.many and one.enum is None and one.kind in ("String", "Int")
        ][:2]
        ones.append({row.name: {"some": {"OR": marked}}})
    text = literal({"OR": ones})
    return f'{{ {type.many}(asOf: "{DAY}", where: {text}) {{ totalCount nodes {{ id }} }} }}'


def _special(viewer: Viewer, targets: Targets) -> Iterator[Entry]:
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
    if viewer.may("analysis"):
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
        if not viewer.share_totals:
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
