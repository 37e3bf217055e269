"""Root fields that need no store: rules and viewer, whatever plan they are in."""

from __future__ import annotations

import pytest

from api.accounts.viewer import LOCAL, make_viewer
from api.graphql.errors import GraphqlFault
from graph.coverage.catalogue import load_rules
from tests.api.graphql.compiler.special.asking import plan_of


def test_rules_are_chosen_by_the_variables_of_each_request() -> None:
    plan, _ = plan_of("query($i: [String!], $k: String) { rules(ids: $i, kind: $k) { id } }", {"i": [], "k": ""})
    assert plan.text is None
    told, kind = plan.told["rules"], load_rules()["S02"].rule.kind
    assert told(LOCAL, {"i": ["G01", "S02", "none"], "k": None}) == [{"id": "G01"}, {"id": "S02"}]
    assert told(LOCAL, {"i": [], "k": None}) == []
    assert told(LOCAL, {"i": ["S02"], "k": kind}) == [{"id": "S02"}]
    assert told(LOCAL, {"i": ["S02"], "k": "none"}) == []
    assert len(plan_of("{ rules { id } }")[0].told["rules"](LOCAL, {})) == len(load_rules())


def test_rules_are_shown_as_they_are_asked_for() -> None:
    document = """{ all: rules(ids: "S02") { __typename key: id ...N basis effectiveFrom version } }
        fragment N on Rule { name { zh __typename } remedies { en } target }"""
    [row] = plan_of(document)[0].told["all"](LOCAL, {})
    rule = load_rules()["S02"].rule
    assert list(row) == ["__typename", "key", "name", "remedies", "target", "basis", "effectiveFrom", "version"]
    assert row["name"] == {"zh": rule.name.zh, "__typename": "RuleName"}
    assert row["remedies"] == [{"en": step.en} for step in rule.remedies]
    assert row["target"] == list(rule.target.label)
    since = {
        row["id"]: row["effectiveFrom"] for row in plan_of("{ rules { id effectiveFrom } }")[0].told["rules"](LOCAL, {})
    }
    days = {id: [one.since for one in each.rule.basis if one.since] for id, each in load_rules().items()}
    assert since == {id: min(found).isoformat() if found else None for id, found in days.items()}


def test_rules_belong_to_the_analysis() -> None:
    with pytest.raises(GraphqlFault, match="FORBIDDEN"):
        plan_of("{ rules { id } }", viewer=make_viewer("p", "public"))


def test_one_plan_tells_each_viewer_of_themselves() -> None:
    told = plan_of("{ me: viewer { name role areas may: rights __typename } }")[0].told["me"]
    for name in ("甲", "乙"):
        viewer = make_viewer(name, "public", areas=("140213050000",))
        assert told(viewer, {}) == {
            "name": name, "role": "public", "areas": ["140213050000"], "may": ["public"], "__typename": "ViewerInfo",
        }  # fmt: skip
