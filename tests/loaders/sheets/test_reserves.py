"""Listed reserves: for which post or area, in which tier, on the list since when and until when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from graph.model.validity import alive
from loaders.facts import Claim
from loaders.gather import Gathered
from loaders.reading import ReadFile
from loaders.sheets.kinds import load_kinds

Gather = Callable[..., Gathered]


def reserves(load: Gathered) -> list[tuple[str, Claim, dict[str, Any]]]:
    """Every listing: who, the post or area, what it says."""
    nodes = load.desk.facts.nodes
    found = [claim for claim in load.desk.facts.relationships.values() if claim.label == "RESERVE_FOR" and claim.ends]
    return [
        (nodes[claim.ends[0]].properties["name"], nodes[claim.ends[1]], claim.properties)
        for claim in found
        if claim.ends
    ]


def test_listings_by_tier(gathered: Gather) -> None:
    load = gathered("reserves")
    assert Counter(told.get("tier") for _, _, told in reserves(load)) == {
        "community": 5, "committee": 9, "talent": 10, None: 1,
    }  # fmt: skip
    assert [told["tierText"] for _, _, told in reserves(load) if "tierText" in told] == ["储备库"]
    assert load_kinds()["reserves"].marking == "敏感" and not load.refused_rows


def test_position_means_a_post_of_the_area_where_it_names_one(gathered: Gather) -> None:
    targets = {name: target for name, target, _ in reserves(gathered("reserves"))}
    roles = {name: target.properties.get("role") for name, target in targets.items()}
    assert roles["孙国庆"] == roles["林卫东"] == "communitySecretary"
    assert (roles["郭丽华"], roles["何立新"], roles["梁晓燕"]) == (
        "communityDeputySecretary", "committeeDirector", "committeeDeputyDirector")  # fmt: skip
    assert (roles["郑玉梅"], roles["谢永平"]) == ("villageSecretary", "villageMember")
    assert (roles["韩爱萍"], roles["于彩凤"], roles["董建国"]) == ("branchSecretary", "gridLeader", "gridWorker")


def test_any_other_position_means_the_area(gathered: Gather) -> None:
    targets = {name: (target.label, target.properties["name"]) for name, target, _ in reserves(gathered("reserves"))}
    assert targets["萧雪琴"] == ("Community", "康吉社区")  # 网格员, no grid named
    assert targets["高淑珍"] == ("Community", "御华社区")  # 委员 of which body?
    assert targets["冯文斌"] == ("Compound", "兴国寺东里")  # a seat that only owners can give


def test_a_tier_that_the_row_leaves_out_follows_from_the_position(gathered: Gather) -> None:
    tiers = {name: told.get("tier") for name, _, told in reserves(gathered("reserves"))}
    assert (tiers["罗春生"], tiers["梁晓燕"]) == ("community", "committee")


def test_listing_has_dates_and_present_occupation(gathered: Gather) -> None:
    told = {name: told for name, _, told in reserves(gathered("reserves"))}
    assert (told["钱红霞"]["listedOn"], told["钱红霞"]["occupation"]) == (date(2026, 3, 15), "网格员")
    assert told["程秀英"]["talentKind"] == "法律服务人才"
    assert told["孙国庆"]["listedOn"] == told["孙国庆"]["validFrom"] == date(2026, 3, 1)


def test_leaving_the_list_ends_the_listing(gathered: Gather) -> None:
    load = gathered("reserves")
    told = {name: told for name, _, told in reserves(load)}
    assert told["曹桂兰"]["validTo"] == date(2026, 5, 1)
    without = told["袁卫东"]  # 出库, no date
    assert not alive(without, date(2024, 6, 1))
    assert (24, "P", "reserves.no_end") in {(remark.row, remark.column, remark.why.key) for remark in load.remarks}


def test_one_off_the_list_without_any_date_leaves_no_name(gathered: Gather, roster: Callable[..., Path]) -> None:
    headings = ["街道", "社区", "姓名", "后备岗位", "后备层级", "状态"]
    load = gathered(roster("reserves", headings, ["白登山街道", "御华社区", "张无期", "居委会主任", "两委", "出库"]))
    assert [remark.why.key for remark in load.remarks if remark.file == "reserves.csv"] == ["reserves.no_date"]
    assert not any(claim.properties.get("name") == "张无期" for claim in load.desk.facts.nodes.values())


def test_two_tiers_are_two_listings_of_one_person_and_homonyms_stay_apart(gathered: Gather) -> None:
    load = gathered("reserves")
    people = [claim.properties.get("name") for claim in load.desk.facts.nodes.values() if claim.label == "Person"]
    listed = Counter(name for name, _, _ in reserves(load))
    assert (listed["马桂兰"], listed["吴玉梅"]) == (2, 2)
    ends = {
        claim.ends[0] for claim in load.desk.facts.relationships.values() if claim.label == "RESERVE_FOR" and claim.ends
    }
    names = [load.desk.facts.nodes[id].properties["name"] for id in ends]
    assert (names.count("马桂兰"), names.count("吴玉梅")) == (1, 2) and people.count("吴玉梅") >= 2
    assert (28, "F", "checks.doubled_row") in {(remark.row, remark.column, remark.why.key) for remark in load.remarks}


def test_family_is_dropped_and_grades_ignored(book: Callable[[str], ReadFile]) -> None:
    sheet = book("reserves").sheets[0]
    assert [(column, what) for column, _, what in sheet.dropped] == [("T", "婚姻家庭")]
    assert {"评价等次", "性别", "出生年月", "政治面貌"} <= {heading for _, heading in sheet.ignored}
    assert not any("优秀" in str(row.raw) for row in sheet.rows)


def test_bad_rows_are_refused(gathered: Gather, roster: Callable[..., Path]) -> None:
    headings = ["街道", "社区", "小区", "姓名", "后备岗位", "后备层级", "入库日期", "出库日期"]
    rows = [
        ["白登山街道", "御华社区", "月亮小区", "张三", "小区党支部书记", "人才", "", ""],
        ["白登山街道", "御华社区", "", "李四", "社区党组织书记", "社区书记", "2026.5", "2026.3.1"],
    ]
    load = gathered(roster("reserves", headings, *rows))
    refused = [(remark.row, remark.column, remark.why.key) for remark in load.remarks if remark.severity == "refused"]
    assert refused == [(2, "C", "checks.no_compound"), (3, "H", "checks.end_before_start")]
