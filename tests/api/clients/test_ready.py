"""The documents for the district's own front-ends: within the limits, answered to the role that each is for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.accounts.viewer import LOCAL, Viewer, make_viewer
from graph.store.connection import Store
from tests.api.clients.district import COMMUNITY, DAY, STREET

READY = Path(__file__).resolve().parents[3] / "docs" / "operations" / "ready"
Ask = Callable[..., Any]

LEADER = make_viewer("驾驶舱", "reader")
WORKER = make_viewer("网格通", "reporter", areas=(STREET,))
CITIZEN = make_viewer("掌上平城", "public")


def _text(name: str) -> str:
    return (READY / f"{name}.graphql").read_text(encoding="utf-8")


# ── 领导驾驶舱 ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_cockpit_has_the_cards_of_the_district(ask: Ask) -> None:
    data = ask(_text("cockpit"), LEADER)
    (district,) = data["districts"]["nodes"]
    cards = {card["rule"]: card for card in district["coverage"]}
    assert (cards["S02"]["present"], cards["S02"]["due"], cards["S02"]["exempt"]) == (325, 425, 62)
    assert district["findings"]["totalCount"] == sum(
        group["aggregate"]["count"] for group in district["findings"]["groupBy"]
    )
    assert district["findingsAsOf"] == DAY.isoformat() == data["latestRun"]["asOf"]


def test_cockpit_has_every_street_for_the_map(ask: Ask) -> None:
    data = ask(_text("cockpit"), LEADER)
    streets = data["streets"]["nodes"]
    assert [len(streets), data["grids"]["totalCount"]] == [18, 1529]
    assert [street["code"] for street in streets] == sorted(street["code"] for street in streets)
    placed = [group for street in streets for part in street["parts"]["nodes"] for group in part["parts"]["groupBy"]]
    assert sum(group["aggregate"]["count"] for group in placed) == 487
    assert all(113 < group["aggregate"]["lon"]["avg"] < 114 for group in placed)
    cards = [card for street in streets for card in street["coverage"] if card["rule"] == "S02"]
    assert (sum(card["due"] for card in cards), sum(card["gap"] for card in cards)) == (425, 100)
    assert sum(street["findings"]["totalCount"] for street in streets) >= 100


# ── 平城网格通 ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def grid(district: Store) -> str:
    """A grid of the community that is written whole, which covers a compound with a station."""
    row = district.one(
        "MATCH (g:Grid)-[:COVERS]->(:Compound)<-[:LOCATED_IN]-(:Station) MATCH (g)-[:WITHIN]->(:Community {code: $code}) "
        "RETURN g.id AS id ORDER BY g.code LIMIT 1",
        code=COMMUNITY,
    )
    assert row is not None
    return str(row["id"])


@pytest.mark.parametrize("viewer", [WORKER, LOCAL], ids=["of-the-street", "of-everything"])
def test_grid_card_tells_posts_with_holders_compounds_and_station(ask: Ask, grid: str, viewer: Viewer) -> None:
    data = ask(_text("grid-card"), viewer, grid=grid)
    card = data["grid"]
    assert (card["community"]["code"], card["community"]["street"]["code"]) == (COMMUNITY, STREET)
    posts = {post["role"]: post for post in card["posts"]["nodes"]}
    assert posts.keys() == {"gridLeader", "gridInstructor", "redGridWorker"}
    assert all(post["isVacant"] or "＊" not in post["holders"]["nodes"][0]["name"] for post in posts.values())
    assert [body["kind"] for body in card["party"]["nodes"] if body["__typename"] == "PartyOrganisation"]
    venues = [venue for compound in data["compounds"]["nodes"] for venue in compound["facilities"]["nodes"]]
    assert "Station" in {venue["__typename"] for venue in venues}
    assert card["findingsAsOf"] == DAY.isoformat()


def test_grid_card_masks_names_for_a_reader(ask: Ask, grid: str) -> None:
    data = ask(_text("grid-card"), LEADER, grid=grid)
    names = [
        holder["name"]
        for post in data["grid"]["posts"]["nodes"]
        for holder in post["holders"]["nodes"]
        if holder["name"]
    ]
    assert names and all(name.endswith("＊＊") for name in names)


def test_grid_card_of_another_street_is_not_there(ask: Ask, grid: str) -> None:
    data = ask(_text("grid-card"), make_viewer("别处", "reporter", areas=("140213051000",)), grid=grid)
    assert (data["grid"], data["compounds"]["totalCount"]) == (None, 0)


# ── 掌上平城 ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_public_finds_venues_near_a_place(ask: Ask, district: Store) -> None:
    placed = district.one(
        "MATCH (s:Station) WHERE 113.2 <= s.lon <= 113.3 AND 40 <= s.lat <= 40.1 RETURN count(s) AS n"
    )
    data = ask(_text("venues-near"), CITIZEN, west=113.2, east=113.3, south=40.0, north=40.1)
    venues = data["facilities"]["nodes"]
    assert placed and data["facilities"]["totalCount"] == placed["n"] > len(venues) == 50
    assert {venue["__typename"] for venue in venues} == {"Station"}
    assert all(venue["openingHours"] and venue["address"] and venue["synthetic"] for venue in venues)


def test_public_sees_services_and_posts_but_no_person(ask: Ask) -> None:
    data = ask(_text("services"), CITIZEN, community=f"area-{COMMUNITY}")
    area = data["area"]
    assert area["venues"]["nodes"] and area["posts"]["nodes"] and area["grids"]["nodes"] and area["activities"]["nodes"]
    assert data["serviceProjects"]["nodes"] and data["matterRoutes"]["nodes"]
    asked = _text("services") + _text("venues-near") + _text("search-places")
    assert not {"holders", "tenures", "persons", "checkIns"} & {*asked.replace("(", " ").split()}


@pytest.mark.parametrize("text", ["康吉", "kang ji", "kjsq", COMMUNITY])
def test_public_search_finds_the_community(ask: Ask, text: str) -> None:
    found = ask(_text("search-places"), CITIZEN, text=text)["search"]
    assert f"area-{COMMUNITY}" in {hit["node"]["id"] for hit in found}


# ── as registered documents ─────────────────────────────────────────────────────────────────────────────────────────


def test_registered_documents_are_answered_by_their_hash(address: str, run_govgraph: Callable[..., Any]) -> None:
    added = run_govgraph("documents", "add", READY)
    assert added.code == 0, added.err
    ids = {file: id for id, file in (line.split("  ") for line in added.out.splitlines())}
    assert ids.keys() == {path.name for path in READY.glob("*.graphql")}
    asked = {"documentId": ids["search-places.graphql"], "variables": {"text": "康吉", "asOf": DAY.isoformat()}}
    answer = httpx.post(address, json=asked, timeout=60)
    assert answer.json()["data"]["search"]
