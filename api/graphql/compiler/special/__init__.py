"""What is computed rather than read: fields by interface or type and name, and root fields by name.

Each makes Cypher of its own and is otherwise treated like a property or a relation.
"""

from __future__ import annotations

from collections.abc import Callable

from graphql import FieldNode

from api.graphql.compiler.arguments import Arg
from api.graphql.compiler.build import Build, Emitted
from api.graphql.compiler.special.changes import changes
from api.graphql.compiler.special.coverage import coverage, trend, trend_of_area
from api.graphql.compiler.special.dual_roles import dual_roles
from api.graphql.compiler.special.findings import findings
from api.graphql.compiler.special.neighbourhood import neighbourhood
from api.graphql.compiler.special.path import path
from api.graphql.compiler.special.runs import findings_as_of, latest_run
from api.graphql.compiler.special.search import search
from api.graphql.compiler.special.tenures import history, holders
from api.graphql.compiler.special.vacancies import is_vacant, vacancies

__all__ = ["ROOTS", "SPECIAL"]

Field = Callable[[Build, str, list[FieldNode], dict[str, Arg], str], Emitted]
"""Build, the variable of the node, the field's nodes, its arguments, the name of the type that it returns."""
Root = Callable[[Build, list[FieldNode], dict[str, Arg], str], Emitted]

SPECIAL: dict[tuple[str, str], Field] = {
    ("Area", "coverage"): coverage,
    ("Area", "findings"): findings,
    ("Area", "findingsAsOf"): findings_as_of,
    ("Area", "trend"): trend_of_area,
    ("Area", "vacancies"): vacancies,
    ("Person", "dualRoles"): dual_roles,
    ("Post", "history"): history,
    ("Post", "holders"): holders,
    ("Post", "isVacant"): is_vacant,
}
ROOTS: dict[str, Root] = {
    "latestRun": latest_run,
    "trend": trend,
    "changes": changes,
    "neighbourhood": neighbourhood,
    "path": path,
    "search": search,
}
