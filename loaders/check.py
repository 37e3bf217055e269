"""What is wrong in the district, as the facts of a load say it: stored as written, told with its cell, found by rules later.

Looks at the gathered facts together with what the store holds: two parents, two superiors, a circle in the chain of
command, more holders than seats, one credit code for two names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from graph.store.records import GraphState
from loaders.facts import Claim
from loaders.gather import Gathered

__all__ = ["flag_district"]


def flag_district(gathered: Gathered, state: GraphState) -> None:
    """Flags what the facts show to be wrong in the district."""
    names = _Names(gathered, state)
    _flag_several(gathered, state, names, "WITHIN", "checks.two_parents", "parents")
    _flag_several(gathered, state, names, "SUBORDINATE_TO", "checks.two_superiors", "superiors")
    _flag_cycles(gathered, state, names)
    _flag_overfull(gathered, state, names)
    _flag_shared_codes(gathered, state, names)


class _Names:
    def __init__(self, gathered: Gathered, state: GraphState) -> None:
        self._claims, self._state = gathered.desk.facts.nodes, state

    def of(self, id: str) -> str:
        """What a node is called."""
        claim, node = self._claims.get(id), self._state.nodes.get(id)
        name = (claim.properties.get("name") if claim else None) or (node.properties.get("name") if node else None)
        return str(name or id)


def _ends(gathered: Gathered, state: GraphState, kind: str) -> tuple[dict[str, set[str]], dict[str, Claim]]:
    """Where the live relationships of one type lead, by their start, with a claim to blame for each start."""
    ends: dict[str, set[str]] = defaultdict(set)
    blamed: dict[str, Claim] = {}
    for row in state.relationships.values():
        if (
            row.type == kind
            and row.properties.get("validTo") is None
            and row.id not in gathered.desk.facts.relationships
        ):
            ends[row.start].add(row.end)
    for claim in gathered.desk.facts.relationships.values():
        if claim.label == kind and claim.ends and claim.properties.get("validTo") is None:
            ends[claim.ends[0]].add(claim.ends[1])
            blamed[claim.ends[0]] = claim
    return ends, blamed


def _flag_several(gathered: Gathered, state: GraphState, names: _Names, kind: str, key: str, word: str) -> None:
    ends, blamed = _ends(gathered, state, kind)
    for start, claim in blamed.items():
        if len(ends[start]) > 1 and claim.rows:
            several = "、".join(sorted(map(names.of, ends[start])))
            gathered.desk.flag(claim.rows[-1], None, key, name=names.of(start), **{word: several})


def _flag_cycles(gathered: Gathered, state: GraphState, names: _Names) -> None:
    ends, blamed = _ends(gathered, state, "SUBORDINATE_TO")
    told: set[str] = set()
    for start in sorted(blamed):
        circle = _circle(start, ends)
        if circle and not told.intersection(circle) and blamed[start].rows:
            told.update(circle)
            shown = " → ".join(map(names.of, [*circle, circle[0]]))
            gathered.desk.flag(blamed[start].rows[-1], None, "checks.cycle", names=shown)


def _circle(start: str, ends: dict[str, set[str]]) -> list[str]:
    path: list[str] = []
    current: str | None = start
    seen: set[str] = set()
    while current is not None and current not in seen:
        seen.add(current)
        path.append(current)
        above = sorted(ends.get(current, ()))
        if start in above:
            return path
        current = above[0] if above else None
    return []


def _flag_overfull(gathered: Gathered, state: GraphState, names: _Names) -> None:
    facts = gathered.desk.facts
    seats = {claim.id: claim.properties["seats"] for claim in facts.nodes.values()
             if claim.label == "Post" and claim.properties.get("seats")}  # fmt: skip
    holders: dict[str, set[str]] = defaultdict(set)
    blamed: dict[str, Claim] = {}
    holder_of = {claim.ends[0]: claim.ends[1] for claim in facts.relationships.values()
                 if claim.label == "HOLDER" and claim.ends}  # fmt: skip
    for post, tenure in _tenures(gathered, state):
        if post not in seats:
            continue
        claimed = facts.nodes.get(tenure)
        stored = state.nodes[tenure].properties if tenure in state.nodes else {}
        ended = {**stored, **(claimed.properties if claimed else {})}.get("validTo")
        if ended is None:
            person = holder_of.get(tenure) or next((row.end for row in state.outgoing(tenure, "HOLDER")), None)
            if person:
                holders[post].add(person)
            if claimed:
                blamed[post] = claimed
    for post, claim in blamed.items():
        if len(holders[post]) > seats[post]:
            values = {"post": names.of(post), "seats": seats[post], "holders": len(holders[post])}
            gathered.desk.flag(claim.rows[-1], None, "checks.overlapping_holders", **values)


def _tenures(gathered: Gathered, state: GraphState) -> Iterator[tuple[str, str]]:
    """Every tenure with its post: those of the store that the load does not restate, and those of the load."""
    claimed = gathered.desk.facts.relationships
    for row in state.relationships.values():
        if row.type == "OF_POST" and row.id not in claimed and row.start not in gathered.settled.dropped:
            yield row.end, row.start
    for claim in claimed.values():
        if claim.label == "OF_POST" and claim.ends:
            yield claim.ends[1], claim.ends[0]


def _flag_shared_codes(gathered: Gathered, state: GraphState, names: _Names) -> None:
    """One credit code at two bodies of one label: kept as two, and said at the row that names the second."""
    first = {
        (node.label, code): node.id for node in state.of_label("Organisation") if (code := node.properties.get("uscc"))
    }
    for claim in gathered.desk.facts.nodes.values():
        code = claim.properties.get("uscc")
        row = claim.origin("uscc")
        if not code or row is None:
            continue
        other = first.setdefault((claim.label, code), claim.id)
        if other != claim.id:
            column = "uscc" if "uscc" in row.columns else None
            told = {"code": code, "name": names.of(claim.id), "other": names.of(other)}
            gathered.desk.flag(row, column, "checks.code_twice", **told)
