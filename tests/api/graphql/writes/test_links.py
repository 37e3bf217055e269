"""Decisions on links, through the engine and the real store."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from api.accounts.viewer import make_viewer
from graph.store.connection import Store

Write = Callable[..., Any]
STEWARD = make_viewer("数据员", "steward")


def persons(store: Store) -> list[int]:
    """How many tenures each person of the link's name has."""
    rows = store.rows("MATCH (p:Person {name: '郑志强'}) RETURN COUNT { (p)<-[:HOLDER]-() } AS n ORDER BY n")
    return [row["n"] for row in rows]


def test_confirm_makes_one_person_and_undo_two_again(link: str, write: Write, store: Store) -> None:
    done = write("confirmLink", id=link, state="pending", reason=" 本人确认 ", viewer=STEWARD).data["confirmLink"]
    assert (done["id"], done["state"], done["decidedBy"], done["reason"]) == (link, "confirmed", "数据员", "本人确认")
    assert done["at"].startswith("20") and persons(store) == [2]
    back = write("undoLink", id=link, state="confirmed", viewer=STEWARD).data["undoLink"]
    assert back == {"id": link, "state": "pending", "decidedBy": None, "at": None, "reason": None}
    assert persons(store) == [1, 1]


def test_rejected_link_stays_rejected(link: str, write: Write, store: Store) -> None:
    assert write("rejectLink", id=link, state="pending").data["rejectLink"]["state"] == "rejected"
    assert persons(store) == [1, 1]


def test_decision_on_another_state_names_the_one_of_now(link: str, write: Write, store: Store) -> None:
    write("rejectLink", id=link, state="pending", viewer=STEWARD)
    told = write("confirmLink", id=link, state="pending", viewer=STEWARD)
    assert told.body["errors"][0]["extensions"] == {"code": "CONFLICT", "id": link, "state": "rejected"}
    assert persons(store) == [1, 1]


@pytest.mark.parametrize("role", ["public", "reader", "planner"])
def test_decisions_need_the_right_to_them(role: str, link: str, write: Write, store: Store) -> None:
    told = write("confirmLink", id=link, state="pending", viewer=make_viewer("某人", role))
    assert told.body["errors"][0]["extensions"] == {"code": "FORBIDDEN", "name": "confirmLink"}
    assert persons(store) == [1, 1]


def test_scope_decides_which_links_there_are(link: str, write: Write, store: Store) -> None:
    near, far = (make_viewer("街道", "steward", areas=(code,)) for code in ("140213050000", "140213051000"))
    refused = write("confirmLink", id=link, state="pending", viewer=far)
    missing = write("confirmLink", id="link-none", state="pending", viewer=far)
    assert refused.code == missing.code == "NOT_FOUND"
    assert refused.body["errors"][0]["message"].replace(link, "link-none") == missing.body["errors"][0]["message"]
    assert persons(store) == [1, 1]
    assert write("confirmLink", id=link, state="pending", viewer=near).data["confirmLink"]["state"] == "confirmed"


def test_decisions_are_in_the_audit(link: str, write: Write, audited: Callable[[], list[tuple[Any, ...]]]) -> None:
    write("confirmLink", id=link, state="rejected", viewer=STEWARD)
    write("confirmLink", id=link, state="pending", viewer=STEWARD)
    assert audited() == [("数据员", "confirmLink", link, "CONFLICT"), ("数据员", "confirmLink", link, None)]


def test_state_that_is_no_state_is_refused_before_anything_runs(link: str, write: Write) -> None:
    told = write("confirmLink", id=link, state="maybe")
    assert told.code == "BAD_USER_INPUT" and told.status == 400
