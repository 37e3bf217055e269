"""Who is at home where: the first relationship that leads, chains of labels, what may be about anything."""

from __future__ import annotations

from datetime import date

import pytest

from api.accounts.viewer import RIGHTS, Viewer
from api.graphql.compiler.homes import _STAGES, ANY_HOME, HOMES
from graph.model import load_model
from tests.api.graphql.compiler.special.asking import DAY, plan_of
from tests.api.graphql.conftest import Ask, Town

OF_S1 = Viewer("x", "admin", ("140213050000",), rights=RIGHTS)


def seen(ask: Ask, id: str) -> bool:
    """Whether the viewer of the first street sees a node."""
    return (
        ask('query($id: ID!) { node(id: $id, asOf: "2026-11-01") { id } }', {"id": id}, viewer=OF_S1).data["node"]
        is not None
    )


def test_a_way_passes_the_stages_in_their_order() -> None:
    place = {kind: number for number, (_, kinds) in enumerate(_STAGES) for kind in kinds}
    steps = HOMES | ANY_HOME
    assert place.keys() == {kind for rows in steps.values() for kind, _, _ in rows}
    pairs = [
        (step, after) for rows in steps.values() for step in rows for end in step[2] for after in steps.get(end, ())
    ]
    assert [(step, after) for step, after in pairs if place[after[0]] < place[step[0]]] == []
    assert {(kind, inward) for rows in steps.values() for kind, inward, _ in rows} == {
        (kind, inward) for inward, kinds in _STAGES for kind in kinds
    }


def test_no_other_label_has_these_kinds() -> None:
    """A path says the kind of each relationship and not the label it leaves, so a kind must tell the label."""
    steps = HOMES | ANY_HOME
    for kind, inward in {(kind, inward) for rows in steps.values() for kind, inward, _ in rows}:
        row = load_model().relationship(kind)
        having = {label for label, rows in steps.items() if kind in [step[0] for step in rows]}
        assert set(row.end if inward else row.start) == having


def test_only_outward_relationships_come_before_others() -> None:
    assert [label for label, rows in HOMES.items() if any(inward for _, inward, _ in rows[:-1])] == []


@pytest.mark.parametrize(
    ("ties", "expected"),
    [
        ([("BASED_IN", "area-c1", {})], True),
        ([("BASED_IN", "area-c3", {})], False),
        ([("BASED_IN", "area-c3", {}), ("SERVES", "area-c1", {})], False),
        ([("BASED_IN", "area-c3", {"validTo": date(2026, 11, 1)}), ("SERVES", "area-c1", {})], True),
        ([("SERVES", "area-c3", {}), ("SERVES", "area-g1", {})], True),
        ([("BASED_IN", "area-c1", {"validFrom": date(2026, 11, 2)})], False),
        ([], False),
    ],
    ids=["based", "elsewhere", "first that leads", "ended", "any of several", "not yet", "nowhere"],
)
def test_a_body_is_at_home_where_the_first_kind_leads(
    town: Town, ask: Ask, ties: list[tuple[str, str, dict[str, date]]], expected: bool
) -> None:
    town.node("org-1", "Organisation", "Unit", name="单位")
    for kind, end, dates in ties:
        town.join("org-1", kind, end, **dates)
    assert seen(ask, "org-1") is expected


def test_a_person_is_at_home_wherever_anything_leads(town: Town, ask: Ask) -> None:
    for name, area in (("1", "area-c3"), ("2", "area-c1")):
        town.node(f"org-{name}", "Organisation", "Unit", name=name)
        town.join(f"org-{name}", "BASED_IN", area)
        town.node(f"post-{name}", "Post", name=name)
        town.join(f"post-{name}", "POST_IN", f"org-{name}")
    town.node("tenure-1", "Tenure", name="任职")
    town.join("tenure-1", "OF_POST", "post-2")
    for person in ("person-1", "person-2"):
        town.node(person, "Person", name=person)
        town.join(person, "CHECKED_IN", "area-c3")
    town.join("tenure-1", "HOLDER", "person-1")
    assert [seen(ask, f"person-{name}") for name in "12"] == [True, False]
    town.join("person-2", "WORKS_AT", "org-2")
    assert seen(ask, "person-2")


def test_what_is_about_anything_is_at_home_there(town: Town, ask: Ask) -> None:
    town.node("post-1", "Post", name="岗位")
    town.join("post-1", "RESPONSIBLE_FOR", "area-g1")
    town.node("exemption-1", "Exemption", name="豁免")
    town.join("exemption-1", "ABOUT", "post-1")
    town.node("plan-1", "Plan", name="方案")
    town.node("change-1", "Change", name="一步")
    town.join("change-1", "STEP_OF", "plan-1")
    town.join("change-1", "TARGETS", "area-g5")
    town.node("finding-1", "Finding", name="缺口")
    town.join("finding-1", "FOUND_AT", "area-c3")
    town.join("finding-1", "ABOUT", "post-1")
    ids = ("exemption-1", "plan-1", "change-1", "finding-1")
    assert [seen(ask, id) for id in ids] == [True, False, False, False]
    town.join("change-1", "TARGETS", "post-1")
    assert [seen(ask, id) for id in ids] == [True, True, True, False]


def test_a_field_of_any_label_is_narrowed(town: Town, ask: Ask) -> None:
    town.node("post-1", "Post", name="岗位")
    for area in ("area-g1", "area-g5"):
        town.node(f"exemption-{area}", "Exemption", name="豁免")
        town.join(f"exemption-{area}", "ABOUT", area)
        town.join("post-1", "RESPONSIBLE_FOR", area)
    document = (
        "{ posts { nodes { responsibleFor { outsideCount nodes { id } } } } exemptions { nodes { about { id } } } }"
    )
    told = ask(document, viewer=OF_S1).data
    assert told["posts"]["nodes"] == [{"responsibleFor": {"outsideCount": 1, "nodes": [{"id": "area-g1"}]}}]
    assert told["exemptions"]["nodes"] == [{"about": {"id": "area-g1"}}]


@pytest.mark.parametrize(
    "document",
    [
        "{ posts { totalCount } }",
        "{ persons(where: {tenures: {some: {}}}) { totalCount } }",
        "{ findings { nodes { about { id } } } }",
        '{ changes(since: "2026-10-01") { totalCount } }',
    ],
)
def test_no_way_is_walked_back_from_the_areas(town: Town, document: str) -> None:
    """Whatever Neo4j believes to be in the store: for one node it does not begin with all areas of the viewer."""
    plan, coerced = plan_of(document, viewer=OF_S1)
    assert plan.text is not None
    statement = f"EXPLAIN {plan.text}"
    with town.store.session() as session:
        told = session.run(statement, plan.bind(coerced, today=DAY, scope=OF_S1.areas)).consume().plan
    assert told is not None
    sought = [
        line for line in told["args"]["string-representation"].splitlines() if "IN scope" in line and "Seek" in line
    ]
    assert sought == []
