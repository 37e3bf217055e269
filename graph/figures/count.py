"""Counting the figures over the graph as of a date, and comparing them with what the district has published.

A figure is a statement in ``figures.yaml``; nothing here knows its value. ``alive(x)`` in a statement is replaced by
the one predicate of :func:`graph.model.alive_cypher`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from importlib import resources
from typing import TYPE_CHECKING, Any

from graph.as_of import read_as_of
from graph.figures.published import published_by
from graph.messages import Message
from graph.model import alive_cypher
from graph.yaml_text import load_yaml

if TYPE_CHECKING:
    import pandas as pd
    from neo4j import ManagedTransaction

    from graph.store.connection import Store

__all__ = ["COLUMNS", "Conflict", "Figure", "Report", "count_figures"]

VERSION = 1
COLUMNS = ("id", "name", "published", "counted", "equal", "unit", "definition")
"""The columns of a report as a frame; names and definitions are Chinese."""

_ALIVE = re.compile(r"alive\((\w+)\)")

_LINKS = "MATCH (l:Link) RETURN l.state AS state, count(*) AS links"
_CONCURRENT_BY_RUNG = """
MATCH (c:Compound)<-[:RESPONSIBLE_FOR]-(p:Post {role: 'branchSecretary'})<-[:OF_POST]-(t:Tenure)-[h:HOLDER]->(x:Person),
      (x)<-[k:HOLDER]-(u:Tenure)-[:OF_POST]->(q:Post)-[:RESPONSIBLE_FOR]->(c)
WHERE q.role IN ['ownersDirector', 'managementDirector'] AND alive(t) AND alive(u) AND alive(p) AND alive(q) AND alive(c)
OPTIONAL MATCH (l:Link)-[:JOINS]->(x)
WHERE (l.a IN h.records AND l.b IN k.records) OR (l.b IN h.records AND l.a IN k.records)
WITH p, collect(DISTINCT l.state) AS states
RETURN CASE WHEN 'certain' IN states THEN 'certain' WHEN 'confirmed' IN states THEN 'confirmed'
            WHEN 'stated' IN states THEN 'stated' ELSE 'otherwise' END AS state, count(*) AS pairs
"""
_META = """
OPTIONAL MATCH (m:StoreMeta {id: 'store'}) WITH m.synthetic AS synthetic
OPTIONAL MATCH (d:District) RETURN synthetic, collect(d.code) AS codes
"""
LINK_STATES = ("certain", "stated", "confirmed", "pending", "rejected")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: published (None where nobody has), counted, whether they agree, and what exactly was counted."""

    id: str
    name: Message
    definition: Message
    counted: float
    published: float | None = None
    compare: str = "equal"
    unit: str | None = None

    @property
    def equal(self) -> bool | None:
        """Whether the count is what was published (at least that, where so published); None where nothing was."""
        if self.published is None:
            return None
        return self.counted >= self.published if self.compare == "atLeast" else self.counted == self.published


@dataclass(frozen=True, slots=True)
class Conflict:
    """Published figures that do not fit together: the readings, the one that the store follows, and what to ask."""

    id: str
    what: Message
    readings: tuple[Message, ...]
    chosen: Message
    question: Message
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Every figure with its count, the links by state, and the conflicts; ``document()`` is the JSON of it."""

    as_of: date
    synthetic: bool
    figures: tuple[Figure, ...]
    links: dict[str, int]
    concurrent: dict[str, int]
    conflicts: tuple[Conflict, ...] = field(default=())

    @property
    def all_equal(self) -> bool:
        """Whether no published figure differs from its count."""
        return all(figure.equal is not False for figure in self.figures)

    def __getitem__(self, id: str) -> Figure:
        """The figure of that id; raises ``KeyError`` for one that is not counted."""
        for figure in self.figures:
            if figure.id == id:
                return figure
        raise KeyError(id)

    def to_frame(self) -> pd.DataFrame:
        """One row a figure; columns as in :data:`COLUMNS`."""
        import pandas as pd

        rows = [
            (one.id, one.name.zh, one.published, one.counted, one.equal, one.unit, one.definition.zh)
            for one in self.figures
        ]
        return pd.DataFrame(rows, columns=list(COLUMNS))

    def _repr_html_(self) -> str:
        from graph.notebook import html_table

        return html_table(self.to_frame(), self.synthetic)

    def document(self) -> dict[str, Any]:
        """The report as JSON: version, asOf, synthetic, figures, links, concurrent, conflicts."""
        return {
            "version": VERSION,
            "asOf": self.as_of.isoformat(),
            "synthetic": self.synthetic,
            "figures": [
                {
                    "id": figure.id, "name": _both(figure.name), "published": figure.published, "compare": figure.compare,
                    "counted": figure.counted, "equal": figure.equal, "unit": figure.unit,
                    "definition": _both(figure.definition),
                }
                for figure in self.figures
            ],
            "links": self.links,
            "concurrent": self.concurrent,
            "conflicts": [
                {
                    "id": conflict.id, "what": _both(conflict.what), "readings": [_both(one) for one in conflict.readings],
                    "chosen": _both(conflict.chosen), "question": _both(conflict.question), "figures": list(conflict.figures),
                }
                for conflict in self.conflicts
            ],
        }  # fmt: skip


def count_figures(store: Store, as_of: str | date | None = None) -> Report:
    """Counts every published figure on a day (today by default) in one read transaction: they all tell of the same graph.

    Raises ``UsageError`` for a wrong date.

    >>> count_figures(store, "2026-11-01").to_frame()  # doctest: +SKIP
    """
    day = read_as_of(as_of)
    return store.read(lambda tx: _counted(tx, day))


def _counted(tx: ManagedTransaction, as_of: date) -> Report:
    meta = tx.run(_META).single(strict=True)
    published = _published(meta["codes"])
    counts: dict[str, float] = {}
    figures = []
    for row in load_yaml((resources.files(__package__) / "figures.yaml").read_text("utf-8")):
        counts[row["id"]] = _count(tx, row, counts, as_of)
        told = published["figures"].get(row["id"], {})
        figures.append(
            Figure(
                row["id"], Message(row["id"], row["zh"], row["en"]), _message(row["id"], row["definition"]),
                counts[row["id"]], told.get("published"), told.get("compare", "equal"), row.get("unit"),
            )
        )  # fmt: skip
    links = {row["state"]: row["links"] for row in tx.run(_LINKS)}
    concurrent = {row["state"]: row["pairs"] for row in tx.run(_with_alive(_CONCURRENT_BY_RUNG), asOf=as_of)}
    return Report(
        as_of,
        bool(meta["synthetic"]),
        tuple(figures),
        {state: links.get(state, 0) for state in LINK_STATES},
        {state: concurrent.get(state, 0) for state in ("certain", "stated", "confirmed", "otherwise")},
        tuple(_conflict(row) for row in published["conflicts"]),
    )


def _count(tx: ManagedTransaction, row: dict[str, Any], counts: dict[str, float], as_of: date) -> float:
    if "share" in row:
        part, whole = (counts[name] for name in row["share"])
        return round(100 * part / whole, 1) if whole else 0.0
    counted: float = tx.run(_with_alive(row["cypher"]), asOf=as_of).single(strict=True)["counted"]
    return counted


def _with_alive(cypher: str) -> str:
    return _ALIVE.sub(lambda match: alive_cypher(match[1]), cypher)


def _published(codes: list[str]) -> dict[str, Any]:
    told = (published_by(code) for code in codes)
    return next((one for one in told if one["figures"]), {"figures": {}, "conflicts": []})


def _conflict(row: dict[str, Any]) -> Conflict:
    return Conflict(
        row["id"],
        _message(row["id"], row),
        tuple(_message(row["id"], one) for one in row["readings"]),
        _message(row["id"], row["chosen"]),
        _message(row["id"], row["question"]),
        tuple(row["figures"]),
    )


def _message(key: str, row: dict[str, Any]) -> Message:
    return Message(key, row["zh"], row["en"])


def _both(message: Message) -> dict[str, str]:
    return {"zh": message.zh, "en": message.en}
