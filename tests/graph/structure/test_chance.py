"""Random networks keep every degree, and a seed draws the same ones again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.structure.chance import RandomNetworks, against_chance

UNTIMED = settings(deadline=None)

standings = st.dictionaries(
    st.integers(0, 30).map(str), st.frozensets(st.sampled_from("abcdef"), min_size=1), min_size=12
)


def pairs(drawn: Iterable[Sequence[str]]) -> dict[str, int]:
    """How many persons stand in both a and b."""
    return {"ab": sum({"a", "b"} <= set(bodies) for bodies in drawn)}


@UNTIMED
@given(standing=standings, seed=st.integers(0, 99))
def test_degrees_are_kept_and_nobody_is_in_a_body_twice(standing: Any, seed: int) -> None:
    drawn = [*RandomNetworks(standing, seed).draw()]
    assert sorted(map(len, drawn)) == sorted(len(bodies) for bodies in standing.values() if len(bodies) > 1)
    room = Counter(body for bodies in standing.values() for body in bodies)
    assert not Counter(body for bodies in drawn for body in bodies) - room
    assert all(len(set(bodies)) == len(bodies) for bodies in drawn)


def test_every_network_turns_up_as_often_as_any_other() -> None:
    """With these degrees p, q and r can stand in pairs of a, b, c, d in 15 ways."""
    networks = RandomNetworks({"p": frozenset("ab"), "q": frozenset("cd"), "r": frozenset("ac")}, seed=1)
    drawn = Counter(tuple("".join(sorted(bodies)) for bodies in networks.draw()) for _ in range(6000))
    assert len(drawn) == 15 and all(300 < times < 500 for times in drawn.values())


def test_same_seed_draws_the_same_and_another_seed_others() -> None:
    standing = {str(number): frozenset("ab" if number % 3 else "bcd") for number in range(40)}
    one, same, other = ([RandomNetworks(standing, seed).draw() for _ in range(3)] for seed in (5, 5, 6))
    assert one == same != other


def test_order_of_the_persons_does_not_matter() -> None:
    standing = {str(number): frozenset("abcd"[number % 3 :]) for number in range(9)}
    turned = dict(reversed(standing.items()))
    assert RandomNetworks(standing, 1).draw() == RandomNetworks(turned, 1).draw()


def test_what_chance_gives_is_told_beside_what_was_counted() -> None:
    standing = {f"p{number}": frozenset("ab") for number in range(10)} | {
        f"q{number}": frozenset("cd") for number in range(10)
    }
    chance = against_chance(standing, pairs, 50, 1)["ab"]
    assert chance.observed == 10 and chance.mean < 6 and chance.z is not None and chance.z > 2
    assert chance.share == 1 / 51


def test_without_spread_there_is_no_z() -> None:
    chance = against_chance({"p": frozenset("ab")}, pairs, 10, 1)["ab"]
    assert (chance.observed, chance.mean, chance.deviation, chance.z, chance.share) == (1, 1.0, 0.0, None, 1.0)
