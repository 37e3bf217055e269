"""distance, recounted with vectors instead of the haversine: compounds with a station within a kilometre."""

from __future__ import annotations

from collections.abc import Callable
from math import acos, cos, radians, sin
from typing import Any

RULE = """
kind: distance
target: {label: Compound, where: {not: {use: 商业}}}
due: {when: {households: {atLeast: 1}}, otherwise: {zh: 无人居住, en: nobody lives there}}
told_by: [party_organisations]
thresholds: {within: [{value: 1000, from: 2020-01-01}]}
check: {to: [Station], where: {any: [{floorArea: {recorded: false}}, {floorArea: {atLeast: 100}}]}, within: "$within"}
"""


def vector(row: dict[str, Any]) -> tuple[float, float, float]:
    """The point on a sphere of radius 1."""
    lat, lon = radians(row["lat"]), radians(row["lon"])
    return cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)


def metres(one: dict[str, Any], other: dict[str, Any]) -> float:
    """The angle between two points, as an arc of the earth's mean circumference."""
    return 6_371_008.8 * acos(min(1.0, sum(a * b for a, b in zip(vector(one), vector(other), strict=True))))


def system(row: dict[str, Any]) -> str | None:
    """In which system the coordinates are; WGS84 and CGCS2000 are one."""
    if "lat" not in row or "lon" not in row or row.get("crs") in (None, "unknown"):
        return None
    return str(row["crs"]).replace("WGS84", "CGCS2000")


def test_distance_is_to_the_nearest_place_in_the_same_system(agree: Callable[..., None]) -> None:
    def judge(town: Any, id: str) -> dict[str, Any]:
        places = [town[one] for one in town.all("Station") if town[one].get("floorArea", 100) >= 100]
        own = system(town[id])
        known = [metres(town[id], place) for place in places if own and system(place) == own]
        if not known:
            return {"state": "unknown"}
        elsewhere = [
            place
            for place in places
            if system(place) != own and town.at(place["id"], "Community") == town.at(id, "Community")
        ]
        return {"state": "present" if min(known) <= 1000 else "unknown" if elsewhere else "gap"}

    agree(
        RULE,
        lambda town: [id for id in town.all("Compound") if town[id].get("use", "商业") != "商业"],
        judge,
        due=lambda town, id: town[id]["households"] >= 1 if "households" in town[id] else None,
        told=lambda town, id: town.loaded("party_organisations", id),
    )
