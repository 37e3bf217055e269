"""Finding the area that a row names: inside its parent, the full name first, nothing made up."""

from __future__ import annotations

import pytest

from graph.store.records import GraphState, Node, Relationship
from loaders.places import Place, Places, grid_serial

STREET = Place("street", "Street", "永泰街道", "140213050000")


@pytest.fixture
def places() -> Places:
    """A street with communities and a village of like names, and compounds."""
    known = Places()
    known.add(STREET)
    for id, label, name, code in (
        ("c1", "Community", "康吉社区", "140213050001"), ("c2", "Community", "王家园社区", "140213050002"),
        ("v1", "Village", "王家园村", "140213050201"),
    ):  # fmt: skip
        known.add(Place(id, label, name, code, {"street"}, {f"{name}居民委员会"}))
    for id, name in (("k1", "锦绣花园"), ("k2", "锦绣花园A区"), ("k3", "锦绣花园小区"), ("k4", "和顺小区")):
        known.add(Place(id, "Compound", name, None, {"c1"}))
    return known


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("康吉社区", ["c1"]), ("康吉", ["c1"]), ("康吉社区居民委员会", ["c1"]), ("平城区康吉社区", ["c1"]),
        (" 康吉 社区", ["c1"]),
        ("王家园社区", ["c2"]), ("王家园村", ["v1"]), ("王家园", ["c2", "v1"]), ("王家园社区居委会", ["c2"]), ("某社区", []),
    ],
)  # fmt: skip
def test_community_is_found_by_name_and_by_name_without_its_ending(name: str, found: list[str], places: Places) -> None:
    near = places.within("street", "Community", "Village")
    assert [place.id for place in places.find(name, near)] == found


@pytest.mark.parametrize(
    ("name", "found"),
    [("锦绣花园", ["k1"]), ("锦绣花园小区", ["k3"]), ("锦绣花园Ａ区", ["k2"]), ("锦绣花园B区", []), ("和顺", ["k4"])],
)
def test_compounds_of_like_names_are_told_apart(name: str, found: list[str], places: Places) -> None:
    assert [place.id for place in places.find(name, places.within("c1", "Compound"))] == found


def test_short_name_that_two_share_finds_both(places: Places) -> None:
    assert {place.id for place in places.find("锦绣花园住宅小区", places.within("c1", "Compound"))} == {"k1", "k3"}


def test_other_parents_are_not_looked_at(places: Places) -> None:
    assert places.find("锦绣花园", places.within("c2", "Compound")) == []


def test_area_added_again_gains_names_and_code(places: Places) -> None:
    places.add(Place("k1", "Compound", "锦绣小区", "X1"))
    assert [place.id for place in places.find("锦绣小区", places.of_label("Compound"))] == ["k1"]
    assert places.get("k1") is places.by_code("X1")


def test_first_of_two_areas_keeps_a_code(places: Places) -> None:
    places.add(Place("c9", "Community", "别的社区", "140213050001"))
    found = places.by_code("140213050001")
    assert found is not None and found.id == "c1"


def test_above_goes_from_near_to_far_and_stops_in_a_circle(places: Places) -> None:
    assert [place.id for place in places.above("k1")] == ["k1", "c1", "street"]
    assert places.is_within("k1", "street") and not places.is_within("c2", "c1")
    places.put_within("street", "k1")
    assert [place.id for place in places.above("k1")] == ["k1", "c1", "street"]


def test_places_of_the_store_are_known_with_aliases_and_living_parents_only() -> None:
    state = GraphState()
    state.add_node(
        Node("area-1", ("Area", "Community"), {"name": "康吉社区", "code": "140213050001", "aliases": ["康吉苑"]})
    )
    state.add_node(Node("area-2", ("Area", "Grid"), {"name": "第3网格", "serial": 3}))
    state.add_relationship(Relationship("rel-1", "WITHIN", "area-2", "area-1", {}))
    state.add_relationship(Relationship("rel-2", "WITHIN", "area-1", "area-2", {"validTo": "2020-01-01"}))
    places = Places(state)
    assert [place.serial for place in places.within("area-1", "Grid")] == [3]
    assert [place.id for place in places.find("康吉苑", places.of_label("Community"))] == ["area-1"]
    assert [place.id for place in places.above("area-1")] == ["area-1"]


@pytest.mark.parametrize(
    ("name", "serial"),
    [("第3网格", 3), ("3网格", 3), ("三网格", 3), ("第十二网格", 12), ("万达商圈专属网格", None), (None, None)],
)
def test_serial_in_a_grid_name(name: str | None, serial: int | None) -> None:
    assert grid_serial(name) == serial
