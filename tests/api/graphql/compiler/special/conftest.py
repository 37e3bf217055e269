"""Saved runs, posts and who holds them, written into the town of these tests in a few words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.api.graphql.conftest import Town

JANUARY, JULY = date(2026, 1, 1), date(2026, 7, 1)


@dataclass
class History:
    """Writes runs as :mod:`graph.coverage.history.save` does."""

    town: Town

    def run(self, id: str, as_of: date, hour: int = 8) -> str:
        """A run that was made at an hour of one and the same day."""
        at = datetime(2026, 10, 1, hour, tzinfo=UTC)
        return self.town.node(id, "Run", name=f"{as_of} 覆盖分析", asOf=as_of, at=at, by="甲")

    def result(self, run: str, rule: str, areas: dict[str, dict[str, Any]], **totals: Any) -> str:
        """What a run said of a rule: its totals, and numbers by area (``area-c1 direct`` for an area's own targets)."""
        result = self.town.node(
            f"result-{run}-{rule}", "RuleResult", rule=rule, ruleVersion="1", severity="red", **totals
        )
        self.town.join(result, "RESULT_OF", run)
        for words, numbers in areas.items():
            area, _, direct = words.partition(" ")
            part = self.town.node(f"scope-{run}-{rule}-{words}", "ScopeResult", direct=bool(direct), **numbers)
            self.town.join(part, "PART_OF", result)
            self.town.join(part, "ABOUT", area)
        return result

    def finding(self, id: str, home: str, *runs: str, rule: str = "G01") -> str:
        """A finding at home in an area, found in these runs."""
        self.town.node(id, "Finding", name=id, rule=rule, state="open", severity="red", targetId=home)
        self.town.join(id, "FOUND_AT", home)
        self.town.join(id, "ABOUT", home)
        for run in runs:
            self.town.join(id, "FOUND_IN", run)
        return id


@dataclass
class Staff:
    """Writes posts and tenures."""

    town: Town

    def post(self, id: str, *leads: str, **properties: Any) -> str:
        """A post; ``leads`` such as ``RESPONSIBLE_FOR area-g1``."""
        self.town.node(id, "Post", **{"name": id, "role": "gridLeader", "status": "active", **properties})
        for words in leads:
            kind, end = words.split()
            self.town.join(id, kind, end)
        return id

    def tenure(self, id: str, post: str, person: str, **properties: Any) -> str:
        """A tenure; the person is written where nobody of that id is there yet."""
        self.town.node(id, "Tenure", **properties)
        if self.town.store.one("MATCH (p:Person {id: $id}) RETURN p.id AS id", id=person) is None:
            self.town.node(person, "Person", name=f"{person}某")
        self.town.join(id, "OF_POST", post)
        self.town.join(id, "HOLDER", person)
        return id


@pytest.fixture
def history(town: Town) -> History:
    """Writes saved runs into the town."""
    return History(town)


@pytest.fixture
def staff(town: Town) -> Staff:
    """Writes posts and who holds them into the town."""
    return Staff(town)
