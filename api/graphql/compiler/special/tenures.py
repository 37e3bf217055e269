"""Who holds a post on the day, and who ever held it."""

from __future__ import annotations

from graphql import FieldNode

from api.graphql.compiler.arguments import Arg
from api.graphql.compiler.build import Build, Emitted
from api.graphql.compiler.connections import connection
from api.graphql.compiler.hops import Hop, homes_of, node_conditions
from api.graphql.compiler.nodes import node_value
from api.graphql.compiler.scope import visible
from graph.model.validity import alive_cypher

__all__ = ["history", "holders"]


def holders(build: Build, node: str, nodes: list[FieldNode], args: dict[str, Arg], returned: str) -> Emitted:
    """The connection of a post's holders, one edge for each tenure alive on the day."""
    tenure, person, type_ = build.name("t"), build.name("n"), build.type("Person")
    build.access.check_type(type_, build.catalogue, "holders")
    conditions = (alive_cypher(tenure, on=build.on), *node_conditions(build, type_, person))
    hop = Hop(
        type_, person, tenure, f"MATCH ({node})<-[:OF_POST]-({tenure}:Tenure)-[:HOLDER]->({person}:Person)", conditions,
        visible(build, person, homes_of(build, type_)), field="holders",
    )  # fmt: skip
    return connection(build, node, hop, nodes, args, returned)


def history(build: Build, node: str, nodes: list[FieldNode], args: dict[str, Arg], returned: str) -> Emitted:
    """Every tenure of a post whatever its dates, the newest first, those without a beginning last."""
    tenure, found, type_ = build.name("n"), build.name("x"), build.type("Tenure")
    inner = node_value(build, tenure, type_, nodes)
    seen = visible(build, tenure, homes_of(build, type_))
    where = f" WHERE {seen}" if seen else ""
    call = (
        f"CALL ({build.imports(node)}) {{ MATCH ({node})<-[:OF_POST]-({tenure}:Tenure){where} "
        f"WITH DISTINCT {tenure}{build.carried()} ORDER BY {tenure}.validFrom IS NULL, {tenure}.validFrom DESC, {tenure}.id "
        f"{' '.join(inner.calls)} RETURN collect({inner.expression}) AS {found} }}"
    )
    return Emitted(found, [call], inner.finish)
