"""Which operations are asked for a state of the network page, and the graph that their answers make."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from api.pages.network.facts import MOST, Facts
from api.pages.network.state import Expansion, State
from api.pages.trouble import nothing_there
from graph.as_of import today

if TYPE_CHECKING:
    from api.pages.asked import Asked

__all__ = ["fetch", "first_questions", "search", "searched"]

_SEARCHED = (
    "District", "Street", "Community", "Village", "Grid", "Compound", "Building", "Centre", "Station", "ServiceHall",
    "GovernanceCentre", "ActivityCentre", "LegalAidPoint", "MediationRoom", "OtherFacility", "PartyOrganisation",
    "ResidentsCommittee", "VillagersCommittee", "SupervisionCommittee", "OwnersCommittee", "PropertyCompany",
    "SocialOrganisation", "MassOrganisation", "Merchant", "Alliance", "Department", "Unit", "EmploymentSite", "VolunteerTeam",
    "MediationCommittee", "JointConference", "Post",
)  # fmt: skip
_LONGEST_PATH = 10
_COMMAND_STEPS = 4


async def fetch(asked: Asked, state: State) -> Facts:
    """The graph for a state; raises ``Trouble`` (404) where its centre, or an end of its path, is nothing for this viewer."""
    assert state.centre is not None
    facts = Facts(asked.as_of)
    if state.mode == "path":
        await _path(asked, state, facts)
    elif state.mode == "common":
        await _common(asked, state, facts)
    elif state.mode == "command":
        kinds = ("SUBORDINATE_TO", "BASED_IN") if state.centre.id.startswith("area-") else ("SUBORDINATE_TO",)
        await _around(asked, [Expansion(state.centre.id, _COMMAND_STEPS, "both", kinds)], facts)
    else:
        await _around(asked, [state.centre], facts)
    if state.more:
        await _around(asked, [each for each in state.more if state.mode != "command"], facts, first=False)
    await _ends(asked, facts)
    facts.count()
    return facts


async def search(asked: Asked, text: str) -> list[dict[str, Any]]:
    """What a few characters find of what this viewer may see."""
    kinds = searched(persons=asked.viewer.may("persons"))
    hits: list[dict[str, Any]] = (await asked.read("graph-search", text=text, kinds=kinds))["search"]
    return hits


def searched(*, persons: bool) -> list[str]:
    """The kinds of node to look among: what a picture shows, as GraphQL calls it.

    >>> "Person" in searched(persons=True), "Person" in searched(persons=False), "Finding" in searched(persons=True)
    (True, False, False)
    """
    return [*_SEARCHED, "Person"] if persons else [*_SEARCHED]


async def _around(asked: Asked, wanted: list[Expansion], facts: Facts, *, first: bool = True) -> None:
    answers = await asyncio.gather(*(_near(asked, each) for each in wanted))
    for each, answer in zip(wanted, answers, strict=True):
        if answer is not None:
            facts.around(answer, each)
        elif first:
            raise nothing_there()
        else:
            facts.fresh.append([])


async def _near(asked: Asked, each: Expansion) -> dict[str, Any] | None:
    told = {"id": each.id, "depth": each.steps, "kinds": each.asked, "limit": MOST}
    found: dict[str, Any] | None = (await asked.read("graph-around", **told))["neighbourhood"]
    return found


async def _path(asked: Asked, state: State, facts: Facts) -> None:
    assert state.centre is not None
    told = {"from": state.centre.id, "to": state.to, "kinds": state.centre.asked, "longest": _LONGEST_PATH}
    found = (await asked.read("graph-path", **told))["path"] or await _apart(asked, state.centre.id, state.to or "")
    for row in found["nodes"]:
        facts.node(row)
    facts.edges(found["edges"])
    facts.fresh.append([row["id"] for row in found["nodes"]])


async def _apart(asked: Asked, *ids: str) -> dict[str, Any]:
    """Two nodes between which there is no way; raises ``Trouble`` where one of them is nothing for this viewer."""
    ends = [(await asked.read("graph-card", id=id, sources=False))["node"] for id in ids]
    if None in ends:
        raise nothing_there()
    return {"nodes": ends, "edges": []}


async def _common(asked: Asked, state: State, facts: Facts) -> None:
    """Both nodes, and what is next to each of them."""
    assert state.centre is not None and state.to is not None
    pair = [Expansion(id, 1, "both", state.centre.kinds) for id in (state.centre.id, state.to)]
    await _around(asked, pair, facts)
    await _ends(asked, facts)
    ends = {state.centre.id, state.to}
    near = [_next_to(facts, id) for id in (state.centre.id, state.to)]
    common = (near[0] & near[1]) | ends
    held = {id for id, label in facts.G.nodes(data="label") if label == "Tenure"}
    facts.G.remove_nodes_from([id for id in facts.G if id not in common and id not in held])
    facts.G.remove_nodes_from([id for id in held if facts.G.out_degree(id) < 2])
    facts.fresh = [[id for fresh in facts.fresh for id in fresh if id in facts.G]]


def _next_to(facts: Facts, id: str) -> set[str]:
    """The neighbours of a node, those on the other side of a tenure among them."""
    found = {*facts.G.successors(id), *facts.G.predecessors(id)}
    tenures = {each for each in found if facts.G.nodes[each].get("label") == "Tenure"}
    return (found - tenures) | {end for each in tenures for end in facts.G.successors(each)}


async def _ends(asked: Asked, facts: Facts) -> None:
    """Asks for posts and holders of tenures at the rim, where this viewer may see tenures and persons."""
    left = facts.open_tenures()[:MOST]
    if left and asked.viewer.may("tenures") and asked.viewer.may("persons"):
        facts.ends((await asked.read("graph-ends", ids=left))["tenures"]["nodes"])


def first_questions(district: str) -> list[tuple[str, dict[str, Any]]]:
    """What is asked for the first picture that somebody looks at: planned beside serving, as it takes the store seconds."""
    day = today().isoformat()
    near = {"id": district, "depth": 1, "kinds": Expansion(district).asked, "limit": MOST}
    way = {"from": district, "to": district, "kinds": Expansion(district).asked, "longest": _LONGEST_PATH}
    return [
        ("graph-search", {"text": "a", "kinds": searched(persons=True), "asOf": day}), ("graph-around", {**near, "asOf": day}),
        ("graph-card", {"id": district, "sources": True, "asOf": day}), ("graph-ends", {"ids": [], "asOf": day}),
        ("graph-path", {**way, "asOf": day}),
    ]  # fmt: skip
