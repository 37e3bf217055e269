"""A person of the district whose name holds script, quotes, an emoji and a turn of direction, for the time of a test."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest

from graph.store.connection import Store

HOSTILE = "<script>alert(1)</script>\"'\u202e🙂=1+1"
_FIND = (
    "MATCH (b:Organisation)<-[:POST_IN]-(p:Post {role: 'communitySecretary'})<-[:OF_POST]-(t:Tenure)-[:HOLDER]->(h:Person) "
    "WHERE EXISTS { (h)<-[:HOLDER]-(:Tenure)-[:OF_POST]->(:Post {role: 'committeeDirector'}) } "
    "RETURN h.id AS person, h.name AS name, p.id AS post, b.id AS body, b.name AS called, t.id AS tenure ORDER BY p.id LIMIT 1"
)
_RENAME = "MATCH (h {id: $person}) SET h.name = $name WITH h MATCH (b {id: $body}) SET b.name = $called"


@dataclass(frozen=True)
class Secretary:
    """A community secretary who is also director of its committee: ids of person, post, body and tenure."""

    person: str
    post: str
    body: str
    tenure: str


@pytest.fixture
def secretary(district: Store) -> Secretary:
    """The first one of the district, by the id of the post."""
    row = district.one(_FIND)
    assert row is not None
    return Secretary(row["person"], row["post"], row["body"], row["tenure"])


@pytest.fixture
def vacated(district: Store, secretary: Secretary) -> Iterator[str]:
    """The secretary's post by its id, without a holder for the time of a test."""
    change = "MATCH (t:Tenure {id: $tenure}) SET t.validTo = $day"
    district.write(lambda tx: tx.run(change, tenure=secretary.tenure, day=date(2026, 6, 1)).consume())
    yield secretary.post
    district.write(lambda tx: tx.run(change, tenure=secretary.tenure, day=None).consume())


@pytest.fixture
def hostile_name(district: Store) -> Iterator[str]:
    """Gives that person, and the body of the post, the name."""
    row = district.one(_FIND)
    assert row is not None
    told = {"person": row["person"], "body": row["body"]}
    district.write(lambda tx: tx.run(_RENAME, name=HOSTILE, called=HOSTILE, **told).consume())
    yield HOSTILE
    district.write(lambda tx: tx.run(_RENAME, name=row["name"], called=row["called"], **told).consume())
