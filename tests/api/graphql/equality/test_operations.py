"""Random operations are valid, are the same for one seed, and come to ask for everything."""

from __future__ import annotations

from random import Random

import pytest
from graphql import parse, validate

from api.accounts.viewer import LOCAL, Viewer, make_viewer
from tests.api.graphql.equality.evaluate import Evaluation, plain_schema
from tests.api.graphql.equality.facts import Facts
from tests.api.graphql.equality.operation import Operation
from tests.api.graphql.equality.operations import Operations
from tests.api.graphql.equality.tally import Tally, wanted

TOWN = Facts.of(
    ["District d", "Street s", "Grid g", "Post p", "Tenure t", "Person a", "Unit u"],
    ["s WITHIN d", "g WITHIN s", "p RESPONSIBLE_FOR g", "t OF_POST p", "t HOLDER a", "u BASED_IN s"],
)


def made(count: int, viewer: Viewer = LOCAL, seed: int = 1) -> tuple[list[Operation], Tally]:
    rng = Random(seed)
    tally = Tally(plain_schema(), rng)
    operations = Operations(plain_schema(), TOWN, viewer, tally, rng)
    found = []
    for _ in range(count):
        found.append(operations.make())
        tally.take(parse(found[-1].text), found[-1].variables)
    return found, tally


@pytest.mark.parametrize("viewer", [LOCAL, make_viewer("x", "public"), make_viewer("r", "reader", areas=("s",))])
def test_operations_are_valid_and_mostly_answered(viewer: Viewer) -> None:
    operations, _ = made(60, viewer)
    evaluation = Evaluation(TOWN, viewer)
    answered = [evaluation.answer(one.text, one.variables).data is not None for one in operations]
    assert all(not validate(plain_schema(), parse(one.text)) for one in operations)
    assert sum(answered) > 40


def test_one_seed_gives_one_list_of_operations() -> None:
    assert made(20)[0] == made(20)[0] != made(20, seed=2)[0]


def test_what_was_asked_least_is_asked_next() -> None:
    _, tally = made(250)
    asked = {key for key in wanted(plain_schema()) if tally.count(key)}
    assert len(asked) > 0.9 * len(wanted(plain_schema()))
