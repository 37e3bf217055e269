"""The graph made of answers: directions, ends of tenures, what is hidden, outside and cut; and where expansions stand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from api.pages.network.drawn import drawn
from api.pages.network.facts import MOST, Facts
from api.pages.network.state import Expansion, State

LABELS = {"a": "Community", "s": "Street", "g": "Grid", "p": "Post", "t": "Tenure", "x": "Person"}


def answer(*ties: str, hidden: int = 0, outside: int = 0) -> dict[str, Any]:
    """An answer with those ties, such as ``a WITHIN s``."""
    edges = [dict(zip(("start", "kind", "end"), tie.split(), strict=True), id=tie) for tie in ties]
    ids = list(dict.fromkeys(edge[end] for edge in edges for end in ("start", "end")))
    rows = [{"node": node(id), "depth": 1, "hidden": hidden, "outside": outside} for id in ids]
    return {"nodes": rows, "edges": edges, "hidden": hidden, "outside": outside}


def node(id: str) -> dict[str, Any]:
    """A node as GraphQL tells it."""
    return {
        "__typename": LABELS[id[0]],
        "id": id,
        "name": id,
        "synthetic": True,
        "outside": False,
        "validFrom": "2020-01-01",
    }


@pytest.mark.parametrize(
    ("way", "found"), [("both", {"a", "s", "g"}), ("out", {"a", "s"}), ("in", {"a", "g"})]
)  # fmt: skip
def test_one_way_leads_where_relationships_point(way: str, found: set[str]) -> None:
    facts = Facts()
    facts.around(answer("a WITHIN s", "g WITHIN a"), Expansion("a", 1, way))
    assert {*facts.G} == found


def test_post_leads_through_its_tenure_to_its_holder() -> None:
    facts = Facts()
    facts.around(answer("t OF_POST p", "t HOLDER x"), Expansion("p", 2, "out"))
    assert {*facts.G} == {"p", "t", "x"}


def test_missing_ends_of_tenures_are_added_and_count_as_fresh() -> None:
    facts = Facts()
    facts.around(answer("t OF_POST p"), Expansion("p"))
    assert facts.open_tenures() == ["t"]
    facts.ends([{"id": "t", "post": node("p"), "holder": node("x")}])
    assert facts.G.has_edge("t", "x") and facts.open_tenures() == [] and "x" in facts.fresh[0]
    assert facts.G.nodes["t"]["validFrom"] == date(2020, 1, 1)


def test_hidden_counts_what_no_answer_brought() -> None:
    facts = Facts()
    facts.around(answer("a WITHIN s", hidden=3), Expansion("a"))
    facts.around(answer("g WITHIN a", "a WITHIN s", hidden=2), Expansion("a"))
    assert facts.count().nodes["a"]["hidden"] == 2 and facts.outside == 0


def test_outside_and_cut_are_told_in_notes() -> None:
    facts = Facts(date(2026, 11, 1))
    many = [f"g{number} WITHIN a" for number in range(MOST)]
    facts.around(answer(*many, hidden=7, outside=0), Expansion("a"))
    facts.around(answer("a WITHIN s", outside=1), Expansion("a"))
    facts.count()
    notes = " ".join(note.zh for note in drawn(facts, State(centre=Expansion("a"))).picture.notes)
    assert "另有 7 个相邻节点未取" in notes and "2 个相邻节点在您的范围以外" in notes and "节点过多" in notes


def test_expansions_stand_beside_what_was_there_and_overlap_nothing() -> None:
    facts, more = Facts(), Expansion("s")
    facts.around(answer("a WITHIN s", "g1 WITHIN a"), Expansion("a"))
    before = {each.id: (each.x, each.y) for each in drawn(facts, State(centre=Expansion("a"))).picture.nodes}
    facts.around(answer("a WITHIN s", *(f"a{number} WITHIN s" for number in range(30))), more)
    after = {
        each.id: (each.x, each.y) for each in drawn(facts, State(centre=Expansion("a"), more=(more,))).picture.nodes
    }
    assert len(after) == 33 and {id: after[id] for id in before} == before
    spots = sorted(after.values())
    assert all(
        abs(x - a) >= 111 or abs(y - b) >= 71 for place, (x, y) in enumerate(spots) for a, b in spots[place + 1 :]
    )
