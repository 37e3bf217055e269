"""chain, recounted: where the way up from a Party organisation to the committee breaks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

RULE = """
kind: chain
target: {label: PartyOrganisation, where: {not: {kind: committee}}}
due: {when: {fullMembers: {atLeast: 3}}, otherwise: {zh: 党员少, en: few members}}
told_by: [party_organisations]
check: {along: SUBORDINATE_TO, root: {kind: committee}, written: superiorText}
"""


def test_chain_breaks_where_loops_find_no_single_way_up(agree: Callable[..., None]) -> None:
    def judge(town: Any, id: str) -> dict[str, Any]:
        above = set(town.out(id, "SUBORDINATE_TO"))
        if len(above) != 1:
            return {"state": "gap"}
        way, at = [id], next(iter(above))
        while at not in way and len(further := set(town.out(at, "SUBORDINATE_TO"))) == 1:
            way, at = [*way, at], next(iter(further))
        if at == id:
            return {"state": "gap"}
        only = next(iter(above))
        if town.out(only, "SUBORDINATE_TO") or "kind" in town[only]:
            return {"state": "present"}
        return {"state": "unknown"}

    agree(
        RULE,
        lambda town: [id for id in town.all("PartyOrganisation") if town[id].get("kind", "committee") != "committee"],
        judge,
        due=lambda town, id: town[id]["fullMembers"] >= 3 if "fullMembers" in town[id] else None,
        told=lambda town, id: town.loaded("party_organisations", id),
    )
