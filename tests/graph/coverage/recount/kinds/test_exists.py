"""exists, recounted: which grids have a Party organisation, and which posts are held."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

GRIDS = """
kind: exists
target: {label: Grid, where: {kind: {not: micro}}}
due: {when: {households: {atLeast: "$least"}}, otherwise: {zh: 户数少, en: few households}, told_by: [grids]}
told_by: [party_organisations]
thresholds: {least: [{value: 999, from: 2020-01-01, to: 2026-11-01}, {value: 300, from: 2026-11-01}]}
check:
  paths:
    - {step: "<-BASED_IN PartyOrganisation", where: {kind: [branch, group]}}
    - {step: "<-SERVES PartyOrganisation", where: {kind: [branch, group]}}
"""


def test_exists_finds_what_loops_find(agree: Callable[..., None]) -> None:
    def judge(town: Any, id: str) -> dict[str, Any]:
        kinds = [town[body].get("kind") for type in ("BASED_IN", "SERVES") for body in town.into(id, type)]
        surely = "branch" in kinds or "group" in kinds
        return {"state": "present" if surely else "unknown" if None in kinds else "gap"}

    agree(
        GRIDS,
        lambda town: [id for id in town.all("Grid") if town[id].get("kind") not in (None, "micro")],
        judge,
        due=lambda town, id: None if "households" not in town[id] else town[id]["households"] >= 300,
        told=lambda town, id: town.loaded("party_organisations", id),
        due_told=lambda town, id: town.loaded("grids", id),
    )


POSTS = """
kind: exists
target: {label: Post, where: {role: {trait: lead}}}
told_by: ["grids:leader", {any: [{loaded: party_organisations}, {role: gridLeader}]}]
severity: amber
grades:
  - {severity: blue, when: {value: {days: [vacantSince, asOf]}, under: 30}}
  - {severity: red, when: {value: {days: [vacantSince, asOf]}, over: "$long"}}
thresholds: {long: [{value: 90, from: 2020-01-01}]}
check: {paths: ["<-OF_POST Tenure"], require: {isLead: true}}
"""
LEADS = ("branchSecretary", "ownersDirector", "managementDirector", "villageDirector", "supervisionDirector",
         "projectManager", "districtSecretary")  # fmt: skip


def test_severity_is_by_the_age_of_the_vacancy(agree: Callable[..., None], as_of: Any) -> None:
    def judge(town: Any, id: str) -> dict[str, Any]:
        lead, held = town[id].get("isLead"), town.holders(id)
        if held and lead is None:
            return {"state": "unknown"}
        ended = [
            until
            for start, type, end, _ in town.ties
            if type == "OF_POST" and end == id and (until := town[start].get("validTo")) and until <= as_of
        ]
        days = (as_of - max(ended)).days if ended and not held else None
        severity = "amber" if days is None else "blue" if days < 30 else "red" if days > 90 else "amber"
        return {
            "state": "present" if held and lead else "gap",
            "findings": {"": severity} if not (held and lead) else {},
        }

    agree(
        POSTS,
        lambda town: [id for id in town.all("Post") if town[id]["role"] in LEADS],
        judge,
        told=lambda town, id: town.loaded("grids", id, "leader") and town.loaded("party_organisations", id),
    )
