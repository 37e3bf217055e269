"""What saved runs say of an area: coverage by the newest of them, and one rule's figures over all of them.

Both come from the run's results by area. A whole district has one for every rule that found anything to look at, so the
run's own totals are not asked.
"""

from __future__ import annotations

from functools import partial

from graphql import FieldNode

from api.graphql.compiler.arguments import Arg
from api.graphql.compiler.build import Build, Emitted, quote
from api.graphql.compiler.hops import homes_of, node_conditions
from api.graphql.compiler.nodes import map_of
from api.graphql.compiler.pages import page_size
from api.graphql.compiler.plan import Convert
from api.graphql.compiler.scope import visible
from api.graphql.compiler.selection import fields_of
from api.graphql.compiler.special.runs import newest_run, where_saved

__all__ = ["coverage", "trend", "trend_of_area"]

_OF_RULE = ("rule", "ruleVersion", "severity", "status", "unit")


def coverage(build: Build, node: str, nodes: list[FieldNode], args: dict[str, Arg], returned: str) -> Emitted:
    """The figures of every rule, or of some, in an area by the newest run; in the order of rules, whole before direct."""
    # the run is compared at the end of the way: as its start it would be crossed with all that is about the area
    run, newest = newest_run(build)
    found, part, result, made = build.name("x"), build.name("s"), build.name("t"), build.name("r")
    rows = map_of(_figures(build, returned, nodes, run, part, result))
    only = f" AND {result}.rule IN {build.parameter(args['rules'])}" if "rules" in args else ""
    call = (
        f"CALL ({node}, {run}) {{ MATCH ({node})<-[:ABOUT]-({part}:ScopeResult)-[:PART_OF]->({result}:RuleResult)"
        f"-[:RESULT_OF]->({made}) WHERE {made} = {run}{only} WITH {part}, {result} ORDER BY {result}.rule, {_is_direct(part)} "
        f"RETURN collect({rows.expression}) AS {found} }}"
    )
    return where_saved(build, run, Emitted(found, [newest, call], rows.finish))


def trend_of_area(build: Build, node: str, nodes: list[FieldNode], args: dict[str, Arg], returned: str) -> Emitted:
    """A rule's figures for an area in the runs at or before the day, oldest first; of more than ``first`` the newest."""
    found, run, part, result = build.name("x"), build.name("r"), build.name("s"), build.name("t")
    row = map_of(_figures(build, returned, nodes, run, part, result)).expression
    limit = f" LIMIT {build.parameter(args['first'], page_size('first'))}" if "first" in args else ""
    call = (
        f"CALL ({node}) {{ MATCH ({node})<-[:ABOUT]-({part}:ScopeResult)-[:PART_OF]->({result}:RuleResult)"
        f"-[:RESULT_OF]->({run}:Run) WHERE {result}.rule = {build.parameter(args['rule'])} AND NOT {_is_direct(part)} "
        f"AND {run}.asOf <= {build.on} WITH {run}, {part}, {result} ORDER BY {run}.asOf DESC, {run}.at DESC{limit} "
        f"RETURN reverse(collect({row})) AS {found} }}"
    )
    return Emitted(found, [call])


def trend(build: Build, nodes: list[FieldNode], args: dict[str, Arg], returned: str) -> Emitted:
    """The same for an area by id or code, null for one that the viewer does not see; for the district where none is named.

    The district's figures are totals: who sees only some areas, and not the district, gets them with ``share_totals``.
    """
    area, type_ = build.name("n"), build.type("Area" if "area" in args else "District")
    seen = visible(build, area, homes_of(build, type_))
    conditions: list[str] = []
    if "area" in args:
        wanted = build.parameter(args["area"])
        conditions = [f"({area}.id = {wanted} OR {area}.code = {wanted})", *node_conditions(build, type_, area)]
    if seen is not None and ("area" in args or not build.access.share_totals):
        conditions.append(seen)
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    one = build.name("x")
    call = (
        f"CALL ({build.imports()}) {{ MATCH ({area}:{'&'.join(type_.labels)}){where} WITH {area} ORDER BY {area}.id LIMIT 1 "
        f"RETURN head(collect({area})) AS {one} }}"
    )
    rows = trend_of_area(build, one, nodes, args, returned)
    value = f"CASE WHEN {one} IS NULL THEN null ELSE {rows.expression} END" if "area" in args else rows.expression
    return Emitted(value, [call, *rows.calls])


def _figures(
    build: Build, type_name: str, nodes: list[FieldNode], run: str, part: str, result: str
) -> dict[str, Emitted]:
    """The fields of a row, from the run, its result for the rule, and the part of that which is about the area."""
    row: dict[str, Emitted] = {}
    for key, asked in fields_of(build, type_name, nodes).items():
        name = asked[0].name.value
        if name == "__typename":
            row[key] = Emitted(f"'{type_name}'")
        elif name == "name":
            row[key] = Emitted(f"{result}.rule", finish={"": _namer(build, asked)})
        elif name == "asOf":
            row[key] = Emitted(f"toString({run}.asOf)")
        elif name == "run":
            row[key] = Emitted(f"{run}.id")
        elif name == "direct":
            row[key] = Emitted(_is_direct(part))
        else:
            row[key] = Emitted(f"{result if name in _OF_RULE else part}.{quote(name)}")
    return row


def _is_direct(part: str) -> str:
    return f"coalesce({part}.direct, false)"


def _namer(build: Build, nodes: list[FieldNode]) -> Convert:
    asked = {key: rows[0].name.value for key, rows in fields_of(build, "RuleName", nodes).items()}
    return partial(_name, asked=asked)


def _name(rule: str, *, asked: dict[str, str]) -> dict[str, str] | None:
    """A rule's name in the languages asked for; None for a rule that is no longer in the catalogue."""
    from graph.coverage.catalogue import load_rules

    compiled = load_rules().get(rule)
    if compiled is None:
        return None
    words = {"zh": compiled.rule.name.zh, "en": compiled.rule.name.en, "__typename": "RuleName"}
    return {key: words[name] for key, name in asked.items()}
