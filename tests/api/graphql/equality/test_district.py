"""The small district has what questions need to be about."""

from __future__ import annotations

from collections import Counter

from api.graphql.catalogue import catalogue
from tests.api.graphql.equality.facts import Facts


def test_district_has_every_type_and_every_relationship(facts: Facts) -> None:
    counts = Counter(node.type.name for node in facts.nodes.values())
    kinds = Counter(tie.kind for ties in facts.out.values() for tie in ties)
    print(len(facts.nodes), dict(counts), dict(kinds))
    wanted = {name for type in catalogue().types.values() for name in type.concrete}
    assert counts.keys() == wanted
    assert kinds.keys() == {
        relation.kind for type in catalogue().types.values() for relation in type.relations.values()
    }
