"""Where nodes stand: nothing overlaps, the same every time, what is held stays."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from graph.picture.layout import BOX, Branch, apart, as_tree, by_springs, in_line, in_rings

Places = dict[str, tuple[float, float]]


def overlaps(places: Places, wide: float, high: float) -> list[tuple[str, str]]:
    """The pairs of rectangles that overlap by more than a hair."""
    return [
        (a, b)
        for (a, (x, y)), (b, (to_x, to_y)) in combinations(places.items(), 2)
        if abs(x - to_x) < wide - 0.5 and abs(y - to_y) < high - 0.5
    ]


@pytest.mark.parametrize("count", [2, 50, 300])
def test_what_is_pushed_apart_overlaps_no_more(count: int) -> None:
    heap = {str(number): (number % 7 * 9.0, number % 11 * 5.0) for number in range(count)}
    assert overlaps(apart(heap, 112, 72), 112, 72) == []


def test_held_nodes_stay_while_others_give_way() -> None:
    places = apart({"a": (0.0, 0.0), "b": (1.0, 1.0), "c": (2.0, 0.0)}, 100, 40, fixed={"a"})
    assert places["a"] == (0.0, 0.0) and overlaps(places, 100, 40) == []


@pytest.mark.parametrize("count", [1, 5, 50, 299])
def test_rings_have_room_for_every_label(count: int) -> None:
    ids = [str(number) for number in range(count)]
    places = in_rings([["centre"], ids], dict.fromkeys(ids, "centre"))
    assert set(places) == {"centre", *ids} and places["centre"] == (0.0, 0.0)
    assert overlaps(apart(places, 112, 72, fixed={"centre"}), 112, 72) == []


def test_a_seed_gives_the_same_springs() -> None:
    ids, ties = [*"abcdef"], [("a", "b"), ("b", "c"), ("d", "e"), ("a", "a"), ("a", "zz")]
    assert by_springs(ids, ties, 1) == by_springs(ids, ties, 1) != by_springs(ids, ties, 2)
    assert by_springs(["a"], [], 1) == {"a": (0.0, 0.0)} and by_springs([], [], 1) == {}


def test_springs_leave_held_nodes_where_they_are() -> None:
    held = {"a": (10.0, 20.0), "elsewhere": (0.0, 0.0)}
    places = by_springs([*"abc"], [("a", "b")], 1, held)
    assert places["a"] == (10.0, 20.0) and set(places) == {*"abc"}


def bush(depth: int, wide: int, name: str = "r") -> Branch:
    """A tree in which every branch has so many below it."""
    return Branch(name, [bush(depth - 1, wide, f"{name}.{number}") for number in range(wide)] if depth else [])


@pytest.mark.parametrize(("depth", "wide"), [(0, 0), (1, 1), (1, 40), (2, 6), (3, 4), (2, 30)])
def test_boxes_of_a_tree_overlap_nowhere_and_children_stand_below(depth: int, wide: int) -> None:
    places, routes = as_tree([bush(depth, wide), bush(1, 3, "s")])
    assert overlaps(places, *BOX) == []
    assert all(places[a][1] < places[b][1] for a, b in routes)
    assert len(routes) == len(places) - 2


def test_lines_of_a_tree_run_through_no_box() -> None:
    places, routes = as_tree([bush(2, 12)])
    wide, high = BOX[0] / 2 - 1, BOX[1] / 2 - 1
    for (a, b), way in routes.items():
        for x, y in (((x + to_x) / 2, (y + to_y) / 2) for (x, y), (to_x, to_y) in pairwise(way)):
            assert not [
                c for c, (p, q) in places.items() if c not in (a, b) and abs(x - p) < wide and abs(y - q) < high
            ]


def test_a_line_turns_back_so_that_neighbours_stay_neighbours() -> None:
    places = [*in_line([str(number) for number in range(12)]).values()]
    assert all(abs(x - to_x) + abs(y - to_y) <= 240 for (x, y), (to_x, to_y) in pairwise(places))
    assert len(set(places)) == 12
