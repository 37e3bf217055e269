"""Saved runs: the newest at or before the day of the root field, and what stands in place of a value where there is none."""

from __future__ import annotations

from graphql import FieldNode

from api.graphql.compiler.arguments import Arg
from api.graphql.compiler.build import Build, Emitted
from api.graphql.compiler.hops import Hop, homes_of
from api.graphql.compiler.nodes import one_of
from api.graphql.compiler.plan import Noted
from api.graphql.compiler.scope import visible

__all__ = ["findings_as_of", "latest_run", "newest_run", "where_saved"]


def newest_run(build: Build) -> tuple[str, str]:
    """A variable for the newest run, null where none was saved, and the subquery that binds it."""
    run = build.name("r")
    return run, f"CALL () {{ OPTIONAL {_newest(build, run)} RETURN {run} }}"


def _newest(build: Build, run: str) -> str:
    """The order of :func:`graph.coverage.history.stored.latest_run`; the index on the day gives it without sorting."""
    return (
        f"MATCH ({run}:Run) WHERE {run}.asOf <= {build.on} WITH {run} ORDER BY {run}.asOf DESC, {run}.at DESC LIMIT 1"
    )


def where_saved(build: Build, run: str, value: Emitted) -> Emitted:
    """The value where there is a run; else null, and the error NO_SAVED_RUN with the day asked for."""
    noted = Noted("NO_SAVED_RUN", {"asOf": build.on.removeprefix("$")}, value.finish or None)
    return Emitted(f"CASE WHEN {run} IS NULL THEN false ELSE {value.expression} END", value.calls, {"": noted})


def latest_run(build: Build, nodes: list[FieldNode], args: dict[str, Arg], returned: str) -> Emitted:
    """The newest run itself, null where there is none."""
    run, type_ = build.name("n"), build.type("Run")
    clauses = f"{_newest(build, run)} WITH {run}{build.carried()}"
    return one_of(build, None, Hop(type_, run, None, clauses, (), visible(build, run, homes_of(build, type_))), nodes)


def findings_as_of(build: Build, node: str, nodes: list[FieldNode], args: dict[str, Arg], returned: str) -> Emitted:
    """The day that the newest run looked at, null where there is none."""
    run, call = newest_run(build)
    return Emitted(f"toString({run}.asOf)", [call])
