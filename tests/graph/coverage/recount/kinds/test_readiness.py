"""readiness, recounted: a checklist of a Party organisation, with a line for some only and a line that decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

RULE = """
kind: readiness
target: PartyOrganisation
due: {when: {kind: {not: group}}, otherwise: {zh: 党小组, en: a group}}
told_by: [party_organisations]
thresholds: {members: [{value: 3, from: 2020-01-01}]}
check:
  parts:
    - {id: term, name: {zh: 任期, en: term}, require: {value: {first: [extensionUntil, termEnd]}, atLeast: asOf}}
    - {id: members, name: {zh: 党员, en: members}, when: {kind: branch}, require: {fullMembers: {atLeast: "$members"}}}
    - {id: home, name: {zh: 所在, en: home}, aside: true, require: {exists: "->BASED_IN Community"}}
    - id: post
      name: {zh: 岗位, en: post}
      require: {exists: ["<-POST_IN Post", {step: "<-OF_POST Tenure", where: {fullTime: true}}]}
"""


def state(told: bool | None) -> str:
    """True is present, false a gap."""
    return "unknown" if told is None else "present" if told else "gap"


def test_checklist_is_gone_through_line_by_line(agree: Callable[..., None], as_of: date) -> None:
    def judge(town: Any, id: str) -> dict[str, Any]:
        row = town[id]
        end = row.get("extensionUntil", row.get("termEnd"))
        times = [town[one].get("fullTime") for post in town.into(id, "POST_IN") for one in town.holders(post)]
        parts = {
            "term": state(None if end is None else end >= as_of),
            "home": state(any(town[one]["label"] == "Community" for one in town.out(id, "BASED_IN"))),
            "post": state(True if True in times else None if None in times else False),
        }
        members = row["fullMembers"] >= 3 if "fullMembers" in row else None
        if row.get("kind", "branch") == "branch":
            parts["members"] = state(members if "kind" in row or members else None)
        deciding = [one for part, one in parts.items() if part != "home"]
        return {"state": next((one for one in ("gap", "unknown") if one in deciding), "present"), "parts": parts}

    agree(
        RULE,
        lambda town: town.all("PartyOrganisation"),
        judge,
        due=lambda town, id: town[id]["kind"] != "group" if "kind" in town[id] else None,
        told=lambda town, id: town.loaded("party_organisations", id),
    )
