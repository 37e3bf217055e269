"""Members checked in: counted, with unit and community, never by name or phone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from loaders.facts import Claim, Ref
from loaders.gather import Gathered
from loaders.reading import ReadFile

Gather = Callable[..., Gathered]


def check_ins(load: Gathered) -> list[Claim]:
    return [claim for claim in load.desk.facts.relationships.values() if claim.label == "CHECKED_IN"]


def member(claim: Claim, load: Gathered) -> dict[str, object]:
    assert claim.ends
    return load.desk.facts.nodes[claim.ends[0]].properties


def test_every_member_is_checked_in_to_a_community_without_a_name(gathered: Gather) -> None:
    load = gathered("check_ins", "units")
    assert len(check_ins(load)) == 24  # 25 rows, one of them twice
    persons = [member(claim, load) for claim in check_ins(load)]
    assert [person for person in persons if person.get("name") or person.get("phone")] == [
        person for person in persons if person.get("name") == "张建国"
    ]
    assert not any(mask for claim in check_ins(load) for mask in claim.properties["phones"])


def test_a_member_who_holds_a_post_is_that_person(gathered: Gather) -> None:
    load = gathered("check_ins", "units")
    named = [member(claim, load) for claim in check_ins(load) if member(claim, load).get("name")]
    assert [person["name"] for person in named] == ["张建国"]  # a grid leader, by name and full phone
    homonyms = [mention for mention in load.desk.people.mentions.values() if mention.record.kind == "check_ins"]
    assert len(homonyms) == 24 and all(mention.record.name is None for mention in homonyms)


def test_what_a_check_in_says(gathered: Gather) -> None:
    load = gathered("check_ins", "units")
    first = next(claim for claim in check_ins(load) if claim.rows[0].number == 5)
    told = first.properties
    assert (told["on"], told["validFrom"], told["grid"]) == (date(2024, 3, 1), date(2024, 3, 1), "第2网格")
    assert (told["speciality"], told["serviceKind"], told["willingElsewhere"]) == ("医疗义诊", "环境卫生岗", True)
    assert first.ends and load.desk.facts.nodes[first.ends[1]].properties["name"] == "御东学府南社区"


def test_employers_are_units_known_or_kept_without_a_place(gathered: Gather) -> None:
    load = gathered("check_ins", "units")
    facts = load.desk.facts
    work = [claim.ends for claim in facts.relationships.values() if claim.label == "WORKS_AT" and claim.ends]
    assert len(work) == 23  # one row names no unit
    employers = {facts.nodes[end].properties["name"] for _, end in work}
    assert {"示例第一中学", "示例税务所", "示例外地设计院"} <= employers
    stranger = next(claim for claim in facts.nodes.values() if claim.properties.get("name") == "示例外地设计院")
    assert load.desk.bodies.home(Ref(stranger.label, stranger.id)) == ""


def test_doubled_row_and_unknown_grid_are_flagged(gathered: Gather) -> None:
    load = gathered("check_ins", "units")
    flags = {(remark.row, remark.column, remark.why.key) for remark in load.remarks if "14check_ins" in remark.file}
    assert flags == {(28, "B", "checks.doubled_row"), (8, "I", "check_ins.no_grid")}


def test_address_number_and_ethnicity_never_leave_the_sheet(book: Callable[[str], ReadFile]) -> None:
    sheet = book("check_ins").sheets[0]
    assert [column for column, _, _ in sheet.dropped] == ["D", "H", "P"]
    assert [heading for _, heading, _ in sheet.unmapped] == ["T恤尺码"]
    assert not any("示例-不存" in str(row.raw) for row in sheet.rows)


def test_unknown_community_and_bad_date_refuse_the_row(gathered: Gather, roster: Callable[..., Path]) -> None:
    headings = ["姓名", "工作单位", "报到社区", "报到时间", "特长"]
    load = gathered(roster("check_ins", headings, ["张三", "", "月亮社区", "", ""]))
    assert [(remark.column, remark.why.key) for remark in load.remarks if remark.severity == "refused"] == [
        ("C", "checks.no_community")
    ]
