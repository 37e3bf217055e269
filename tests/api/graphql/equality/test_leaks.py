"""What lies outside a viewer's scope is in no byte of any answer, and changes none.

Each entry of :mod:`leak_entries` is asked by two viewers, of a street and of a community; values that nothing else has
are given to what lies outside, then others. A leak made on purpose is found in the same way.

``GOVGRAPH_LEAKS`` (12)   asks every twelfth entry, and of neighbouring areas; 1 asks the whole matrix, as tests/soak does
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from random import Random

import orjson
import pytest
from graphql import parse, validate

import api.graphql.compiler.scope
from api.accounts.viewer import LOCAL, RIGHTS, Viewer
from api.graphql.compiler.access import Access
from graph.store.connection import Store
from tests.api.graphql.equality.both import Engines, engines
from tests.api.graphql.equality.district import AUTUMN, STREETS, plant_ties
from tests.api.graphql.equality.evaluate import plain_schema
from tests.api.graphql.equality.facts import Facts, Node, read_all
from tests.api.graphql.equality.leak_entries import Entry, Targets, entries
from tests.api.graphql.equality.leak_markers import Marks, leaks, marks_of, outside_of, plant
from tests.api.graphql.equality.tally import Tally, wanted
from tests.api.graphql.equality.view import View

pytestmark = pytest.mark.slow

SHARE = int(os.environ.get("GOVGRAPH_LEAKS", "12"))
SCOPES = ("a street", "a community")
_RICHEST = "{ grids(orderBy: [{households: DESC}, {name: ASC}], first: 2) { edges { cursor } } }"


@dataclass
class Case:
    """One viewer with everything that is asked, and the answers while the first marks are planted."""

    viewer: Viewer
    engines: Engines
    store: Store
    outside: list[Node]
    edge: list[str]
    area: str
    marks: tuple[Marks, Marks]
    all: list[Entry] = field(default_factory=list)
    asked: list[Entry] = field(default_factory=list)
    before: list[bytes] = field(default_factory=list)

    @property
    def ids(self) -> frozenset[str]:
        """The ids of what is outside."""
        return frozenset(node.id for node in self.outside)

    def ask(self, entry: Entry) -> bytes:
        """The answer's body."""
        return self.engines.ask(entry.text, self.viewer)

    def found(self, entry: Entry, body: bytes) -> str | None:
        """The entry with what its answer tells of the outside."""
        told = leaks(body, self.marks, self.ids)
        return f"{entry.about}: {told[:5]}\n{entry.text[:1_500]}\n{body.decode()[:1_500]}" if told else None


@pytest.fixture(scope="module")
def asking(filled: Store) -> Iterator[Engines]:
    with engines(filled) as opened:
        yield opened


@pytest.fixture(scope="module", params=SCOPES)
def case(request: pytest.FixtureRequest, filled: Store, asking: Engines) -> Case:
    place, facts = SCOPES.index(request.param), read_all(filled)
    viewer = _administrator(STREETS[0] if request.param == "a street" else _fullest_community(facts))
    view = View(facts, viewer, AUTUMN)
    outside, marks = outside_of(view, facts), marks_of(place)
    planted = plant(filled, outside, marks[0])
    assert len(planted) > 40
    areas = sorted(
        node.id for node in facts.nodes.values() if node.is_a("Area") and view.visible(node) and view.alive(node)
    )
    made = Case(viewer, asking, filled, outside, _edge(facts, view), areas[0], marks)
    cursors = [row["cursor"] for row in orjson.loads(asking.ask(_RICHEST, LOCAL))["data"]["grids"]["edges"]]
    by_type: dict[str, list[str]] = {}
    for node in sorted(outside, key=lambda node: node.id):
        for label in node.labels:
            by_type.setdefault(label, []).append(node.id)
    texts = [marks[0].text, marks[0].text[:3], marks[0].text[1:], str(marks[0].whole)]
    made.all = [*entries(Targets(by_type, made.edge, marks[0].values, texts, cursors))]
    made.asked = [entry for place, entry in enumerate(made.all) if place % SHARE == 0 or "adjacent" in entry.about]
    made.before = [made.ask(entry) for entry in made.asked]
    return made


def _administrator(area: str) -> Viewer:
    """Who may ask for everything in an area; both viewers are answered by the same statements."""
    return Viewer(f"管理{area}", "admin", (area,), rights=RIGHTS)


def _fullest_community(facts: Facts) -> str:
    """The community in which most nodes are at home."""
    areas = sorted(node.id for node in facts.nodes.values() if node.is_a("Community"))
    return min(areas, key=lambda area: len(outside_of(View(facts, _administrator(area), AUTUMN), facts)))


def _edge(facts: Facts, view: View) -> list[str]:
    """Areas and others inside that have a neighbour outside."""
    ties = [tie for found in facts.out.values() for tie in found]
    pairs = [(facts.nodes[a], facts.nodes[b]) for tie in ties for a, b in ((tie.start, tie.end), (tie.end, tie.start))]
    found = {a.id for a, b in pairs if view.visible(a) and view.alive(a) and not view.in_scope(b)}
    return sorted(found, key=lambda id: (not facts.nodes[id].is_a("Area"), id))


def test_entries_ask_for_everything(case: Case) -> None:
    faults = {entry.about: validate(plain_schema(), parse(entry.text)) for entry in case.all if entry.about != "errors"}
    assert {about: errors for about, errors in faults.items() if errors} == {}
    tally = Tally(plain_schema(), Random(1))
    for entry in case.all:
        if entry.about != "errors":
            tally.take(parse(entry.text), {})
    keys = {key for key in wanted(plain_schema()) if key.split()[0] in ("root", "relation", "filtered", "computed")}
    assert sorted(key for key in keys if not tally.count(key)) == []


def test_answers_tell_nothing_of_what_is_outside(case: Case) -> None:
    refused = [entry.about for entry, body in zip(case.asked, case.before, strict=True) if b'"errors"' in body]
    print(
        f"{case.viewer.name}: {len(case.asked)} of {len(case.all)} entries, "
        f"{sum(map(len, case.before))} bytes, {len(case.outside)} nodes outside"
    )
    assert [about for about in refused if about != "errors"] == []
    told = [case.found(entry, body) for entry, body in zip(case.asked, case.before, strict=True)]
    assert [one for one in told if one] == []


def test_answers_do_not_change_with_what_is_outside(case: Case) -> None:
    plant(case.store, case.outside, case.marks[1])
    _compare(case, case.before, [case.ask(entry) for entry in case.asked])


def test_answers_change_in_counts_alone_with_a_relationship_across(case: Case) -> None:
    grid = next(node.id for node in case.outside if node.type.name == "Grid")
    plant_ties(case.store, [(case.area, "ADJACENT_TO", grid, {"id": f"across-{case.area}"})])
    after = [case.ask(entry) for entry in case.asked]
    assert after != case.before
    _compare(case, [*map(_without_counts, case.before)], [*map(_without_counts, after)])


def _without_counts(body: bytes) -> bytes:
    """The answer without what counts neighbours that are not shown."""
    return re.sub(rb'"(outsideCount|hidden|outside)":\d+', rb'"\1":0', body)


def _compare(case: Case, before: list[bytes], after: list[bytes]) -> None:
    differ = [
        f"{entry.about}\n{entry.text[:1_500]}\n{_around(a, b)}"
        for entry, a, b in zip(case.asked, before, after, strict=True)
        if a != b
    ]
    assert differ == []


def _around(a: bytes, b: bytes) -> str:
    place = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), 0)
    return "\n".join(one[max(place - 300, 0) : place + 300].decode(errors="replace") for one in (a, b))


def test_leak_of_everything_is_found(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Access.of
    monkeypatch.setattr(Access, "of", lambda viewer: real(replace(viewer, areas=())))
    asked = [entry for entry in case.all if "properties" in entry.about]
    told = [entry.about for entry in asked if case.found(entry, case.ask(entry))]
    assert len(told) > 0.8 * len(asked)


def test_leak_of_one_label_is_found(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    real = api.graphql.compiler.scope.at_home

    def open_posts(build, node, homes, inside):  # type: ignore[no-untyped-def]
        return "true" if "Post" in (homes := tuple(homes)) else real(build, node, homes, inside)

    monkeypatch.setattr(api.graphql.compiler.scope, "at_home", open_posts)
    asked = [entry for entry in case.all if entry.about.startswith("posts: properties")]
    with engines(case.store) as opened:
        leaking = replace(case, engines=opened)
        assert [leaking.found(entry, leaking.ask(entry)) for entry in asked] != [None]
