"""Facts in one small file: columns as JSON, compressed; the same facts give the same bytes.

One table a label and a type of relationship, each with the ids (or the numbers of both ends) and a column for each
property that occurs. Nothing in such a file is ever run: it is data and nothing else.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import repeat
from typing import Any

from graph.model import Property, load_model
from graph.store.snapshot.facts import DatedFacts, Edge, Fact

__all__ = ["pack_facts", "unpack_facts"]

FORMAT = 1
_LEVEL = 9


def pack_facts(facts: DatedFacts) -> bytes:
    """The facts as bytes, in order of id, whatever order they came in.

    >>> facts = DatedFacts([Fact("a", "Grid", {"validFrom": date(2026, 1, 1)}), Fact("b", "Grid", {})],
    ...                    [Edge("a", "b", "ADJACENT_TO", {})], True, "1")
    >>> unpack_facts(pack_facts(facts)) == facts
    True
    """
    import orjson

    nodes = sorted(facts.nodes, key=lambda node: (node.label, node.id))
    numbers = {node.id: number for number, node in enumerate(nodes)}
    edges = sorted(facts.edges, key=lambda edge: (edge.type, edge.start, edge.end, _told(edge.properties)))
    labels: dict[str, list[Fact]] = {}
    for node in nodes:
        labels.setdefault(node.label, []).append(node)
    types: dict[str, list[Edge]] = {}
    for edge in edges:
        types.setdefault(edge.type, []).append(edge)
    document = {
        "format": FORMAT,
        "synthetic": facts.synthetic,
        "version": facts.version,
        "nodes": [
            {"label": label, "ids": [one.id for one in rows], "columns": _columns([one.properties for one in rows])}
            for label, rows in labels.items()
        ],
        "edges": [
            {
                "type": type,
                "starts": [numbers[one.start] for one in rows],
                "ends": [numbers[one.end] for one in rows],
                "columns": _columns([one.properties for one in rows]),
            }
            for type, rows in types.items()
        ],
    }
    return zlib.compress(orjson.dumps(document), _LEVEL)


def unpack_facts(data: bytes) -> DatedFacts:
    """The facts of such bytes; raises ``ValueError`` where they are no such file, or one of a later format."""
    import orjson

    try:
        document = orjson.loads(zlib.decompress(data))
    except zlib.error as error:
        raise ValueError(str(error)) from error
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise ValueError("format")
    model = load_model()
    nodes: list[Fact] = []
    for table in document["nodes"]:
        label = table["label"]
        rows = _rows(table["columns"], model.properties(label), len(table["ids"]))
        nodes.extend(Fact(id, label, row) for id, row in zip(table["ids"], rows, strict=True))
    ids = [node.id for node in nodes]
    edges: list[Edge] = []
    for table in document["edges"]:
        type = table["type"]
        rows = _rows(table["columns"], model.relationship_properties(type), len(table["starts"]))
        ends = zip(table["starts"], table["ends"], rows, strict=True)
        edges.extend(Edge(ids[start], ids[end], type, row) for start, end, row in ends)
    return DatedFacts(nodes, edges, document["synthetic"], document["version"])


def _told(properties: Mapping[str, Any]) -> str:
    return repr(sorted(properties.items()))


def _columns(rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    names = sorted({name for row in rows for name in row})
    return {name: [row.get(name) for row in rows] for name in names}


def _rows(columns: dict[str, list[Any]], declared: Mapping[str, Property], count: int) -> Iterator[dict[str, Any]]:
    """The rows of a table without what is not recorded; days are dates again."""
    names = [*columns]
    days = {name for name in names if declared[name].type == "date" and not declared[name].many}
    values = [[_day(one) for one in columns[name]] if name in days else columns[name] for name in names]
    rows: Iterable[tuple[Any, ...]] = zip(*values, strict=True) if names else repeat((), count)
    for row in rows:
        yield {name: value for name, value in zip(names, row) if value is not None}  # noqa: B905 — columns are even


@lru_cache(maxsize=20_000)
def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
