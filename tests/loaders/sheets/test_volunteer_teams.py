"""志愿服务队: teams by speciality; volunteers are a number, only the leader is named."""

from __future__ import annotations

from datetime import date
from typing import Any


def test_teams_have_speciality_number_and_date(gathered: Any, named: Any) -> None:
    teams = named(gathered("volunteer_teams"), "VolunteerTeam")
    assert len(teams) == 25
    team = teams["御东学府南法律志愿服务队"].properties
    assert (team["speciality"], team["volunteers"], team["foundedOn"]) == ("法律", 22, date(2022, 3, 5))
    assert teams["桐府生活志愿服务队"].properties["volunteers"] == 30
    assert teams["桐府生活志愿服务队"].properties["validFrom"] == date(2023, 4, 1)


def test_a_team_serves_the_community_that_same_as_above_means(gathered: Any, joined: Any) -> None:
    serves = {team: area for team, area, _ in joined(gathered("volunteer_teams"), "SERVES")}
    assert serves["桐府卫生志愿服务队"] == "桐府社区"
    assert serves["马家小村文艺宣传队"] == "马家小村"


def test_leaders_hold_posts_that_may_stand_vacant(gathered: Any, holders: Any) -> None:
    load = gathered("volunteer_teams")
    assert holders(load, "teamLeader")["马家小村"] == ["李秀英"]
    posts = [claim for claim in load.desk.facts.nodes.values() if claim.properties.get("role") == "teamLeader"]
    assert len(posts) == 25
    tenures = {claim.ends[1] for claim in load.desk.facts.relationships.values() if claim.label == "OF_POST"}
    assert sum(post.id not in tenures for post in posts) == 1


def test_an_unknown_speciality_is_kept_as_text_and_flagged(gathered: Any, named: Any, book: Any) -> None:
    teams = named(gathered("volunteer_teams"), "VolunteerTeam")
    assert teams["马家小村文艺宣传队"].properties["speciality"] == "文化宣传"
    flags = {(remark.row, remark.column) for remark in book("volunteer_teams").sheets[0].remarks}
    assert {(28, "E"), (17, "F"), (8, "H")} <= flags


def test_names_of_volunteers_are_not_read(gathered: Any, book: Any) -> None:
    sheet = book("volunteer_teams").sheets[0]
    assert sheet.dropped == [("J", "民族", "民族")]
    assert ("K", "队员名单") in sheet.ignored
    people = [mention.record for mention in gathered("volunteer_teams").desk.people.mentions.values()]
    assert len([record for record in people if record.kind == "volunteer_teams"]) == 24


def test_a_team_without_a_name_is_refused(roster: Any) -> None:
    from loaders.reading import read_files

    path = roster("volunteer_teams", ["社区", "队伍名称", "服务类别", "队长"], ["康吉社区", "", "法律", "李秀英"])
    sheet = next(iter(read_files([path]))).sheets[0]
    assert [(remark.row, remark.column, remark.severity) for remark in sheet.remarks] == [(2, "B", "refused")]
