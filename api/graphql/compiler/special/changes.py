"""The root field ``changes``: what batches and decisions did to nodes since a day, the newest first.

Read from the ``ChangeLog`` nodes of :mod:`graph.store.changes`. ``since`` is a day of writing (in the district's time zone);
``asOf`` is, as everywhere, the day whose facts are shown and whose homes decide what a scoped viewer sees. A node that has
ended is shown as it is stored; one that is no more is null, and told of only to who sees everything. Within a batch what
was created comes first, then what has changed, then what has ended; each by type and id.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from graphql import FieldNode

from api.graphql.compiler.arguments import Arg
from api.graphql.compiler.build import Build, Emitted, read_day
from api.graphql.compiler.cursors import as_kind, decode, encode
from api.graphql.compiler.nodes import node_value
from api.graphql.compiler.pages import DEFAULT_PAGE, page_size
from api.graphql.compiler.scope import visible
from api.graphql.compiler.selection import fields_of
from api.graphql.compiler.special.objects import object_value
from api.graphql.errors import fault
from graph.as_of import ZONE
from graph.store.changes import CHANGE_LOG, LOGGED

__all__ = ["changes"]

_LABELS = (*sorted(LOGGED), "Finding")
_SIGNATURE = "ChangeEntry|at DESC|log|place"
_KINDS: tuple[str, ...] = ("DateTime", "ID", "Int")
"""Of the values in a cursor: when, the id of the log's node, the place in it."""


@dataclass(frozen=True, slots=True)
class _Names:
    """Variables: the log's node, its lines, the place in them, the id there, the node itself, the rows of the page."""

    log: str
    ids: str
    days: str
    place: str
    node: str
    cut: str
    found: str


def changes(build: Build, nodes: list[FieldNode], args: dict[str, Arg], returned: str) -> Emitted:
    """A page of changes of nodes that the viewer may see."""
    kinds = _kinds(build, args)
    letters = ("c", "i", "d", "p", "n", "l", "x")
    names = _Names(*(build.name(letter) for letter in letters))
    labels = [label for label in _labels_seen(build) if not set(kinds).isdisjoint(build.type(label).concrete)]
    first = build.parameter(args.get("first", Arg(DEFAULT_PAGE)), page_size("first"))
    logs = _logs(build, names, kinds, build.parameter(args["since"], _midnight))
    asked = fields_of(build, returned, nodes)
    made = object_value(build, returned, nodes, {
        "edges": lambda asked: _page(build, names, kinds, first, "ChangeLogEdge", asked),
        "nodes": lambda asked: _page(build, names, kinds, first, "ChangeEntry", asked),
        "pageInfo": lambda asked: _page_info(build, names, first, "after" in args, asked),
        "totalCount": lambda _: _total(build, names, logs, labels),
    })  # fmt: skip
    names_asked = {rows[0].name.value for rows in asked.values()}
    if names_asked & {"edges", "nodes", "pageInfo"}:
        after = _beyond(build, names, args["after"]) if "after" in args else ("true", "true")
        row = f"[{names.log}, {names.place}, {names.node}, {names.ids}[{names.place}], {names.days}[{names.place}]]"
        read = (
            f"CALL ({build.imports()}) {{ {logs} AND {after[0]} {_lines(build, names)} WHERE {after[1]} "
            f"{_nodes(build, names, labels)} {_order(names)} LIMIT {first} + 1 RETURN collect({row}) AS {names.cut} }}"
        )
        made.calls.insert(0, read)
    return made


def _kinds(build: Build, args: dict[str, Arg]) -> list[str]:
    """The types that are told of and the viewer may see, of those named where any are."""
    named = args["kinds"].plain() if "kinds" in args else None
    found = [name for label in _labels_seen(build) for name in build.type(label).concrete]
    return [name for name in found if named is None or name in named]


def _labels_seen(build: Build) -> list[str]:
    """The labels of which the viewer may see nodes."""
    return [label for label in _LABELS if build.access.may_label(label)]


def _logs(build: Build, names: _Names, kinds: list[str], since: str) -> str:
    """The nodes of the log that hold changes of these types since then."""
    log = names.log
    return f"MATCH ({log}:{CHANGE_LOG}) WHERE {log}.at >= {since} AND {log}.kind IN {kinds}"


def _lines(build: Build, names: _Names) -> str:
    """Clauses that part each node of the log into its lines, in order."""
    log, ids, days, place = names.log, names.ids, names.days, names.place
    return (
        f"WITH {log}, split({log}.ids, '\\n') AS {ids}, split({log}.days, '\\n') AS {days}{build.carried()} "
        f"ORDER BY {log}.at DESC, {log}.id UNWIND range(0, size({ids}) - 1) AS {place} WITH *"
    )


def _order(names: _Names) -> str:
    return f"WITH * ORDER BY {names.log}.at DESC, {names.log}.id, {names.place}"


def _nodes(build: Build, names: _Names, labels: list[str]) -> str:
    """Clauses that look each line's node up, null where it is no more, and leave out what the viewer does not see."""
    if not labels:
        return f"WITH *, null AS {names.node} WHERE false"
    wanted = f"{names.ids}[{names.place}]"
    branches = " UNION ALL ".join(
        # with the label as a condition of its own Neo4j seeks first: twelve indexes for each line
        f"MATCH ({names.node}:{label}) WHERE {names.node}.id = CASE {names.log}.label WHEN '{label}' THEN {wanted} END "
        f"RETURN {names.node}"
        for label in labels
    )
    found = f"OPTIONAL CALL ({names.log}, {names.ids}, {names.place}) {{ {branches} }}"
    seen = visible(build, names.node, labels)
    return found if seen is None else f"{found} WITH * WHERE {names.node} IS NOT NULL AND {seen}"


def _total(build: Build, names: _Names, logs: str, labels: list[str]) -> Emitted:
    """How many lines there are; each has to be looked at where the viewer does not see everything."""
    found = build.name("t")
    if build.scope is None:
        count = f"coalesce(sum(size(split({names.log}.ids, '\\n'))), 0)"
        return Emitted(found, [f"CALL () {{ {logs} RETURN {count} AS {found} }}"])
    lines = f"{logs} {_lines(build, names)} {_nodes(build, names, labels)}"
    return Emitted(found, [f"CALL ({build.imports()}) {{ {lines} RETURN count(*) AS {found} }}"])


def _page(build: Build, names: _Names, kinds: list[str], first: str, type_name: str, nodes: list[FieldNode]) -> Emitted:
    """The entries of the page, or the edges that lead to them."""
    row, found = build.name("e"), build.name("l")
    if type_name == "ChangeEntry":
        made = _entry(build, names, kinds, nodes)
    else:
        made = object_value(build, type_name, nodes, {
            "cursor": lambda _: Emitted(_position(names), finish={"": partial(encode, _SIGNATURE)}),
            "node": lambda asked: _entry(build, names, kinds, asked),
        })  # fmt: skip
    taken = ", ".join(
        f"{row}[{place}] AS {name}"
        for place, name in enumerate((names.log, names.place, names.node, names.ids, names.days))
    )
    call = (
        f"CALL ({build.imports(names.cut)}) {{ UNWIND {names.cut}[..{first}] AS {row} WITH {taken}{build.carried()} "
        f"{' '.join(made.calls)} RETURN collect({made.expression}) AS {found} }}"
    )
    return Emitted(found, [call], made.finish)


def _position(names: _Names) -> str:
    return f"[toString({names.log}.at), {names.log}.id, {names.place}]"


def _entry(build: Build, names: _Names, kinds: list[str], nodes: list[FieldNode]) -> Emitted:
    """One change; the variables of the id and of the day hold single values here."""
    log, node = names.log, names.node
    type_ = replace(build.type("Node"), concrete=tuple(kinds) or ("Grid",))
    tells_batch = build.scope is None and build.access.may_label("ImportBatch")

    def value(asked: list[FieldNode]) -> Emitted:
        inner = node_value(build, node, type_, asked)
        return Emitted(f"CASE WHEN {node} IS NULL THEN null ELSE {inner.expression} END", inner.calls, inner.finish)

    return object_value(build, "ChangeEntry", nodes, {
        "id": names.ids, "kind": f"{log}.kind", "what": f"{log}.what", "on": f"coalesce({names.days}, toString({log}.on))",
        "at": f"toString({log}.at)", "batch": f"{log}.batch" if tells_batch else "null", "node": value,
    })  # fmt: skip


def _page_info(build: Build, names: _Names, first: str, late: bool, nodes: list[FieldNode]) -> Emitted:
    token: Callable[[Any], str] = partial(encode, _SIGNATURE)
    page = f"{names.cut}[..{first}]"

    def place(which: str) -> Callable[[list[FieldNode]], Emitted]:
        row = f"[e IN [{which}({page})] WHERE e IS NOT NULL | [toString(e[0].at), e[0].id, e[1]]]"
        return lambda _: Emitted(f"head({row})", finish={"": token})

    return object_value(build, "PageInfo", nodes, {
        "hasNextPage": f"size({names.cut}) > {first}", "hasPreviousPage": str(late).lower(),
        "startCursor": place("head"), "endCursor": place("last"),
    })  # fmt: skip


def _beyond(build: Build, names: _Names, cursor: Arg) -> tuple[str, str]:
    """The conditions that a node of the log may hold lines after the cursor, and that a line is one of them."""
    at, log, place = (build.parameter(cursor, partial(_value, position=position)) for position in range(3))
    here = names.log
    whole = f"({here}.at < {at} OR ({here}.at = {at} AND {here}.id >= {log}))"
    return whole, f"({here}.id <> {log} OR {names.place} > {place})"


def _value(token: str, *, position: int) -> Any:
    values = decode(_SIGNATURE, token)
    if len(values) != len(_KINDS):
        raise fault("BAD_CURSOR")
    return as_kind(values[position], _KINDS[position])


def _midnight(value: date) -> datetime:
    """When a day begins in the district's time zone; raises the fault BAD_DATE for one out of range.

    In UTC: the driver has been seen to crash the interpreter over a moment in a named zone.
    """
    return datetime.combine(read_day(value), time(), ZoneInfo(ZONE)).astimezone(UTC)
