"""count, recounted: full-time workers of a community within bounds that may be unknown, and households beside the mean."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

WORKERS = """
kind: count
target: Community
due: {when: {exists: "<-WITHIN Grid"}, otherwise: {zh: 没有网格, en: no grid}}
told_by: [grids]
thresholds: {most: [{value: 3, from: 2020-01-01}]}
check:
  value: {count: ["<-RESPONSIBLE_FOR Post", {step: "<-OF_POST Tenure", where: {fullTime: true}}]}
  least: 1
  most: {if: {households: {atLeast: 500}}, then: "$most", else: 1}
  odd: true
"""


def test_count_lies_within_bounds_as_loops_find(agree: Callable[..., None]) -> None:
    def judge(town: Any, id: str) -> dict[str, Any]:
        tenures = {one for post in town.into(id, "RESPONSIBLE_FOR") for one in town.holders(post)}
        least = sum(town[one].get("fullTime") is True for one in tenures)
        most = sum(town[one].get("fullTime") is not False for one in tenures)
        counts = range(least, most + 1)
        ceilings = [1, 3] if "households" not in town[id] else [3] if town[id]["households"] >= 500 else [1]
        claims = [
            {count >= 1 for count in counts},
            {count <= ceiling for count in counts for ceiling in ceilings},
            {count % 2 == 1 for count in counts},
        ]
        if {False} in claims:
            return {"state": "gap"}
        return {"state": "present" if all(one == {True} for one in claims) else "unknown"}

    agree(
        WORKERS,
        lambda town: town.all("Community"),
        judge,
        due=lambda town, id: any(town[one]["label"] == "Grid" for one in town.into(id, "WITHIN")),
        told=lambda town, id: town.loaded("grids", id),
    )


HOUSEHOLDS = """
kind: count
target: Grid
due: {when: {kind: basic}, otherwise: {zh: 非基础网格, en: not a basic grid}}
told_by: [grids]
thresholds: {share: [{value: 0.8, from: 2020-01-01}], most: [{value: 450, from: 2030-01-01}]}
check:
  value: households
  least: {multiply: ["$share", {mean: households}]}
  most: "$most"
  require: {exists: "->WITHIN Community"}
"""


def test_mean_is_over_all_targets_of_which_the_rosters_tell(agree: Callable[..., None]) -> None:
    def judge(town: Any, id: str) -> dict[str, Any]:
        known = [
            town[one]["households"]
            for one in town.all("Grid")
            if "households" in town[one] and town.loaded("grids", one)
        ]
        if not any(town[one]["label"] == "Community" for one in town.out(id, "WITHIN")):
            return {"state": "gap"}
        if "households" not in town[id]:
            return {"state": "unknown"}
        enough = not known or town[id]["households"] >= 0.8 * (sum(known) / len(known))
        return {"state": "present" if enough else "gap"}

    agree(
        HOUSEHOLDS,
        lambda town: town.all("Grid"),
        judge,
        due=lambda town, id: town[id]["kind"] == "basic" if "kind" in town[id] else None,
        told=lambda town, id: town.loaded("grids", id),
    )
