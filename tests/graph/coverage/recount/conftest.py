"""Random small districts as plain lists, and what can be asked of the lists by looping over them.

Nothing here knows the engine: a town is a list of nodes and a list of ties, each alive or not on the day; where a node is
at home and which sheet tells of which street is worked out anew, from the lists alone.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import strategies as st

AS_OF = date(2026, 11, 1)
DAY = timedelta(days=1)

Row = dict[str, Any]
Tie = tuple[str, str, str, Row]

HOMES: dict[str, list[tuple[str, str]]] = {
    "Post": [("out", "RESPONSIBLE_FOR"), ("out", "POST_IN")],
    "Tenure": [("out", "OF_POST")],
    "Person": [("into", "HOLDER"), ("out", "WORKS_AT")],
    "PartyOrganisation": [("out", "BASED_IN"), ("out", "SERVES")],
    "PropertyCompany": [("out", "BASED_IN"), ("out", "SERVES")],
    "Station": [("out", "LOCATED_IN"), ("out", "SERVES")],
}
"""What each kind of node concerns: of these relationships the first that leads anywhere."""
AREAS = ("District", "Street", "Community", "Grid", "Compound")


@dataclass
class Town:
    """Nodes and ties as drawn; what is asked of them looks at those alive on the day only."""

    nodes: list[Row]
    ties: list[Tie]

    def __post_init__(self) -> None:
        self.living = [row for row in self.nodes if lives(row)]
        self._rows = {row["id"]: row for row in self.nodes}
        ids = {row["id"] for row in self.living}
        self.tied = [tie for tie in self.ties if lives(tie[3]) and tie[0] in ids and tie[2] in ids]
        self._homes: dict[str, str] = {}

    def __getitem__(self, id: str) -> Row:
        return self._rows[id]

    def all(self, *labels: str) -> list[str]:
        """The living nodes of these labels."""
        return [row["id"] for row in self.living if row["label"] in labels]

    def out(self, id: str, type: str) -> list[str]:
        """Where ties of that type lead from a node, each as often as it is tied."""
        return [end for start, kind, end, _ in self.tied if start == id and kind == type]

    def into(self, id: str, type: str) -> list[str]:
        """Where ties of that type come from."""
        return [start for start, kind, end, _ in self.tied if end == id and kind == type]

    def holders(self, post: str) -> list[str]:
        """The tenures of a post."""
        return self.into(post, "OF_POST")

    def above(self, area: str) -> list[str]:
        """An area and all above it: its parent is the lowest area that holds whatever it was put into."""
        if area == "d":
            return ["d"]
        ways = [self.above(parent) for parent in self.out(area, "WITHIN")] or [["d"]]
        return [area, *(one for one in ways[0] if all(one in way for way in ways))]

    def home(self, id: str) -> str:
        """The smallest area that holds all that a node concerns; the district where it concerns none."""
        if id not in self._homes:
            self._homes[id] = self._find_home(id)
        return self._homes[id]

    def _find_home(self, id: str) -> str:
        if self[id]["label"] in AREAS:
            return id
        for way, type in HOMES.get(self[id]["label"], []):
            if near := getattr(self, way)(id, type):
                ways = [self.above(self.home(one)) for one in near]
                return next(area for area in ways[0] if all(area in way for way in ways))
        return "d"

    def at(self, id: str, label: str) -> str | None:
        """The area of that label in which a node lies."""
        return next((area for area in self.above(self.home(id)) if self[area]["label"] == label), None)

    def loaded(self, kind: str, id: str, column: str | None = None) -> bool:
        """Whether a sheet of that kind (with that column) tells of the street in which a node lies."""
        sheets = self.all("Source")
        street = self.at(id, "Street")
        for sheet in sheets:
            if self[sheet]["kind"] != kind or (column and column not in json.loads(self[sheet]["columns"])):
                continue
            told = self._streets_of(sheet)
            if street is None or not told or street in told or 2 * len(told) > len(self.all("Street")):
                return True
        return not sheets

    def _streets_of(self, sheet: str) -> set[str]:
        named = {row["id"] for row in self.living if f"{sheet}#7" in row.get("sources", ())}
        for start, _, end, row in self.tied:
            if f"{sheet}#7" in row.get("sources", ()):
                named |= {start, end}
        return {street for id in named if (street := self.at(id, "Street"))}


def lives(row: Row) -> bool:
    """Alive on the day: begun, and not over."""
    return not (row.get("validFrom", AS_OF) > AS_OF or row.get("validTo", AS_OF + DAY) <= AS_OF)


# ── drawing ─────────────────────────────────────────────────────────────────────────────────────────────────────────

_LIVES: list[Row] = [{}] * 16 + [
    {"validFrom": AS_OF}, {"validFrom": AS_OF + DAY}, {"validTo": AS_OF}, {"validTo": AS_OF + DAY},
    {"validTo": date(2026, 6, 1)}, {"validFrom": date(2020, 1, 1), "validTo": date(2026, 10, 1)},
]  # fmt: skip
_DATES = [date(2021, 10, 31), date(2021, 11, 1), date(2023, 11, 2), date(2026, 8, 31), *(AS_OF + n * DAY for n in (-1, 0, 1)),
          date(2027, 2, 1), date(2027, 2, 2), date(2029, 1, 1)]  # fmt: skip
_ROLES = ["branchSecretary", "ownersDirector", "ownersMember", "managementDirector", "villageDirector", "supervisionDirector",
          "projectManager", "gridWorker", "districtSecretary", "districtSecretary"]  # fmt: skip
_KINDS = ["committee", "branch", "group", None]
_SPOT: dict[str, list[Any]] = {"lat": [None, 40.0, 40.004, 40.02, 40.024], "lon": [None, 113.0, 113.0, 113.01],
         "crs": ["CGCS2000", "CGCS2000", "CGCS2000", "WGS84", "WGS84", "GCJ-02", "unknown", None]}  # fmt: skip

_PROPERTIES: dict[str, dict[str, list[Any]]] = {
    "Street": {"households": [None, 900]},
    "Community": {"households": [None, 400, 900], "persons": [None, 0, 2000, 4000], "communityWorkers": [None, 0, 1, 2]},
    "Grid": {"kind": ["basic", "micro", None], "households": [None, 0, 299, 300, 500], "code": [None, "g1", "g2"]},
    "Compound": {"use": ["住宅", "住宅", "商业", None], "households": [None, 0, 120, 500], **_SPOT},
    "PartyOrganisation": {"kind": _KINDS, "termStart": [None, *_DATES], "termEnd": [None, *_DATES],
                          "extensionUntil": [None, None, *_DATES], "superiorText": [None, "某党委"],
                          "fullMembers": [None, 2, 3]},
    "PropertyCompany": {"staff": [None, 3]},
    "Post": {"role": _ROLES, "isLead": [True, False, None]},
    "Tenure": {"fullTime": [True, True, False, None], "isOwner": ["yes", "no", "unknown", None],
               "recusalDeclared": ["yes", "no", None], "modeText": ["公务员", "非公务员", None, None]},
    "Person": {},
    "Station": {"floorArea": [None, 50, 200, 300], **_SPOT},
    "Exemption": {"rule": ["T01", "T01", "X99", "T02"]},
}  # fmt: skip
_SIZES = {"Street": (1, 3), "Community": (2, 4), "Grid": (3, 6), "Compound": (3, 6), "PartyOrganisation": (3, 6),
          "PropertyCompany": (1, 2), "Post": (3, 7), "Person": (1, 2), "Tenure": (4, 9), "Station": (1, 3), "Exemption": (3, 7),
          "Source": (0, 3)}  # fmt: skip
_TIES: list[tuple[str, str, tuple[str, ...], int, int]] = [
    ("Street", "WITHIN", ("District",), 0, 1),
    ("Community", "WITHIN", ("Street",), 1, 2),
    ("Grid", "WITHIN", ("Community",), 0, 2),
    ("Compound", "WITHIN", ("Community", "Grid"), 0, 2),
    ("PartyOrganisation", "BASED_IN", AREAS, 0, 1),
    ("PartyOrganisation", "SERVES", ("Grid", "Compound", "Community"), 0, 2),
    ("PartyOrganisation", "SUBORDINATE_TO", ("PartyOrganisation",), 0, 2),
    ("PropertyCompany", "SERVES", ("Compound",), 0, 2),
    ("Post", "RESPONSIBLE_FOR", AREAS, 0, 2),
    ("Post", "POST_IN", ("PartyOrganisation", "PropertyCompany"), 0, 1),
    ("Tenure", "OF_POST", ("Post",), 1, 1),
    ("Tenure", "HOLDER", ("Person",), 1, 1),
    ("Person", "WORKS_AT", ("PropertyCompany", "PartyOrganisation"), 0, 1),
    ("Station", "LOCATED_IN", AREAS, 0, 1),
    ("Station", "SERVES", ("Compound",), 0, 2),
    ("Exemption", "ABOUT", (*AREAS[2:], "PartyOrganisation", "Post", "Tenure", "Person"), 1, 1),
]
"""From, type, to, at least, at most."""
_ROSTERS = ["party_organisations", "grids", "owners_committees"]
_COLUMNS = ["{}", '{"leader": "C"}']
_STATIC = ("OF_POST", "HOLDER", "ABOUT")


def build(fullness: int, seed: int) -> Town:
    """A town with up to so many nodes of each label; what a node is like depends on its name and the seed alone, so that a
    less full town that still shows a fault is easy to find."""
    chance = Random(seed)
    sizes = {label: min(fullness, chance.randint(least, most)) for label, (least, most) in _SIZES.items()}
    sheets: list[Row] = [
        {"id": f"sheet{number}", "label": "Source", "kind": chance.choice(_ROSTERS), "columns": chance.choice(_COLUMNS)}
        for number in range(sizes["Source"])
    ]
    said = [{}, *({"sources": [f"{row['id']}#7"]} for row in sheets)]
    nodes: list[Row] = [{"id": "d", "label": "District", "name": "示例区"}]
    for label, known in _PROPERTIES.items():
        for number in range(sizes[label]):
            chance = Random(f"{seed} {label} {number}")
            told = {name: chance.choice(values) for name, values in known.items()}
            told = {name: value for name, value in told.items() if value is not None}
            nodes.append({
                "id": f"{label}{number}", "label": label, "name": f"{label}{number}", **told, **chance.choice(_LIVES),
                **chance.choice(said),
            })  # fmt: skip
    ties: list[Tie] = []
    for label, type, ends, least, most in _TIES:
        near = [row["id"] for row in nodes if row["label"] in ends]
        for id in [row["id"] for row in nodes if row["label"] == label and near]:
            chance = Random(f"{seed} {type} {id}")
            for _ in range(chance.randint(least, most)):
                life = {} if type in _STATIC else chance.choice(_LIVES)
                ties.append((id, type, chance.choice(near), {**life, **chance.choice(said)}))
    Random(seed).shuffle(nodes)
    Random(seed).shuffle(ties)
    return Town([*nodes, *sheets], ties)


@pytest.fixture(scope="session")
def any_town() -> st.SearchStrategy[Town]:
    """Random towns: up to three streets, four communities, six grids and compounds, with bodies, posts, persons, tenures,
    stations, exemptions, and up to three sheets that tell of some of them."""
    return st.builds(build, st.integers(1, 12), st.integers(0, 2**24 - 1))


@pytest.fixture(scope="session")
def as_of() -> date:
    """The day on which the towns are looked at."""
    return AS_OF
