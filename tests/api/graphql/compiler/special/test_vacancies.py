"""Vacant posts: which they are, and in which areas they are at home."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from api.accounts.viewer import make_viewer

if TYPE_CHECKING:
    from tests.api.graphql.compiler.special.conftest import Staff
    from tests.api.graphql.conftest import Ask, Town

_VACANT = 'query($on: Date) { post(id: "p", asOf: $on) { isVacant } grid(id: "area-g1", asOf: $on) { vacancies { totalCount } } }'
_OVER = {"validTo": date(2026, 5, 1)}


@pytest.mark.parametrize(
    ("post", "tenures", "vacant"),
    [
        ({}, [], True),
        ({}, [{}], False),
        ({}, [_OVER], True),
        ({}, [_OVER, {"validFrom": date(2026, 5, 1)}], False),
        ({}, [{"validFrom": date(2027, 1, 1)}], True),
        ({"seats": 1}, [{}], False),
        ({"seats": 2}, [{}], True),
        ({"seats": 2}, [{}, _OVER], True),
        ({"seats": 2}, [{}, {}], False),
        ({"seats": 2}, [{}, {}, {}], False),
        ({"seats": 0}, [], False),
        ({"status": None}, [], True),
        ({"status": "planned"}, [], None),
        ({"status": "frozen"}, [], None),
        ({"status": "obsolete", "seats": 3}, [{}], None),
    ],
)
def test_vacant_is_a_post_in_use_with_fewer_holders_than_seats(
    staff: Staff, ask: Ask, post: dict[str, Any], tenures: list[dict[str, Any]], vacant: bool | None
) -> None:
    staff.post("p", "RESPONSIBLE_FOR area-g1", **post)
    for number, dates in enumerate(tenures):
        staff.tenure(f"t{number}", "p", f"person-{number}", **dates)
    told = ask(_VACANT, {"on": "2026-11-01"})
    assert told.data == {"post": {"isVacant": vacant}, "grid": {"vacancies": {"totalCount": int(vacant is True)}}}


@pytest.mark.parametrize(("on", "vacant"), [("2026-04-30", False), ("2026-05-01", True)])
def test_vacancy_is_of_the_day(staff: Staff, ask: Ask, on: str, vacant: bool) -> None:
    staff.tenure("t", staff.post("p", "RESPONSIBLE_FOR area-g1"), "person-a", **_OVER)
    told = ask(_VACANT, {"on": on}).data
    assert told == {"post": {"isVacant": vacant}, "grid": {"vacancies": {"totalCount": int(vacant)}}}


@pytest.fixture
def posts(town: Town, staff: Staff) -> Staff:
    """Vacant posts at home by every way that leads home, and some that are not at home where they might seem to be."""
    town.node("org-based", "Organisation", "ResidentsCommittee", name="居委会")
    town.node("org-serving", "Organisation", "PropertyCompany", name="物业")
    town.node("org-both", "Organisation", "PropertyCompany", name="物业二")
    town.node("fac-in", "Facility", "Station", name="服务站")
    town.node("fac-for", "Facility", "Station", name="服务站二")
    for start, kind, end in (
        ("org-based", "BASED_IN", "area-c1"), ("org-serving", "SERVES", "area-g4"), ("org-both", "BASED_IN", "area-c3"),
        ("org-both", "SERVES", "area-g1"), ("fac-in", "LOCATED_IN", "area-g5"), ("fac-in", "SERVES", "area-g1"),
        ("fac-for", "SERVES", "area-g2"),
    ):  # fmt: skip
        town.join(start, kind, end)
    staff.post("p1-grid", "RESPONSIBLE_FOR area-g1", "POST_IN org-both")
    staff.post("p2-based", "POST_IN org-based")
    staff.post("p3-serving", "POST_IN org-serving")
    staff.post("p4-both", "POST_IN org-both")
    staff.post("p5-facility", "RESPONSIBLE_FOR fac-in")
    staff.post("p6-facility", "RESPONSIBLE_FOR fac-for")
    staff.post("p7-two", "RESPONSIBLE_FOR area-g1", "RESPONSIBLE_FOR area-g5")
    staff.post("p8-nowhere")
    staff.post("p9-over", "RESPONSIBLE_FOR area-g1", validTo=date(2026, 1, 1))
    staff.tenure("t", staff.post("pa-held", "RESPONSIBLE_FOR area-g1"), "person-a")
    return staff


@pytest.mark.parametrize(
    ("area", "found"),
    [
        ("area-d", "p1-grid p2-based p3-serving p4-both p5-facility p6-facility p7-two"),
        ("area-s1", "p1-grid p2-based p3-serving p6-facility p7-two"),
        ("area-s2", "p4-both p5-facility p7-two"),
        ("area-c1", "p1-grid p2-based p6-facility p7-two"),
        ("area-g1", "p1-grid p7-two"),
        ("area-g4", "p3-serving"),
        ("area-g3", ""),
    ],
)
def test_a_post_is_at_home_where_the_first_way_leads(posts: Staff, ask: Ask, area: str, found: str) -> None:
    told = ask(f'{{ area(id: "{area}", asOf: "2026-11-01") {{ vacancies {{ totalCount nodes {{ id isVacant }} }} }} }}')
    vacancies = told.data["area"]["vacancies"]
    assert [node["id"] for node in vacancies["nodes"]] == found.split()
    assert vacancies["totalCount"] == len(found.split()) and all(node["isVacant"] for node in vacancies["nodes"])
    assert len(told.statements) == 1


def test_vacancies_are_filtered_ordered_paged_and_counted_as_any_connection(posts: Staff, ask: Ask) -> None:
    document = """query($w: PostFilter) { district(id: "area-d") {
        page: vacancies(last: 2, orderBy: [{id: DESC}]) { nodes { id organisation { name } } pageInfo { hasPreviousPage } }
        some: vacancies(where: $w) { totalCount nodes { id } aggregate { count }
            groupBy(by: [role]) { aggregate { count } } } } }"""
    told = ask(document, {"w": {"organisation": {"some": {"name": {"eq": "物业二"}}}}}).data["district"]
    assert told["page"] == {
        "nodes": [
            {"id": "p2-based", "organisation": {"name": "居委会"}},
            {"id": "p1-grid", "organisation": {"name": "物业二"}},
        ],
        "pageInfo": {"hasPreviousPage": True},
    }
    assert told["some"] == {
        "totalCount": 2, "nodes": [{"id": "p1-grid"}, {"id": "p4-both"}], "aggregate": {"count": 2},
        "groupBy": [{"aggregate": {"count": 2}}],
    }  # fmt: skip


def test_every_street_of_a_list_has_its_own(posts: Staff, ask: Ask) -> None:
    told = ask("{ streets { nodes { id vacancies { totalCount } } } }").data["streets"]["nodes"]
    assert [street["vacancies"]["totalCount"] for street in told] == [5, 3]


def test_a_viewer_of_a_street_sees_its_vacancies(posts: Staff, ask: Ask) -> None:
    viewer = make_viewer("甲", "reader", areas=("140213051000",))
    document = "{ areas { nodes { id vacancies { totalCount nodes { id organisation { id outside } } } } } }"
    told = ask(document, viewer=viewer).data["areas"]["nodes"]
    assert {area["id"]: area["vacancies"]["totalCount"] for area in told} == {"area-c3": 3, "area-g5": 2, "area-s2": 3}
    street = told[-1]["vacancies"]["nodes"]
    assert [node["id"] for node in street] == ["p4-both", "p5-facility", "p7-two"]


def test_vacancies_are_closed_to_the_public(posts: Staff, ask: Ask) -> None:
    assert (
        ask('{ grid(id: "area-g1") { vacancies { totalCount } } }', viewer=make_viewer("甲", "public")).code
        == "FORBIDDEN"
    )
