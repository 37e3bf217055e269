"""What rows say through the desk of bodies: posts, superiors."""

from __future__ import annotations

from typing import Any

from loaders.desk import Desk, superior_names
from loaders.facts import Ref

DISTRICT, STREET = Ref("District", "d"), Ref("Street", "s")


def test_superiors_are_said_when_all_are_known(desk: Desk, town: Any) -> None:
    group = desk.bodies.party(town.cells(), home=Ref("Community", "c1"), kind="branch", name="康吉社区第二党支部")
    desk.subordinate(
        town.cells(superior="康吉社区党总支、无名党委"), group, "康吉社区党总支、无名党委", column="superior"
    )
    lead = desk.bodies.party(town.cells(), home=Ref("Community", "c1"), kind="generalBranch", name="康吉社区党总支")
    for work in desk.deferred:
        work()
    assert [claim.ends for claim in desk.facts.relationships.values() if claim.label == "SUBORDINATE_TO"] == [
        (group.id, lead.id)
    ]
    assert desk.facts.nodes[group.id].properties["superiorText"] == "无名党委"
    assert [(remark.why.key, remark.severity) for remark in desk.remarks.found] == [
        ("checks.unknown_superior", "flagged")
    ]


def test_post_exists_without_a_holder(desk: Desk, town: Any) -> None:
    body = desk.bodies.party(town.cells(), home=STREET, kind="workingCommittee", name="永泰街道党工委")
    post = desk.facts.nodes[desk.post("streetSecretary", body, town.cells(), area=STREET, seats=1).id]
    assert post.properties | {"sources": None} == {
        "role": "streetSecretary", "title": "党工委书记", "name": "党工委书记", "isLead": True, "seats": 1, "status": "active",
        "sources": None,
    }  # fmt: skip


def test_several_superiors_are_several() -> None:
    assert superior_names("康吉社区党总支; 平和社区党总支\n") == ["康吉社区党总支", " 平和社区党总支"]
