"""Root fields that need no store: the rules, who is asking, the schema itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.accounts.viewer import make_viewer
from graph.coverage.catalogue import load_rules

if TYPE_CHECKING:
    from graph.store.connection import Store
    from tests.api.graphql.conftest import Ask


def test_rules_are_the_catalogue(store: Store, ask: Ask) -> None:
    told = ask("{ rules { id kind status name { zh } remedies { zh en __typename } } }")
    assert [rule["id"] for rule in told.data["rules"]] == [*load_rules()]
    assert told.data["rules"][0]["remedies"][0]["__typename"] == "RuleText"
    assert told.statements == []


def test_rules_tell_their_thresholds_and_what_other_places_report(store: Store, ask: Ask) -> None:
    asked = "thresholds { name value unit since until basis } peers { place { en } value source }"
    document = f'{{ rules(ids: ["S02", "S05"]) {{ {asked} }} }}'
    stations, checked_in = ask(document).data["rules"]
    assert (stations["thresholds"], checked_in["peers"]) == ([], [])
    assert stations["peers"][0]["value"] == 0.92 and stations["peers"][0]["place"]["en"].startswith("Lüliang")
    assert checked_in["thresholds"] == [
        {
            "name": "rate",
            "value": "100",
            "unit": "%",
            "since": "2020-01-01",
            "until": None,
            "basis": "平城区“双报到双服务”",
        }
    ]


def test_rules_are_chosen_by_variables(store: Store, ask: Ask) -> None:
    document = "query($ids: [String!], $kind: String) { rules(ids: $ids, kind: $kind) { id } }"
    assert ask(document, {"ids": ["S02", "P14", "none"]}).data == {"rules": [{"id": "P14"}, {"id": "S02"}]}
    assert ask(document, {"kind": "no such kind"}).data == {"rules": []}


def test_a_viewer_sees_the_own_name_though_the_plan_is_shared(store: Store, ask: Ask) -> None:
    document = "{ me: viewer { name role areas rights } }"
    first = ask(document, viewer=make_viewer("甲", "reader")).data["me"]
    second = ask(document, viewer=make_viewer("乙", "reader")).data["me"]
    assert (first["name"], second["name"], first["role"]) == ("甲", "乙", "reader")
    assert "persons" in first["rights"] and "names" not in first["rights"]


def test_the_public_may_not_ask_for_rules(store: Store, ask: Ask) -> None:
    assert ask("{ rules { id } }", viewer=make_viewer("guest", "public")).code == "FORBIDDEN"


def test_schema_and_data_are_answered_together(store: Store, ask: Ask) -> None:
    told = ask("""query A { __type(name: "Grid") { name } districts { totalCount } ...F }
        fragment F on Query { __schema { queryType { name } } }""")
    assert told.data["__type"] == {"name": "Grid"} and told.data["__schema"] == {"queryType": {"name": "Query"}}
    assert "totalCount" in told.data["districts"] and len(told.statements) == 1
