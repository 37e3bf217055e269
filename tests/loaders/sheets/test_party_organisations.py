"""The register of Party organisations, by hand: three sheets in one workbook, each with headings of its own."""

from __future__ import annotations

from collections import Counter
from typing import Any


def superiors(load: Any) -> dict[str, set[str]]:
    """The superiors of each body, by name."""
    facts = load.desk.facts
    found: dict[str, set[str]] = {}
    for claim in facts.relationships.values():
        if claim.label == "SUBORDINATE_TO":
            start, end = (facts.nodes[id].properties["name"] for id in claim.ends)
            found.setdefault(start, set()).add(end)
    return found


def test_kinds_of_organisations_are_told_apart(gathered: Any, named: Any) -> None:
    load = gathered()
    kinds = Counter(claim.properties["kind"] for claim in named(load, "PartyOrganisation").values())
    assert kinds == {"group": 24, "branch": 17, "generalBranch": 7, "workingCommittee": 2, "committee": 1,
                     "extendedCommittee": 1, "jointBranch": 1, None: 0} | {}  # fmt: skip
