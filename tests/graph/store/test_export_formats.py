"""The shapes of Popolo and FollowTheMoney, pinned once, and that they keep to the names of their specifications."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from graph.store.export import export_graph
from graph.store.records import GraphState, Node, Relationship

DAY = date(2026, 11, 1)

# What popoloproject.com/schemas and followthemoney/schema name, as far as it is used here.
POPOLO = {
    "persons": {"id", "name", "sort_name", "contact_details"},
    "organizations": {"id", "name", "other_names", "identifiers", "classification", "parent_id", "area_id",
                      "founding_date", "dissolution_date", "contact_details"},
    "posts": {"id", "label", "role", "organization_id", "area_id", "start_date", "end_date"},
    "memberships": {"id", "label", "role", "member", "person_id", "organization_id", "post_id", "on_behalf_of_id",
                    "area_id", "start_date", "end_date"},
    "areas": {"id", "name", "identifier", "classification", "parent_id", "geometry"},
}  # fmt: skip
THING = {"name", "alias", "country", "address", "addressEntity"}
LEGAL = THING | {"uscCode", "registrationNumber", "incorporationDate", "dissolutionDate", "classification"}
INTEREST = {"startDate", "endDate", "role"}
FTM = {
    "Person": LEGAL, "Organization": LEGAL, "Company": LEGAL, "PublicBody": LEGAL,
    "Address": THING | {"full", "latitude", "longitude"},
    "Position": THING | {"organization", "inceptionDate", "dissolutionDate", "subnationalArea", "numberOfSeats"},
    "Occupancy": {"holder", "post", "startDate", "endDate", "constituency", "status"},
    "Membership": INTEREST | {"member", "organization"},
    "Employment": INTEREST | {"employee", "employer"},
    "UnknownLink": INTEREST | {"subject", "object"},
}  # fmt: skip


def district() -> GraphState:
    nodes = [
        Node("area-1", ("Area", "Community"), {"name": "和平社区", "code": "140213050001", "boundary": '{"type": "Polygon"}',
                                               "boundaryCrs": "WGS84"}),
        Node("area-2", ("Area", "Compound"), {"name": "锦绣花园", "lon": 113.3, "lat": 40.1, "crs": "CGCS2000"}),
        Node("area-3", ("Area", "Building"), {"name": "1号楼", "lon": 113.3, "lat": 40.1, "crs": "GCJ-02"}),
        Node("org-1", ("Organisation", "PartyOrganisation"), {"name": "社区党总支", "foundedOn": date(2001, 7, 1)}),
        Node("org-2", ("Organisation", "OwnersCommittee"), {"name": "锦绣花园业委会", "kind": "owners", "aliases": ["业委会"]}),
        Node("org-3", ("Organisation", "Merchant"), {"name": "便民超市", "uscc": "91350100M000100Y43", "address": "和平路1号"}),
        Node("org-4", ("Organisation", "Alliance"), {"name": "众享联盟"}),
        Node("org-5", ("Organisation", "Department"), {"name": "民政局", "uscc": "wrong"}),
        Node("post-1", ("Post",), {"name": "业委会主任", "title": "业委会主任", "role": "ownersDirector", "seats": 1}),
        Node("tenure-1", ("Tenure",), {"validFrom": date(2025, 3, 1), "validTo": date(2028, 3, 1)}),
        Node("person-1", ("Person",), {"name": "张三", "pinyin": "zhang san", "phone": "138****1234"}),
        Node("person-2", ("Person",), {"nameless": True}),
        Node("person-3", ("Person",), {"name": "李四"}),
    ]  # fmt: skip
    ties: list[tuple[str, str, str, dict[str, Any]]] = [
        ("WITHIN", "area-2", "area-1", {}), ("WITHIN", "area-3", "area-2", {}), ("BASED_IN", "org-2", "area-2", {}),
        ("SUBORDINATE_TO", "org-2", "org-1", {}), ("POST_IN", "post-1", "org-2", {}),
        ("RESPONSIBLE_FOR", "post-1", "area-2", {}), ("OF_POST", "tenure-1", "post-1", {}),
        ("HOLDER", "tenure-1", "person-1", {"records": [], "keys": [], "phones": []}),
        ("SECONDED_FROM", "tenure-1", "org-5", {}), ("MEMBER_OF", "org-3", "org-4", {"category": "餐饮", "offer": "八折"}),
        ("CHECKED_IN", "person-2", "area-1", {}), ("RESERVE_FOR", "person-3", "post-1", {}),
        ("WORKS_AT", "person-1", "org-3", {}), ("PAIRED_WITH", "org-1", "org-5", {"joint": "组织联建"}),
    ]  # fmt: skip
    rows = [Relationship(f"rel-{number:02}", *tie) for number, tie in enumerate(ties)]
    return GraphState({node.id: node for node in nodes}, {row.id: row for row in rows})


def popolo(folder: Path) -> Any:
    result = export_graph(district(), folder / "out", "popolo", as_of=DAY, marking="内部")
    assert result.counts == {"persons": 1, "organizations": 5, "posts": 1, "memberships": 2, "areas": 3}
    return json.loads((folder / "out" / "popolo.json").read_bytes())


def ftm(folder: Path) -> dict[str, Any]:
    export_graph(district(), folder / "out", "ftm", as_of=DAY, marking="内部")
    lines = (folder / "out" / "entities.ftm.json").read_text("utf-8").splitlines()
    return {entity["id"]: entity for entity in map(json.loads, lines)}


def test_popolo_uses_the_names_of_its_specification(tmp_path: Path) -> None:
    document = popolo(tmp_path)
    assert list(document) == list(POPOLO)
    for name, rows in document.items():
        assert {key for row in rows for key in row} <= POPOLO[name], name


def test_popolo_shape(tmp_path: Path) -> None:
    document = popolo(tmp_path)
    assert document["persons"] == [
        {"id": "person-1", "name": "张三", "sort_name": "zhang san",
         "contact_details": [{"type": "voice", "value": "138****1234", "note": "masked"}]},
    ]  # fmt: skip
    assert document["organizations"][1] == {
        "id": "org-2", "name": "锦绣花园业委会", "other_names": [{"name": "业委会"}], "classification": "OwnersCommittee",
        "parent_id": "org-1", "area_id": "area-2",
    }  # fmt: skip
    assert document["organizations"][2]["identifiers"] == [{"scheme": "USCC", "identifier": "91350100M000100Y43"}]
    assert document["posts"] == [
        {"id": "post-1", "label": "业委会主任", "role": "业委会主任", "organization_id": "org-2", "area_id": "area-2"},
    ]  # fmt: skip
    assert document["memberships"] == [
        {"id": "rel-09", "label": "八折", "role": "餐饮", "member": {"id": "org-3", "name": "便民超市"},
         "organization_id": "org-4"},
        {"id": "tenure-1", "role": "业委会主任", "person_id": "person-1", "organization_id": "org-2", "post_id": "post-1",
         "on_behalf_of_id": "org-5", "area_id": "area-2", "start_date": "2025-03-01", "end_date": "2028-03-01"},
    ]  # fmt: skip
    assert document["areas"] == [
        {"id": "area-1", "name": "和平社区", "identifier": "140213050001", "classification": "Community",
         "geometry": {"type": "Polygon"}},
        {"id": "area-2", "name": "锦绣花园", "classification": "Compound", "parent_id": "area-1",
         "geometry": {"type": "Point", "coordinates": [113.3, 40.1]}},
        {"id": "area-3", "name": "1号楼", "classification": "Building", "parent_id": "area-2"},
    ]  # fmt: skip


def test_ftm_uses_the_names_of_its_schema(tmp_path: Path) -> None:
    for entity in ftm(tmp_path).values():
        assert set(entity["properties"]) <= FTM[entity["schema"]], entity
        for texts in entity["properties"].values():
            assert texts and all(isinstance(text, str) for text in texts)


def test_ftm_shape(tmp_path: Path) -> None:
    entities = ftm(tmp_path)
    told = {id: (entity["schema"], entity["properties"]) for id, entity in entities.items()}
    assert list(entities) == sorted(entities)
    assert told["person-1"] == ("Person", {"country": ["cn"], "name": ["张三"]})
    assert told["tenure-1"] == ("Occupancy", {
        "constituency": ["锦绣花园"], "endDate": ["2028-03-01"], "holder": ["person-1"], "post": ["post-1"],
        "startDate": ["2025-03-01"], "status": ["current"],
    })  # fmt: skip
    assert told["post-1"] == ("Position", {
        "country": ["cn"], "name": ["业委会主任"], "numberOfSeats": ["1"], "organization": ["org-2"],
        "subnationalArea": ["锦绣花园"],
    })  # fmt: skip
    assert told["org-3"] == ("Company", {
        "address": ["和平路1号"], "classification": ["商户"], "country": ["cn"], "name": ["便民超市"],
        "registrationNumber": ["91350100M000100Y43"], "uscCode": ["91350100M000100Y43"],
    })  # fmt: skip
    assert told["org-5"][0] == "PublicBody" and "uscCode" not in told["org-5"][1]
    assert told["area-3"] == ("Address", {"country": ["cn"], "full": ["和平社区锦绣花园1号楼"], "name": ["1号楼"]})
    assert told["rel-03"] == ("UnknownLink", {"object": ["org-1"], "role": ["隶属"], "subject": ["org-2"]})
    assert told["rel-09"] == ("Membership", {"member": ["org-3"], "organization": ["org-4"], "role": ["餐饮"]})
    assert told["rel-12"] == ("Employment", {"employee": ["person-1"], "employer": ["org-3"]})
    assert told["rel-13"] == ("UnknownLink", {"object": ["org-5"], "role": ["组织联建"], "subject": ["org-1"]})


def test_ftm_names_nobody_who_holds_no_post(tmp_path: Path) -> None:
    assert not {"person-2", "person-3"} & set(ftm(tmp_path))


def test_ftm_survives_a_cycle_of_areas(tmp_path: Path) -> None:
    state = district()
    state.add_relationship(Relationship("rel-99", "WITHIN", "area-1", "area-2", {}))
    export_graph(state, tmp_path / "out", "ftm", as_of=DAY, marking="内部")
