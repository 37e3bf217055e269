"""unique, recounted: codes that two grids share, and grids without the one community they belong to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

CODES = """
kind: unique
target: {label: Grid}
due: {when: {households: {not: 0}}, otherwise: {zh: 没有住户, en: nobody lives there}}
told_by: [grids]
check: {key: [code, label], each: true}
"""


def test_each_other_grid_of_the_same_code_is_a_finding(agree: Callable[..., None]) -> None:
    def judge(town: Any, id: str) -> dict[str, Any]:
        code = town[id].get("code")
        others = [one for one in town.all("Grid") if code and one != id and town[one].get("code") == code]
        return {"state": "gap" if others else "present", "findings": dict.fromkeys(others, "amber")}

    agree(
        CODES,
        lambda town: town.all("Grid"),
        judge,
        due=lambda town, id: town[id]["households"] != 0 if "households" in town[id] else None,
        told=lambda town, id: town.loaded("grids", id),
    )


PARENTS = """
kind: unique
target: {label: [Grid, Compound]}
told_by: [grids]
check: {path: {step: "->WITHIN Community", where: {persons: {over: 0}}}, require: {households: {over: 0}}}
"""


def test_one_end_of_the_path_is_expected(agree: Callable[..., None]) -> None:
    def judge(town: Any, id: str) -> dict[str, Any]:
        near = {one for one in town.out(id, "WITHIN") if town[one]["label"] == "Community"}
        sure = sum(town[one].get("persons", 0) > 0 for one in near)
        possible = sum(town[one].get("persons", 1) > 0 for one in near)
        if sure > 1 or possible < 1 or town[id].get("households") == 0:
            return {"state": "gap"}
        return {"state": "present" if sure == possible and "households" in town[id] else "unknown"}

    agree(
        PARENTS,
        lambda town: town.all("Grid", "Compound"),
        judge,
        told=lambda town, id: town.loaded("grids", id),
    )
