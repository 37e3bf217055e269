"""reconcile, recounted: numbers told of a community beside what is counted there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

RULE = """
kind: reconcile
target: Community
due: {when: {exists: {step: "<-WITHIN Grid", where: {kind: basic}}}, otherwise: {zh: 没有基础网格, en: no basic grid}}
told_by: [grids]
check:
  claims:
    - id: workers
      name: {zh: 工作者, en: workers}
      one: communityWorkers
      other: {count: ["<-RESPONSIBLE_FOR Post", {step: "<-OF_POST Tenure", where: {fullTime: true}}]}
    - id: households
      name: {zh: 户数, en: households}
      when: {persons: {over: 0}}
      one: households
      other: {sum: "<-WITHIN Grid", of: households}
      compare: atMost
"""


def test_claims_that_fail_are_findings_of_their_own(agree: Callable[..., None]) -> None:
    def judge(town: Any, id: str) -> dict[str, Any]:
        row, told = town[id], {}
        tenures = {one for post in town.into(id, "RESPONSIBLE_FOR") for one in town.holders(post)}
        possible = {
            count
            for count in range(len(tenures) + 1)
            if sum(town[one].get("fullTime") is True for one in tenures) <= count
            <= sum(town[one].get("fullTime") is not False for one in tenures)
        }  # fmt: skip
        same = {row.get("communityWorkers") == count for count in possible}
        told["workers"] = None if "communityWorkers" not in row or len(same) > 1 else same.pop()
        grids = {grid for grid in town.into(id, "WITHIN") if town[grid]["label"] == "Grid"}
        counts = [town[grid].get("households") for grid in grids]
        holds = None if None in counts or "households" not in row else row["households"] <= sum(counts)
        if row.get("persons", 1) > 0:
            told["households"] = holds if "persons" in row or holds else None
        failed = [claim for claim, one in told.items() if one is False]
        state = "gap" if failed else "unknown" if None in told.values() else "present"
        return {"state": state, "findings": dict.fromkeys(failed, "amber")}

    def due(town: Any, id: str) -> bool | None:
        kinds = [town[grid].get("kind") for grid in town.into(id, "WITHIN") if town[grid]["label"] == "Grid"]
        return True if "basic" in kinds else None if None in kinds else False

    agree(RULE, lambda town: town.all("Community"), judge, due=due, told=lambda town, id: town.loaded("grids", id))
