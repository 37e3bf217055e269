"""structural, recounted: bodies that nothing is tied to, and posts that stand empty without one person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

TIES = """
kind: structural
target: {label: [PartyOrganisation, PropertyCompany]}
due: {when: {fullMembers: {not: 2}}, otherwise: {zh: 党员少, en: few members}}
told_by: [party_organisations]
thresholds: {least: [{value: 2, from: 2020-01-01}]}
check: {measure: ties, types: [SERVES, SUBORDINATE_TO, POST_IN], least: "$least"}
"""


def test_ties_are_counted_either_way(agree: Callable[..., None]) -> None:
    def judge(town: Any, id: str) -> dict[str, Any]:
        ties = [
            end
            for start, type, end, _ in town.tied
            for one in (start, end)
            if one == id and type in ("SERVES", "SUBORDINATE_TO", "POST_IN")
        ]
        return {"state": "present" if len(ties) >= 2 else "gap"}

    agree(
        TIES,
        lambda town: town.all("PartyOrganisation", "PropertyCompany"),
        judge,
        due=lambda town, id: town[id]["fullMembers"] != 2 if "fullMembers" in town[id] else None,
        told=lambda town, id: town.loaded("party_organisations", id),
    )


EMPTIES = """
kind: structural
target: Person
due: {when: {exists: "<-HOLDER Tenure"}, otherwise: {zh: 没有任职, en: no post}}
told_by: [grids]
check:
  measure: empties
  path: ["<-HOLDER Tenure", {step: "->OF_POST Post", where: {isLead: true}}]
  back: [{step: "<-OF_POST Tenure", where: {fullTime: true}}, "->HOLDER Person"]
  most: 0
"""


def test_posts_are_emptied_by_the_loss_of_their_only_holder(agree: Callable[..., None]) -> None:
    def judge(town: Any, id: str) -> dict[str, Any]:
        told: list[bool | None] = []
        for post in {post for tenure in town.into(id, "HOLDER") for post in town.out(tenure, "OF_POST")}:
            times: dict[str, list[bool | None]] = {}
            for tenure in town.holders(post):
                for person in town.out(tenure, "HOLDER"):
                    times.setdefault(person, []).append(town[tenure].get("fullTime"))
            own = times.pop(id)
            others = [time for rows in times.values() for time in rows]
            if town[post].get("isLead") is False or True in others or set(own) == {False}:
                told.append(False)
            else:
                told.append(True if town[post].get("isLead") and True in own and None not in others else None)
        return {"state": "gap" if True in told else "unknown" if None in told else "present"}

    agree(
        EMPTIES,
        lambda town: town.all("Person"),
        judge,
        due=lambda town, id: bool(town.into(id, "HOLDER")),
        told=lambda town, id: town.loaded("grids", id),
    )
