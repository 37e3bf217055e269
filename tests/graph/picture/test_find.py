"""Which node a word means, and what is said where none or several answer to it."""

from __future__ import annotations

import networkx as nx
import pytest

from graph.errors import UsageError
from graph.picture.find import find_node, top_area


@pytest.mark.parametrize(("word", "id"), [("c", "c"), ("140213050001", "c"), ("甲社区", "c"), ("甲@lead", "lead")])
def test_id_code_and_name_are_found_and_a_tenure_stands_for_its_post(
    community: nx.MultiDiGraph, word: str, id: str
) -> None:
    assert find_node(community, word) == id


@pytest.mark.parametrize(
    ("word", "near"),
    [("14021305", "140213050000 示例街道"), ("甲社", "甲社区"), ("140213050009", "140213050001"), ("?", "—")],
)
def test_unknown_word_is_answered_with_the_nearest(community: nx.MultiDiGraph, word: str, near: str) -> None:
    with pytest.raises(UsageError) as caught:
        find_node(community, word)
    assert near in str(caught.value)


def test_name_of_several_is_answered_with_their_ids(community: nx.MultiDiGraph) -> None:
    community.add_node("c2", label="Community", name="甲社区")
    with pytest.raises(UsageError, match="c c2"):
        find_node(community, "甲社区")


def test_names_of_persons_are_never_offered(community: nx.MultiDiGraph) -> None:
    community.add_node("p", label="Person", name="示例人名甲")
    with pytest.raises(UsageError) as caught:
        find_node(community, "示例人名")
    assert "示例人名甲" not in str(caught.value)


def test_hostile_word_is_told_as_text(community: nx.MultiDiGraph) -> None:
    with pytest.raises(UsageError) as caught:
        find_node(community, "{0}\u202e<b>")
    assert "{0}\ufffd<b>" in str(caught.value)


def test_top_is_the_district_or_the_area_of_the_part(community: nx.MultiDiGraph) -> None:
    assert top_area(community) == "d"
    community.graph["area"] = "s"
    assert top_area(community) == "s"
    assert top_area(nx.MultiDiGraph()) is None
