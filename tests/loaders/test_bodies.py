"""Finding or founding the body that a row names."""

from __future__ import annotations

from typing import Any

import pytest

from graph.store.records import GraphState, Node, Relationship
from loaders.bodies import Bodies
from loaders.facts import Facts
from loaders.places import Place, Places

CODE, OTHER = "91140213MA0EXA0018", "91140213MA0EXA0026"


def names(town: Any, label: str) -> list[str]:
    """What the bodies of that label are called."""
    return [claim.properties["name"] for claim in town.desk.facts.nodes.values() if claim.label == label]


@pytest.mark.parametrize("again", ["示例物业有限公司", "示例物业有限责任公司", "示例物业　有限公司"])
def test_company_named_again_is_the_same(again: str, town: Any) -> None:
    row = town.row("compounds")
    first = town.desk.bodies.body("PropertyCompany", row, name="示例物业有限公司", home=None, uscc=CODE)
    assert town.desk.bodies.body("PropertyCompany", row, name=again, home=None) == first


def test_one_code_for_two_names_makes_two_bodies(town: Any) -> None:
    row = town.row("compounds")
    bodies = [
        town.desk.bodies.body("PropertyCompany", row, name=name, home=None, uscc=CODE) for name in ("甲物业", "乙物业")
    ]
    assert len(set(bodies)) == 2 and names(town, "PropertyCompany") == ["甲物业", "乙物业"]


def test_two_names_of_one_code_mean_the_stored_bodies_again_in_whatever_order_they_are_read(town: Any) -> None:
    def named(bodies: Bodies, name: str) -> str:
        return bodies.body("PropertyCompany", town.row("property_companies"), name=name, home=None, uscc=CODE).id

    first = {name: named(town.desk.bodies, name) for name in ("甲物业", "乙物业")}
    stored = [Node(id, ("Organisation", "PropertyCompany"), {"name": name, "uscc": CODE}) for name, id in first.items()]
    for nodes in (stored, stored[::-1]):
        state, facts = GraphState(), Facts(town.desk.model, lambda conflict: None)
        for node in nodes:
            state.add_node(node)
        bodies = Bodies(facts, Places(state), state)
        assert {name: named(bodies, name) for name in first} == first


def test_one_name_in_two_compounds_makes_two_committees(town: Any) -> None:
    row = town.row("compounds")
    homes = [town.place(name, row) for name in ("锦绣花园", "和顺小区")]
    found = {town.desk.bodies.body("OwnersCommittee", row, name="业委会", home=home) for home in homes}
    assert len(found) == 2


def test_committee_of_a_community_is_one_whatever_it_is_called(town: Any) -> None:
    row = town.row("communities")
    home = town.place("康吉里", row)
    first = town.desk.bodies.singleton("ResidentsCommittee", row, home=home, name="康吉社区居民委员会")
    assert town.desk.bodies.singleton("ResidentsCommittee", row, home=home, name="康吉居委会") == first
    assert names(town, "ResidentsCommittee") == ["康吉社区居民委员会"]


def test_leading_branch_is_meant_by_rosters_that_give_no_name(town: Any) -> None:
    row = town.row("compounds")
    home = town.place("锦绣花园", row)
    unnamed = town.desk.bodies.party(row, home=home, kind=None, fallback="锦绣花园党组织")
    named = town.desk.bodies.party(town.row("party_organisations"), home=home, kind="branch", name="锦绣花园党支部")
    assert unnamed == named == town.desk.bodies.lead(home)
    assert town.desk.bodies.name(named) == "锦绣花园党支部"


def test_second_branch_of_a_compound_is_another_body(town: Any) -> None:
    row = town.row("party_organisations")
    home = town.place("锦绣花园", row)
    first = town.desk.bodies.party(row, home=home, kind="branch", name="锦绣花园党支部")
    second = town.desk.bodies.party(
        town.row("party_organisations"), home=home, kind="branch", name="锦绣花园第二党支部"
    )
    assert first != second and town.desk.bodies.lead(home) == first


@pytest.mark.parametrize("order", [1, -1])
def test_unit_with_its_branch_in_a_community_never_leads_it(order: int, town: Any) -> None:
    row = town.row("party_organisations")
    home = town.desk.facts.node("Community", "area-1", row, name="康吉社区")
    town.desk.places.add(Place("area-1", "Community", "康吉社区", "140213050001"))
    told = [
        ("branch", "示例第一中学党支部"),
        ("generalBranch", "示例公司党总支"),
        ("generalBranch", "永泰街道康吉社区党总支"),
    ]
    for kind, name in told[::order]:
        town.desk.bodies.party(row, home=home, kind=kind, name=name)
    assert town.desk.bodies.name(town.desk.bodies.lead(home)) == "永泰街道康吉社区党总支"


def test_long_and_short_party_names_are_one(town: Any) -> None:
    row = town.row("party_organisations")
    home = town.place("锦绣花园", row)
    one = town.desk.bodies.party(row, home=home, kind="branch", name="中共锦绣花园支部委员会")
    assert town.desk.bodies.find(("PartyOrganisation",), "锦绣花园党支部") == [one]


def test_of_several_bodies_of_a_name_the_nearest_is_meant(town: Any) -> None:
    row = town.row("units")
    near, far = town.place("锦绣花园", row), town.place("和顺小区", row)
    here, there = (town.desk.bodies.body("Merchant", row, name="便民超市", home=home) for home in (near, far))
    assert town.desk.bodies.find(("Merchant",), "便民超市", near=near) == [here]
    assert set(town.desk.bodies.find(("Merchant",), "便民超市")) == {here, there}
    assert town.desk.bodies.home(there) == far.id


def test_bodies_of_the_store_are_found_again(town: Any) -> None:
    state = GraphState()
    state.add_node(Node("area-1", ("Area", "Compound"), {"name": "锦绣花园"}))
    state.add_node(Node("org-1", ("Organisation", "PropertyCompany"), {"name": "示例物业有限公司", "uscc": CODE}))
    state.add_node(Node("org-2", ("Organisation", "OwnersCommittee"), {"name": "锦绣花园业委会", "kind": "owners"}))
    state.add_relationship(Relationship("rel-1", "BASED_IN", "org-2", "area-1", {}))
    places = Places(state)
    bodies = Bodies(Facts(town.desk.model, lambda _: None), places, state)
    row, compound = town.row("compounds"), places.of_label("Compound")[0].ref
    assert bodies.body("PropertyCompany", row, name="示例物业", home=None, uscc=CODE).id != "org-2"
    assert bodies.body("PropertyCompany", row, name="示例物业有限公司", home=None).id == "org-1"
    assert bodies.body("OwnersCommittee", row, name="锦绣花园业委会", home=compound).id == "org-2"
