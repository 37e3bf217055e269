"""Buildings: what they are, where they lie, and which posts at them are held."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from loaders.facts import Claim
from loaders.gather import Gathered
from loaders.reading import ReadFile

Gather = Callable[..., Gathered]
Holders = Callable[[Gathered, str], dict[str, list[str]]]


def building(load: Gathered, compound: str, name: str) -> Claim:
    places = load.desk.places
    home = places.find(compound, places.of_label("Compound"))[0]
    return load.desk.facts.nodes[places.find(name, places.within(home.id, "Building"))[0].id]


def ends(load: Gathered, kind: str, start: str = "", end: str = "") -> list[tuple[str, str]]:
    """The labels of both ends of the relationships of one type between such nodes."""
    nodes = load.desk.facts.nodes
    pairs = [claim.ends for claim in load.desk.facts.relationships.values() if claim.label == kind and claim.ends]
    labels = [(nodes[a].label, nodes[b].label) for a, b in pairs]
    return [pair for pair in labels if start in ("", pair[0]) and end in ("", pair[1])]


def test_every_building_is_within_its_compound_and_covered_by_its_grid(gathered: Gather) -> None:
    load = gathered("buildings")
    assert not load.refused_rows
    assert sum(claim.label == "Building" for claim in load.desk.facts.nodes.values()) == 39
    assert len(ends(load, "WITHIN", "Building", "Compound")) == 39
    assert len(ends(load, "COVERS", "Grid", "Building")) == 39


def test_one_spelling_for_a_building_and_its_counts(gathered: Gather) -> None:
    load = gathered("buildings")
    told = building(load, "松涛园", "2幢").properties
    assert (told["name"], told["units"], told["floors"], told["households"]) == ("2幢", 3, 6, 108)
    assert building(load, "松涛园", "3幢").properties["floors"] == 18
    assert [building(load, "学府南苑", f"{k}幢").properties["partyMembers"] for k in (1, 2, 3)] == [5, 2, 0]


def test_use_tells_residential_from_commercial_and_keeps_an_unknown_word(gathered: Gather) -> None:
    load = gathered("buildings")
    assert building(load, "翠柏家园", "3幢").properties["kind"] == "commercial"
    assert building(load, "桐府一号", "1幢").properties["kind"] == "mixed"
    other = building(load, "桐府一号", "2幢").properties
    assert (other["kind"], other["kindText"]) == ("other", "车库")
    assert building(load, "学府南苑", "2幢").properties["kind"] == "residential"


def test_group_exists_where_a_leader_or_the_row_says_so(
    gathered: Gather, named: Callable[..., dict[str, Claim]], holders: Holders
) -> None:
    load = gathered("buildings")
    leaders = holders(load, "buildingGroupLeader")
    assert len(leaders) == 16
    assert leaders["松涛园/1幢"] == []  # said to exist, its leader not named
    assert "翠柏家园/1幢" in leaders and "桐府二号/1幢" not in leaders  # four members, 党小组 否
    groups = named(load, "PartyOrganisation")
    assert groups["学府南苑1号楼党小组"].properties["kind"] == "group"
    assert "松涛园1幢党小组" in groups


def test_group_stands_under_the_branch_of_its_compound(
    gathered: Gather, named: Callable[..., dict[str, Claim]]
) -> None:
    load = gathered("buildings")
    bodies = named(load, "PartyOrganisation")
    superiors = [
        claim.ends[1] for claim in load.desk.facts.relationships.values()
        if claim.label == "SUBORDINATE_TO" and claim.ends and claim.ends[0] == bodies["学府南苑1号楼党小组"].id
    ]  # fmt: skip
    assert superiors == [bodies["学府南苑党支部"].id]


def test_hub_household_is_a_post_at_the_building(gathered: Gather, holders: Holders) -> None:
    hubs = holders(gathered("buildings"), "hubHousehold")
    assert hubs["学府南苑/2幢"] == ["赵淑珍", "郭丽华"]
    assert "学府南苑/1幢" not in hubs  # a group is there, no hub is named
    assert len(hubs) == 15


def test_building_leader_has_a_post_held_or_not(gathered: Gather, holders: Holders) -> None:
    load = gathered("buildings")
    leaders = holders(load, "buildingLeader")
    assert len(leaders) == 39
    assert leaders["学府北苑/2幢"] == []  # 空缺
    assert len(leaders["桐府二号/2幢"]) == 2  # two in one cell, both kept
    assert leaders["御华名邸/2幢"] == ["陈永平"]  # written 陈 永　平


def test_columns_dropped_unmapped_and_flagged_cells(book: Callable[[str], ReadFile]) -> None:
    sheet = book("buildings").sheets[0]
    assert sheet.dropped == [("S", "身份证号", "身份证件号码")]
    assert [(column, heading) for column, heading, _ in sheet.unmapped] == [("R", "电梯品牌")]
    flags = {(remark.row, remark.column): remark.why.key for remark in sheet.remarks}
    assert flags == {(13, "J"): "checks.approximate", (18, "F"): "checks.unknown_word"}


def test_unknown_grid_refuses_the_row(gathered: Gather, changed: Callable[..., Path]) -> None:
    load = gathered(changed("buildings", {"Q9": "九十九网格"}))
    refused: list[Any] = [remark for remark in load.remarks if remark.severity == "refused"]
    assert [(remark.row, remark.column, remark.why.key) for remark in refused] == [(9, "Q", "checks.no_grid")]
