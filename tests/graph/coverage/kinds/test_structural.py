"""structural: what is tied to nothing, and what stands empty without one person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

Assess = Callable[..., Any]
Part = dict[str, Any]

TIED = {"measure": "ties", "types": ["SERVES", "BASED_IN"], "least": 1}
EMPTIES = {
    "measure": "empties", "path": "<-HOLDER Tenure ->OF_POST Post", "back": "<-OF_POST Tenure ->HOLDER Person",
    "most": "$most",
}  # fmt: skip
LIMIT = {"most": [{"value": 1, "from": "2020-01-01"}]}
FIRM = {"f": {"label": "PropertyCompany", "name": "示例物业"}, "c": "Compound"}


@pytest.mark.parametrize(
    ("edges", "state", "count"),
    [
        ([], "gap", 0),
        ([["f", "SERVES", "c"]], "present", 1),
        ([["f", "BASED_IN", "community"]], "present", 1),
        ([["f", "SERVES", "c", {"validTo": date(2026, 11, 1)}]], "gap", 0),
        ([["f", "MEMBER_OF", "u"]], "gap", 0),
    ],
)
def test_isolate_has_none_of_the_ties_named(assess: Assess, edges: list[Any], state: str, count: int) -> None:
    nodes = {**FIRM, "u": {"label": "PartyOrganisation", "kind": "branch"}}
    outcome = assess("structural", TIED, target="PropertyCompany", of="f", nodes=nodes, edges=edges)
    assert (outcome.state, outcome.verdict.observed) == (state, count)


def test_tie_counts_at_both_ends(assess: Assess) -> None:
    tied = {"nodes": FIRM, "edges": [["f", "SERVES", "c"]]}
    assert assess("structural", TIED, target="Compound", of="c", **tied).state == "present"


@pytest.mark.parametrize(("count", "state"), [(2, "present"), (3, "gap")])
def test_ties_may_have_a_ceiling(assess: Assess, count: int, state: str) -> None:
    compounds = {f"c{n}": "Compound" for n in range(count)}
    graph = {"nodes": {**FIRM, **compounds}, "edges": [["f", "SERVES", id] for id in compounds]}
    check = {"measure": "ties", "types": ["SERVES"], "least": 1, "most": 2}
    outcome = assess("structural", check, target="PropertyCompany", of="f", **graph)
    assert (outcome.state, outcome.verdict.observed, outcome.verdict.expected) == (state, count, "1–2")


def _posts(*held: str) -> Part:
    """Posts with their holders, each a letter: ``"x"`` is the person that is asked of."""
    nodes: Part = {name: {"label": "Person", "name": name} for name in {"x", *"".join(held)}}
    edges = []
    for n, holders in enumerate(held):
        nodes[f"p{n}"] = {"label": "Post", "title": f"岗{n}"}
        for name in holders:
            nodes[f"t{n}{name}"] = "Tenure"
            edges += [[f"t{n}{name}", "OF_POST", f"p{n}"], [f"t{n}{name}", "HOLDER", name]]
    return {"nodes": nodes, "edges": edges}


@pytest.mark.parametrize(
    ("held", "state", "names"),
    [
        ((), "present", None),
        (("x",), "present", None),
        (("x", "x"), "gap", "岗0、岗1"),
        (("x", "xy", "xy"), "present", None),
        (("x", "xy", "x"), "gap", "岗0、岗2"),
        (("y", "y", "y"), "present", None),
    ],
)
def test_loss_empties_what_nobody_else_holds(
    assess: Assess, held: tuple[str, ...], state: str, names: str | None
) -> None:
    outcome = assess("structural", EMPTIES, target="Person", of="x", thresholds=LIMIT, **_posts(*held))
    assert (outcome.state, outcome.verdict.values.get("names")) == (state, names)


def test_second_spell_of_the_same_person_is_no_help(assess: Assess) -> None:
    graph = _posts("x", "x")
    graph["nodes"]["again"] = "Tenure"
    graph["edges"] += [["again", "OF_POST", "p0"], ["again", "HOLDER", "x"]]
    assert assess("structural", EMPTIES, target="Person", of="x", thresholds=LIMIT, **graph).state == "gap"


@pytest.mark.parametrize(("ended", "state"), [(date(2026, 11, 1), "gap"), (date(2026, 11, 2), "present")])
def test_deputy_helps_until_the_tenure_ends(assess: Assess, ended: date, state: str) -> None:
    more = {**_posts("xy", "x"), "set": {"t0y": {"validTo": ended}}}
    assert assess("structural", EMPTIES, target="Person", of="x", thresholds=LIMIT, **more).state == state


def test_holder_who_is_only_possible_leaves_the_answer_open(assess: Assess) -> None:
    known = {"step": "<-OF_POST Tenure", "where": {"any": [{"endKnown": "open"}, {"fullTime": True}]}}
    check = {**EMPTIES, "back": [known, "->HOLDER Person"]}
    graph = {**_posts("xy", "x"), "set": {"t0x": {"endKnown": "open"}, "t1x": {"endKnown": "open"}}}
    assert assess("structural", check, target="Person", of="x", thresholds=LIMIT, **graph).state == "unknown"


@pytest.mark.parametrize(
    ("check", "told"),
    [
        ({"measure": "ties", "least": 1}, "check rules.bad_value"),
        ({"measure": "empties", "path": "<-HOLDER Tenure", "most": 1}, "check rules.bad_value"),
        ({"measure": "ties", "types": ["SERVE"], "least": 1}, "check.types rules.no_type"),
    ],
)
def test_wrong_parameters_are_told(problems_of: Callable[..., list[str]], check: Part, told: str) -> None:
    assert told in problems_of("structural", check, target="Person")
