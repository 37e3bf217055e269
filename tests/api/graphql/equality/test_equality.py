"""The engine and the evaluation answer random operations alike, for viewers who see everything, little, or one street.

The operations are made anew for each run out of one seed and what the store holds; ``GOVGRAPH_EQUALITY_SEED`` picks another.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from random import Random

import pytest

from graph.store.connection import Store
from tests.api.graphql.equality.both import Both, Engines, engines
from tests.api.graphql.equality.evaluate import plain_schema
from tests.api.graphql.equality.facts import Facts
from tests.api.graphql.equality.questions import CHUNKS, LEAST, OFTEN, VIEWERS, Questions
from tests.api.graphql.equality.tally import wanted

pytestmark = pytest.mark.slow

SEED = int(os.environ.get("GOVGRAPH_EQUALITY_SEED", "20261101"))


@pytest.fixture(scope="module")
def asking(filled: Store) -> Iterator[Engines]:
    """The engine over the filled store."""
    with engines(filled) as opened:
        yield opened


@pytest.fixture(scope="module")
def questions(facts: Facts) -> Questions:
    """All the operations of this run, chunk by chunk."""
    return Questions.made(facts, Random(SEED))


@pytest.mark.parametrize("chunk", CHUNKS)
def test_engine_answers_as_evaluated(
    chunk: tuple[str, int], asking: Engines, questions: Questions, facts: Facts
) -> None:
    both = Both(asking, facts, VIEWERS[chunk[0]])
    faults = [told for one in questions.chunks[chunk] if (told := both.fault(one)) is not None]
    print(f"{chunk}: {len(questions.chunks[chunk])} operations, seed {SEED}")
    assert not faults, f"{len(faults)} of {len(questions.chunks[chunk])} differ\n\n" + "\n\n".join(faults)


def test_operations_ask_for_everything(questions: Questions) -> None:
    assert sum(map(len, questions.chunks.values())) >= LEAST
    keys = wanted(plain_schema())
    counts = {key: questions.tally.count(key) for key in sorted(keys)}
    print("\n".join(f"{count:5} {key}" for key, count in counts.items()))
    assert {key: count for key, count in counts.items() if count < OFTEN} == {}
