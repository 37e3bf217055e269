"""The renewal calendar: whose term, which day, in which order; never a person."""

from __future__ import annotations

from datetime import date
from typing import Any

import networkx as nx
import pytest

from graph.coverage.calendar import CALENDAR, renewal_calendar
from graph.errors import UsageError


@pytest.fixture
def G() -> nx.MultiDiGraph:
    """A committee whose term ends in 2029, with an elected director and an assigned grid leader; a branch of another day."""
    G = nx.MultiDiGraph(as_of=date(2026, 11, 1))
    nodes: dict[str, dict[str, Any]] = {
        "d": {"label": "District", "name": "示例区", "code": "140213000000"},
        "s": {"label": "Street", "name": "示例街道", "code": "140213050000"},
        "c": {"label": "Community", "name": "甲社区", "code": "140213050001"},
        "o": {"label": "ResidentsCommittee", "name": "甲社区居委会", "termEnd": date(2029, 8, 9)},
        "b": {"label": "PartyOrganisation", "name": "锦园党支部"},
        "director": {"label": "Post", "role": "committeeDirector", "title": "主任"},
        "grid": {"label": "Post", "role": "gridLeader", "title": "网格长"},
        "secretary": {"label": "Post", "role": "branchSecretary", "title": "书记"},
        "vacant": {"label": "Post", "role": "committeeMember", "title": "委员"},
        "t1": {"label": "Tenure"}, "t2": {"label": "Tenure"}, "t3": {"label": "Tenure", "termEnd": date(2026, 10, 31)},
        "p": {"label": "Person", "name": "甲某"},
    }  # fmt: skip
    G.add_nodes_from(nodes.items())
    for edge in (
        "s WITHIN d", "c WITHIN s", "o BASED_IN c", "b BASED_IN c", "director POST_IN o", "grid POST_IN o", "vacant POST_IN o",
        "secretary POST_IN b", "t1 OF_POST director", "t2 OF_POST grid", "t3 OF_POST secretary", "t1 HOLDER p",
        "t2 HOLDER p", "t3 HOLDER p",
    ):  # fmt: skip
        start, type, end = edge.split()
        G.add_edge(start, end, type=type)
    return G


def test_rows_go_by_day_and_tell_where(G: nx.MultiDiGraph) -> None:
    frame = renewal_calendar(G)
    assert list(frame.columns) == list(CALENDAR)
    assert frame[["post", "quarter", "over", "street", "community", "area_code"]].to_numpy().tolist() == [
        ["secretary", "2026Q4", True, "示例街道", "甲社区", "140213050001"],
        ["director", "2029Q3", False, "示例街道", "甲社区", "140213050001"],
    ]


def test_assigned_post_does_not_take_the_term_of_the_committee_that_it_stands_in(G: nx.MultiDiGraph) -> None:
    assert "grid" not in set(renewal_calendar(G)["post"])
    G.nodes["t2"]["termEnd"] = date(2027, 1, 1)
    assert "grid" in set(renewal_calendar(G)["post"])


def test_vacant_post_is_left_out_and_no_person_is_named(G: nx.MultiDiGraph) -> None:
    frame = renewal_calendar(G)
    assert "vacant" not in set(frame["post"])
    assert "甲某" not in frame.to_string() and "person" not in frame.columns


@pytest.mark.parametrize(("until", "posts"), [("2026-10-30", 0), ("2026-10-31", 1), ("2029-08-09", 2)])
def test_until_takes_its_own_day(until: str, posts: int, G: nx.MultiDiGraph) -> None:
    assert len(renewal_calendar(G, until)) == posts


@pytest.mark.parametrize(("day", "over"), [(date(2026, 10, 31), False), (date(2026, 11, 1), True)])
def test_term_is_over_on_the_day_after_its_last(day: date, over: bool, G: nx.MultiDiGraph) -> None:
    G.graph["as_of"] = day
    assert bool(renewal_calendar(G).set_index("post")["over"]["secretary"]) is over


def test_two_holders_of_a_post_with_one_day_make_one_row(G: nx.MultiDiGraph) -> None:
    G.add_node("t4", label="Tenure", termEnd=date(2026, 10, 31))
    G.add_edge("t4", "secretary", type="OF_POST")
    assert list(renewal_calendar(G)["post"]).count("secretary") == 1


def test_empty_graph_has_the_columns_and_a_wrong_day_is_told() -> None:
    assert list(renewal_calendar(nx.MultiDiGraph()).columns) == list(CALENDAR)
    with pytest.raises(UsageError, match="2026-13-01"):
        renewal_calendar(nx.MultiDiGraph(), "2026-13-01")
