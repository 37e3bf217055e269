"""Pages of neighbours: sorted and cut before anything below them is read, with counts and figures on demand."""

from __future__ import annotations

from dataclasses import dataclass, field

from graphql import FieldNode, GraphQLObjectType, get_named_type

from api.graphql.compiler.aggregates import aggregate, group_by
from api.graphql.compiler.arguments import Arg
from api.graphql.compiler.build import Build, Emitted
from api.graphql.compiler.filters import predicate
from api.graphql.compiler.hops import Hop
from api.graphql.compiler.ordering import Order, order_of
from api.graphql.compiler.pages import Page, page_of
from api.graphql.compiler.selection import fields_of

__all__ = ["connection"]


@dataclass
class _Rows:
    """What is read of each row of the page, by a name in the row, and where the rows will be found."""

    found: str
    cut: str
    columns: dict[str, Emitted] = field(default_factory=dict)

    def column(self, value: Emitted) -> str:
        """Adds a column; its name in the row."""
        name = f"k{len(self.columns)}"
        self.columns[name] = value
        return name

    def list_of(self, name: str) -> str:
        """A column of all rows; to be asked when every column has been added."""
        return self.found if len(self.columns) == 1 else f"[e IN {self.found} | e.{name}]"

    def end_of(self, name: str, which: str) -> str:
        """A column of the first row (``head``) or the last."""
        row = f"{which}({self.found})"
        return row if len(self.columns) == 1 else f"{row}.{name}"


def connection(
    build: Build, start: str | None, hop: Hop, nodes: list[FieldNode], args: dict[str, Arg], returned: str
) -> Emitted:
    """The connection that these field nodes ask for along a hop from ``start``; ``returned``: its type's name."""
    from api.graphql.compiler.nodes import map_of, node_value

    owner = build.schema.type_map[returned]
    assert isinstance(owner, GraphQLObjectType)
    where = predicate(build, hop.node, hop.target, args.get("where"))
    order = order_of(build, hop, args.get("orderBy"))
    page = page_of(build, args, order, nodes[0].name.value)
    rows = _Rows(build.name("c"), build.name("l"))
    asked_of = fields_of(build, returned, nodes)
    columns: dict[str, str] = {}
    for key, asked in asked_of.items():
        name = asked[0].name.value
        if name == "nodes":
            columns[key] = rows.column(node_value(build, hop.node, hop.target, asked))
        elif name == "edges":
            columns[key] = rows.column(_edge(build, hop, order, owner, asked))
        elif name == "pageInfo" and _asks(build, asked, "startCursor", "endCursor"):
            columns[key] = rows.column(Emitted(order.position()))
    parts: dict[str, Emitted] = {}
    for key, asked in asked_of.items():
        if asked[0].name.value == "pageInfo":
            parts[key] = _page_info(build, order, page, rows, columns.get(key, ""), asked)
        elif key in columns:
            parts[key] = Emitted(rows.list_of(columns[key]), finish=rows.columns[columns[key]].finish)
        else:
            parts[key] = _beside(build, start, hop, where, owner, asked)
    made = map_of(parts)
    more = any(rows.cut in value.expression for value in parts.values())
    if rows.columns or more:
        made.calls = [*_read(build, start, hop, where, order, page, rows, more=more), *made.calls]
    return made


def _asks(build: Build, nodes: list[FieldNode], *names: str) -> bool:
    return any(asked[0].name.value in names for asked in fields_of(build, "PageInfo", nodes).values())


def _beside(
    build: Build, start: str | None, hop: Hop, where: str | None, owner: GraphQLObjectType, asked: list[FieldNode]
) -> Emitted:
    """What does not depend on the page."""
    name = asked[0].name.value
    if name == "__typename":
        return Emitted(f"'{owner.name}'")
    if name == "totalCount":
        return Emitted(_count(hop, hop.where(where)))
    if name == "outsideCount":
        return Emitted("0" if hop.seen is None else _count(hop, hop.where(unseen=True)))
    if name == "aggregate":
        return aggregate(build, start, hop, where, asked)
    return group_by(build, start, hop, where, asked, owner)


def _count(hop: Hop, match: str) -> str:
    return f"COUNT {{ {match} RETURN {hop.node} }}" if " WITH " in hop.clauses else f"COUNT {{ {match} }}"


def _read(
    build: Build, start: str | None, hop: Hop, where: str | None, order: Order, page: Page, rows: _Rows, *, more: bool
) -> list[str]:
    """The subqueries that read the page; ``more``: one row further, to know whether there is one."""
    bound = [name for name in (hop.node, hop.row) if name]
    columns = list(rows.columns.values())
    single = columns[0].expression if len(columns) == 1 else None
    row = single or "{" + ", ".join(f"{name}: {value.expression}" for name, value in rows.columns.items()) + "}"
    inner = " ".join(call for value in columns for call in value.calls)
    order_clause = order.clause(backward=page.backward)
    filtered = (*(order.present() if start is None else ()), f"({where})" if where else None)
    collected = f"collect({row})" if columns else "[]"
    result = f"reverse({collected})" if page.backward else collected
    limit = f"{page.size} + 1" if more else page.size
    sought = start is None and len(page.cursors) == 1 and len(page.cursors[0]) > 1
    if not more and not sought:
        match = hop.where(*filtered, *_alternatives(page))
        whole = (
            f"CALL ({build.imports(start)}) {{ {match} WITH {', '.join(bound)}{build.carried()} {order_clause} "
            f"LIMIT {limit} {inner} RETURN {result} AS {rows.found} }}"
        )
        return [whole]
    cut = f"WITH {', '.join(bound)} {order_clause} LIMIT {limit}"
    row_of = f"[{', '.join(bound)}]"
    if sought:
        parts = [f"{hop.where(*filtered, way)} {cut}" for way in page.cursors[0]]
        first = _sought(build, parts, row_of, limit, rows.cut)
    else:
        match = hop.where(*filtered, *_alternatives(page))
        first = [f"CALL ({build.imports(start)}) {{ {match} {cut} RETURN collect({row_of}) AS {rows.cut} }}"]
    if not columns:
        return first
    taken = ", ".join(f"e[{position}] AS {name}" for position, name in enumerate(bound))
    second = (
        f"CALL ({build.imports(rows.cut)}) {{ UNWIND {rows.cut}[..{page.size}] AS e WITH {taken}{build.carried()} "
        f"{inner} RETURN {result} AS {rows.found} }}"
    )
    return [*first, second]


def _alternatives(page: Page) -> list[str]:
    """The condition of each cursor."""
    return [ways[0] if len(ways) == 1 else f"({' OR '.join(f'({way})' for way in ways)})" for ways in page.cursors]


def _sought(build: Build, parts: list[str], row: str, limit: str, found: str) -> list[str]:
    """The subqueries that give the rows behind a cursor by one seek in an index after the other, the next only where rows are
    still missing: an OR would make both, and a sort of all that they find. A subquery in the subquery keeps the planner from
    looking at what is missing only after it has sought."""
    names = [build.name("l")]
    calls = [f"CALL ({build.imports()}) {{ {parts[0]} RETURN collect({row}) AS {names[0]} }}"]
    for part in parts[1:]:
        have, name = " + ".join(f"size({name})" for name in names), build.name("l")
        calls.append(
            f"CALL ({build.imports(*names)}) {{ UNWIND CASE WHEN {have} < {limit} THEN [0] ELSE [] END AS missing "
            f"CALL ({build.imports()}) {{ {part} RETURN {row} AS e }} RETURN collect(e) AS {name} }}"
        )
        names.append(name)
    return [*calls, f"CALL ({', '.join(names)}) {{ RETURN ({' + '.join(names)})[..{limit}] AS {found} }}"]


def _edge(build: Build, hop: Hop, order: Order, owner: GraphQLObjectType, asked: list[FieldNode]) -> Emitted:
    from api.graphql.compiler.nodes import map_of, node_value, scalar_value

    edge_name = get_named_type(owner.fields["edges"].type).name
    parts: dict[str, Emitted] = {}
    for key, nodes in fields_of(build, edge_name, asked).items():
        name = nodes[0].name.value
        if name == "__typename":
            parts[key] = Emitted(f"'{edge_name}'")
        elif name == "cursor":
            parts[key] = Emitted(order.position(), finish={"": order.token()})
        elif name == "node":
            parts[key] = node_value(build, hop.node, hop.target, nodes)
        else:
            assert hop.relation is not None and hop.row is not None
            parts[key] = scalar_value(build, hop.row, hop.relation.scalars[name])
    return map_of(parts)


def _page_info(build: Build, order: Order, page: Page, rows: _Rows, place: str, nodes: list[FieldNode]) -> Emitted:
    """The map of pageInfo; ``place``: the column with the rows' positions, where cursors are asked for."""
    from api.graphql.compiler.nodes import map_of

    parts: dict[str, Emitted] = {}
    for key, asked in fields_of(build, "PageInfo", nodes).items():
        name = asked[0].name.value
        if name == "__typename":
            parts[key] = Emitted("'PageInfo'")
        elif name in ("startCursor", "endCursor"):
            end = "head" if name == "startCursor" else "last"
            parts[key] = Emitted(rows.end_of(place, end), finish={"": order.token()})
        elif (name == "hasNextPage") != page.backward:
            parts[key] = Emitted(f"size({rows.cut}) > {page.size}")
        else:
            bounded = page.starts_late if name == "hasPreviousPage" else page.ends_early
            parts[key] = Emitted(str(bounded).lower())
    return map_of(parts)
