"""Dual roles of persons: what coverage finds in a snapshot, for every row of the pair table and wherever posts stand."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

import graph
from api.accounts.viewer import make_viewer
from api.graphql.limits import Limits
from graph.model import load_model
from graph.store.snapshot import network_on
from graph.store.snapshot.read import read_facts

if TYPE_CHECKING:
    from graph.store.connection import Store
    from tests.api.graphql.compiler.special.conftest import Staff
    from tests.api.graphql.conftest import Ask, Town

_DAY = date(2026, 11, 1)
_DEAR = Limits(cost=1_000_000_000)
"""Lists of posts are priced as a hundred each."""
_WORDS: tuple[dict[str, str], ...] = ({}, {"concurrentText": "公务员"}, {"modeText": "非公务员"})
_LEADS = (
    "POST_IN company-k1",
    "POST_IN company-k2 RESPONSIBLE_FOR area-k2",
    "POST_IN committee",
    "POST_IN branch",
    "RESPONSIBLE_FOR area-b1",
    "RESPONSIBLE_FOR area-g1 POST_IN committee",
    "RESPONSIBLE_FOR area-k1 RESPONSIBLE_FOR area-k2",
    "",
)
"""Where posts stand; each is decided otherwise by some row of the table."""
_WRITE = """
UNWIND $rows AS row CREATE (a:Person {id: row.id})
FOREACH (post IN row.posts | CREATE (p:Post) SET p = post.own CREATE (t:Tenure) SET t = post.tenure
  CREATE (t)-[:OF_POST {id: t.id + '-of'}]->(p) CREATE (t)-[:HOLDER {id: t.id + '-by'}]->(a))
"""
_JOIN = """
UNWIND $rows AS row MATCH (p:Post {id: row.post}) MATCH (x {id: row.end})
CREATE (p)-[r:$(row.kind)]->(x) SET r.id = p.id + row.end
"""


@pytest.fixture
def places(town: Town) -> Town:
    """Two compounds in c1, one with a building; a property company for each, a committee of one, a branch in an alliance."""
    for compound in ("k1", "k2"):
        town.node(f"area-{compound}", "Area", "Compound", name=compound)
        town.join(f"area-{compound}", "WITHIN", "area-c1")
        town.node(f"company-{compound}", "Organisation", "PropertyCompany", name=f"{compound}物业")
        town.join(f"company-{compound}", "BASED_IN", "area-s2")
        town.join(f"company-{compound}", "SERVES", f"area-{compound}")
    town.node("area-b1", "Area", "Building", name="1号楼")
    town.node("committee", "Organisation", "OwnersCommittee", name="业委会")
    town.node("branch", "Organisation", "PartyOrganisation", name="党支部")
    town.node("alliance", "Organisation", "Alliance", name="联盟")
    for start, kind, end in (
        ("area-b1", "WITHIN", "area-k1"), ("committee", "SERVES", "area-k1"), ("branch", "MEMBER_OF", "alliance"),
        ("alliance", "BASED_IN", "area-k2"),
    ):  # fmt: skip
        town.join(start, kind, end)
    return town


def _write_pairs(store: Store) -> None:
    """A person for every row of the table and every two places (some, where the row asks nothing of places)."""
    rows, ties = [], []
    for number, row in enumerate(load_model().role_pairs):
        ways = product(_LEADS, _LEADS) if row.where else zip(_LEADS, reversed(_LEADS), strict=True)
        for count, leads in enumerate(ways):
            id = f"{number:02d}-{count:02d}"
            posts = []
            for side, role, words in zip("ab", (row.a[-1], row.b[0]), leads, strict=True):
                own, tenure = f"post-{id}{side}", {"id": f"tenure-{id}{side}", **_WORDS[count % 3]}
                posts.append({"own": {"id": own, "name": own, "role": role}, "tenure": tenure})
                steps = words.split()
                ties += [
                    {"post": own, "kind": kind, "end": end} for kind, end in zip(steps[::2], steps[1::2], strict=True)
                ]
            rows.append({"id": f"person-{id}", "posts": posts})
    store.write(lambda tx: tx.run(_WRITE, rows=rows).consume())
    store.write(lambda tx: tx.run(_JOIN, rows=ties).consume())


def _expected(store: Store) -> dict[str, Any]:
    """What coverage says of the same store; read anew, as nothing here counts as a batch."""
    found: dict[str, Any] = {}
    for pair in graph.find_dual_roles(network_on(store.read(read_facts), _DAY)):
        found.setdefault(pair.person, []).append(({post.id for post in pair.posts}, pair.policy, pair.basis))
    return found


def test_persons_have_the_dual_roles_that_coverage_finds(places: Town, ask: Ask) -> None:
    _write_pairs(places.store)
    expected = _expected(places.store)
    told = ask(
        """{ persons(first: 1000, asOf: "2026-11-01", where: {tenures: {some: {}}}) { nodes { id
        dualRoles { policy basis posts { id } } } } }""",
        limits=_DEAR,
    )
    found = {
        node["id"]: [({post["id"] for post in row["posts"]}, row["policy"], row["basis"]) for row in node["dualRoles"]]
        for node in told.data["persons"]["nodes"]
    }
    assert {person: rows for person, rows in found.items() if rows} == expected and len(told.statements) == 1
    policies = {policy for rows in expected.values() for _, policy, _ in rows}
    assert policies == {"encouraged", "allowed", "needsProcedure", "forbidden", "unknown", "notListed"}


@pytest.mark.parametrize(
    ("a", "b", "count"),
    [
        (("gridLeader", "area-g1", "committee"), ("gridWorker", "area-g1", "committee"), 1),
        (("gridWorker", "area-g1", "committee"), ("gridWorker", "area-g2", "committee"), 0),
        (("gridWorker", "area-g1", "committee"), ("gridWorker", "area-g2", "branch"), 0),
        (("branchMember", "area-k1", "committee"), ("branchMember", "area-k1", "committee"), 0),
        (("branchMember", "area-k1", "committee"), ("branchMember", "area-k1", "branch"), 1),
    ],
)
def test_one_role_counts_only_in_two_bodies_and_never_in_two_grids(
    places: Town, staff: Staff, ask: Ask, a: tuple[str, str, str], b: tuple[str, str, str], count: int
) -> None:
    for id, (role, area, body) in (("a", a), ("b", b)):
        staff.tenure(f"t-{id}", staff.post(id, f"RESPONSIBLE_FOR {area}", f"POST_IN {body}", role=role), "person-a")
    assert len(ask('{ person(id: "person-a") { dualRoles { policy } } }').data["person"]["dualRoles"]) == count


@pytest.fixture
def three(places: Town, staff: Staff) -> Staff:
    """Somebody with three posts, one of them in s2 and until August, and somebody with two tenures of one post."""
    staff.tenure("t1", staff.post("p1", "RESPONSIBLE_FOR area-c1", role="communitySecretary"), "person-a")
    staff.tenure("t2", staff.post("p2", "RESPONSIBLE_FOR area-c1", role="committeeDirector"), "person-a")
    over = {"validTo": date(2026, 8, 1)}
    staff.tenure("t3", staff.post("p3", "RESPONSIBLE_FOR area-c3", role="gridLeader"), "person-a", **over)
    staff.tenure("t4", "p1", "person-b")
    staff.tenure("t5", "p1", "person-b")
    return staff


_ASK = """query($on: Date) { persons(asOf: $on) { nodes { id dualRoles { __typename what: policy posts { id } again: posts { role
    history { holder { name } } holders { edges { cursor } } } } } } }"""


@pytest.mark.parametrize(("on", "pairs"), [("2026-07-31", ["p1 p2", "p1 p3", "p2 p3"]), ("2026-08-01", ["p1 p2"])])
def test_dual_roles_are_of_the_day_with_all_that_is_asked_of_the_posts(
    three: Staff, ask: Ask, on: str, pairs: list[str]
) -> None:
    one, other = ask(_ASK, {"on": on}, limits=_DEAR).data["persons"]["nodes"]
    assert [" ".join(post["id"] for post in row["posts"]) for row in one["dualRoles"]] == pairs
    assert one["dualRoles"][0]["what"] == "encouraged" and one["dualRoles"][0]["__typename"] == "DualRole"
    secretary, director = one["dualRoles"][0]["again"]
    assert (secretary["role"], director["role"]) == ("communitySecretary", "committeeDirector")
    assert len(secretary["history"]) == 3 and director["history"] == [{"holder": {"name": "person-a某"}}]
    assert [len(edge["cursor"]) > 20 for edge in director["holders"]["edges"]] == [True]
    assert other == {"id": "person-b", "dualRoles": []}


def test_a_pair_with_a_post_outside_does_not_exist_for_a_viewer(three: Staff, ask: Ask) -> None:
    document = '{ persons(asOf: "2026-07-01") { nodes { id dualRoles { policy posts { id } } } } }'
    viewer = make_viewer("甲", "reader", areas=("140213050000",))
    told = ask(document, viewer=viewer, limits=_DEAR).data["persons"]["nodes"]
    assert [(node["id"], len(node["dualRoles"])) for node in told] == [("person-a", 1), ("person-b", 0)]
    other = make_viewer("乙", "reader", areas=("140213051000",))
    assert ask(document, viewer=other, limits=_DEAR).data["persons"]["nodes"] == [{"id": "person-a", "dualRoles": []}]
