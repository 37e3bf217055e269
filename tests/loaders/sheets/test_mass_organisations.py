"""群团组织: unions, youth league, women's federation; each under its superior."""

from __future__ import annotations

from datetime import date
from typing import Any


def test_kinds_members_and_dates(gathered: Any, named: Any) -> None:
    bodies = named(gathered("mass_organisations"), "MassOrganisation")
    assert len(bodies) == 25
    union = bodies["白登山街道总工会"].properties
    assert (union["kind"], union["members"], union["foundedOn"]) == ("tradeUnion", 120, date(2013, 3, 1))
    assert bodies["康吉社区妇女联合会"].properties["kind"] == "womensFederation"
    assert bodies["永泰街道团工委"].properties["validFrom"] == date(2014, 5, 4)


def test_a_superior_is_found_with_or_without_its_street(gathered: Any, joined: Any) -> None:
    load = gathered("mass_organisations")
    above = {body: superior for body, superior, _ in joined(load, "SUBORDINATE_TO")}
    assert above["康吉社区联合工会"] == "永泰街道总工会"
    assert above["御华社区团支部"] == "白登山街道团工委"
    assert "白登山街道总工会" not in above


def test_an_unknown_superior_is_flagged_and_kept_as_text(gathered: Any, named: Any) -> None:
    load = gathered("mass_organisations")
    body = named(load, "MassOrganisation")["御东学府北社区团支部"]
    assert body.properties["superiorText"] == "平城区团委"
    flags = [remark for remark in load.remarks if remark.file == "24mass_organisations.ods"]
    assert [(flag.row, flag.column, flag.severity) for flag in flags] == [(13, "E", "flagged")]


def test_an_unknown_kind_is_kept_as_other(gathered: Any, named: Any, book: Any) -> None:
    assert named(gathered("mass_organisations"), "MassOrganisation")["马家小村钓鱼协会"].properties["kind"] == "other"
    sheet = book("mass_organisations").sheets[0]
    assert [(remark.row, remark.column) for remark in sheet.remarks] == [(27, "D")]
    assert sheet.dropped == [("J", "主席照片", "照片")]


def test_heads_hold_posts_and_one_is_vacant(gathered: Any) -> None:
    load = gathered("mass_organisations")
    roles = {claim.id: claim.properties["role"] for claim in load.desk.facts.nodes.values() if claim.label == "Post"}
    posts = {id for id, role in roles.items() if role == "massOrganisationHead"}
    held = [claim.ends[1] for claim in load.desk.facts.relationships.values() if claim.label == "OF_POST"]
    assert len(posts) == 25
    assert len(posts & set(held)) == 24


def test_a_body_in_an_unknown_street_is_refused(gathered: Any, roster: Any) -> None:
    path = roster("mass_organisations", ["街道", "群团组织名称", "群团类别"], ["永昌街道", "永昌街道总工会", "工会"])
    refused = gathered(path).desk.remarks.refused
    assert [(remark.row, remark.column, remark.why.key) for remark in refused] == [(2, "A", "checks.no_street")]
