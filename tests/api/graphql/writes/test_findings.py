"""Decisions on findings, through the engine and the real store."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from api.accounts.audit.verify import verify_audit
from api.accounts.viewer import make_viewer
from graph.as_of import today
from graph.store.connection import Store

Write = Callable[..., Any]
UNTIL = (today() + timedelta(days=30)).isoformat()
PLANNER = make_viewer("统筹员", "planner")
ELSEWHERE = make_viewer("另一街道", "planner", areas=("140213051000",))


def kept(store: Store, id: str) -> dict[str, Any]:
    row = store.one("MATCH (f:Finding {id: $id}) RETURN properties(f) AS f", id=id)
    assert row is not None
    return dict(row["f"])


def test_accept_and_reopen(finding: str, write: Write, store: Store) -> None:
    done = write("acceptFinding", id=finding, until=UNTIL, reason=" 选址中 ", revision=3, viewer=PLANNER).data
    assert done["acceptFinding"] == {
        "state": "accepted", "revision": 4, "acceptedUntil": UNTIL, "acceptedReason": "选址中", "assignedTo": None,
    }  # fmt: skip
    assert (kept(store, finding)["acceptedBy"], kept(store, finding)["revision"]) == ("统筹员", 4)
    back = write("reopenFinding", id=finding, revision=4, reason="选址已定", viewer=PLANNER).data["reopenFinding"]
    assert (back["state"], back["revision"], back["acceptedUntil"], back["acceptedReason"]) == ("open", 5, None, None)
    assert '"选址已定"' in kept(store, finding)["comments"]


def test_assign_and_comment(finding: str, write: Write, store: Store) -> None:
    assert write("assignFinding", id=finding, to="城建办", revision=3).data["assignFinding"]["assignedTo"] == "城建办"
    assert write("commentFinding", id=finding, text="先看房", revision=4).data["commentFinding"]["revision"] == 5
    assert write("assignFinding", id=finding, to="", revision=5).data["assignFinding"]["assignedTo"] is None
    assert '"先看房"' in kept(store, finding)["comments"]


def test_decision_on_an_old_revision_names_the_one_of_now(finding: str, write: Write, store: Store) -> None:
    write("assignFinding", id=finding, to="甲", revision=3)
    told = write("assignFinding", id=finding, to="乙", revision=3)
    (error,) = told.body["errors"]
    assert error["extensions"] == {"code": "CONFLICT", "id": finding, "revision": 4}
    assert (error["path"], told.status, told.body["data"]) == (["assignFinding"], 200, {"assignFinding": None})
    assert kept(store, finding)["assignedTo"] == "甲"


@pytest.mark.parametrize(
    ("name", "arguments", "code"),
    [
        ("acceptFinding", {"until": today().isoformat(), "reason": "x"}, "BAD_USER_INPUT"),
        ("acceptFinding", {"until": "2300-01-01", "reason": "x"}, "BAD_DATE"),
        ("acceptFinding", {"until": "2026-02-31", "reason": "x"}, "BAD_DATE"),
        ("acceptFinding", {"until": UNTIL, "reason": "  "}, "BAD_USER_INPUT"),
        ("acceptFinding", {"until": UNTIL, "reason": "长" * 2_001}, "BAD_USER_INPUT"),
        ("commentFinding", {"text": " "}, "BAD_USER_INPUT"),
        ("reopenFinding", {"reason": ""}, "BAD_USER_INPUT"),
    ],
)
def test_what_cannot_be_decided_changes_nothing(
    name: str, arguments: dict[str, Any], code: str, finding: str, write: Write, store: Store
) -> None:
    before = kept(store, finding)
    assert write(name, id=finding, revision=3, **arguments).code == code
    assert kept(store, finding) == before


def test_fixed_finding_takes_no_acceptance(finding: str, town: Any, write: Write) -> None:
    town.store.write(lambda tx: tx.run("MATCH (f:Finding) SET f.state = 'fixed'").consume())
    assert write("acceptFinding", id=finding, until=UNTIL, reason="x", revision=3).code == "CONFLICT"


@pytest.mark.parametrize("role", ["public", "reader", "reporter", "steward"])
def test_decisions_need_the_right_to_them(role: str, finding: str, write: Write, store: Store) -> None:
    told = write("commentFinding", id=finding, text="x", revision=3, viewer=make_viewer("某人", role))
    assert told.body["errors"][0]["extensions"] == {"code": "FORBIDDEN", "name": "commentFinding"}
    assert "comments" not in kept(store, finding)


def test_outside_the_scope_a_finding_does_not_exist(finding: str, write: Write, store: Store) -> None:
    told = [
        write("assignFinding", id=id, to="x", revision=3, viewer=ELSEWHERE).body["errors"][0]
        for id in (finding, "finding-none")
    ]
    assert told[0]["extensions"] == {"code": "NOT_FOUND", "id": finding}
    assert told[0]["message"].replace(finding, "finding-none") == told[1]["message"]
    assert "assignedTo" not in kept(store, finding)


def test_inside_the_scope_it_is_decided(finding: str, write: Write) -> None:
    done = write("assignFinding", id="finding-g5", to="城建办", revision=3, viewer=ELSEWHERE).data
    assert done["assignFinding"]["revision"] == 4


def test_beginning_of_an_id_is_not_the_id(finding: str, write: Write) -> None:
    assert write("assignFinding", id="finding-g", to="x", revision=3).code == "NOT_FOUND"


def test_finding_that_led_into_the_scope_once_is_outside_now(finding: str, town: Any, write: Write) -> None:
    town.store.write(
        lambda tx: tx.run(
            "MATCH (:Area {id: 'area-g5'})-[w:WITHIN]->() SET w.validTo = $d", d=date(2026, 1, 1)
        ).consume()
    )
    assert write("assignFinding", id="finding-g5", to="x", revision=3, viewer=ELSEWHERE).code == "NOT_FOUND"


def test_every_decision_and_every_refusal_is_in_the_audit(
    finding: str, write: Write, audited: Callable[[], list[tuple[Any, ...]]], store: Store
) -> None:
    write("assignFinding", id=finding, to="甲", revision=3, viewer=PLANNER)
    write("assignFinding", id=finding, to="乙", revision=3, viewer=PLANNER)
    write("commentFinding", id=finding, text="x", revision=4, viewer=make_viewer("某人", "reader"))
    write("reopenFinding", id=finding, revision=4, viewer=ELSEWHERE)
    assert audited() == [
        ("统筹员", "assignFinding", finding, None),
        ("统筹员", "assignFinding", finding, "CONFLICT"),
        ("某人", "commentFinding", finding, "FORBIDDEN"),
        ("另一街道", "reopenFinding", finding, "NOT_FOUND"),
    ]
    assert not verify_audit(store).faults


def test_decision_whose_entry_cannot_be_written_does_not_happen(
    finding: str, write: Write, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.accounts.audit.append.APPEND", "THIS IS NO STATEMENT")
    told = write("assignFinding", id=finding, to="甲", revision=3)
    assert told.code == "INTERNAL" and "STATEMENT" not in str(told.body)
    assert "assignedTo" not in kept(store, finding)


def test_several_decisions_run_one_after_the_other(finding: str, ask: Callable[..., Any]) -> None:
    text = """mutation ($id: ID!) {
      a: assignFinding(id: $id, to: "甲", revision: 3) { revision }
      b: assignFinding(id: $id, to: "乙", revision: 3) { revision }
      c: commentFinding(id: $id, text: "好", revision: 4) { revision }
    }"""
    told = ask(text, {"id": finding})
    assert told.body["data"] == {"a": {"revision": 4}, "b": None, "c": {"revision": 5}}
    assert [error["path"] for error in told.body["errors"]] == [["b"]]


def test_nothing_is_written_by_get(finding: str, ask: Callable[..., Any], store: Store) -> None:
    text = f'mutation {{ assignFinding(id: "{finding}", to: "x", revision: 3) {{ id }} }}'
    assert ask(text, get=True).code == "BAD_USER_INPUT"
    assert "assignedTo" not in kept(store, finding)
