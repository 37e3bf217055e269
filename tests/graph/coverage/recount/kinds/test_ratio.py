"""ratio, recounted: workers per 10,000 residents; the sums are over targets that are due and known."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

RULE = """
kind: ratio
target: {label: [Community, Compound, Grid]}
due: {when: {households: {over: 120}}, otherwise: {zh: 户数少, en: few households}}
told_by: [grids]
thresholds: {least: [{value: 4, from: 2020-01-01}]}
check:
  numerator: {count: ["<-RESPONSIBLE_FOR Post", {step: "<-OF_POST Tenure", where: {fullTime: true}}]}
  denominator: {first: [persons, households]}
  times: 10000
  least: "$least"
"""


def test_ratio_is_of_those_due_and_known(agree: Callable[..., None]) -> None:
    def judge(town: Any, id: str) -> dict[str, Any]:
        whole = town[id].get("persons", town[id].get("households"))
        if not whole:
            return {"state": "unknown"}
        tenures = {one for post in town.into(id, "RESPONSIBLE_FOR") for one in town.holders(post)}
        sure = sum(town[one].get("fullTime") is True for one in tenures)
        possible = sum(town[one].get("fullTime") is not False for one in tenures)
        enough = {count / whole * 10000 >= 4 for count in (sure, possible)}
        state = "unknown" if len(enough) == 2 else "present" if True in enough else "gap"
        return {"state": state, **({"numerator": sure, "denominator": whole} if sure == possible else {})}

    agree(
        RULE,
        lambda town: town.all("Community", "Compound", "Grid"),
        judge,
        due=lambda town, id: town[id]["households"] > 120 if "households" in town[id] else None,
        told=lambda town, id: town.loaded("grids", id),
    )
