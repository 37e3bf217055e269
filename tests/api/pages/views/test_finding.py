"""One finding: what it rests on, and decisions on it and on several, by plain forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from graph.as_of import today

if TYPE_CHECKING:
    from graph.store.connection import Store
    from tests.api.pages.conftest import Browser

DAY = "asOf=2026-11-01"
UNTIL = (today() + timedelta(days=30)).isoformat()


@pytest.fixture
def path(district: Store, planner: Browser) -> Iterator[str]:
    """The address of a finding that nobody has decided on; as it was again afterwards."""
    row = planner.get(f"/findings.json?{DAY}&rule=S02&state=open").json()["rows"][0]
    yield f"/findings/{row['id']}"
    undo = """MATCH (f:Finding) WHERE f.rule = 'S02' SET f.state = 'open'
    REMOVE f.acceptedUntil, f.acceptedReason, f.acceptedBy, f.assignedTo, f.comments"""
    district.write(lambda tx: tx.run(undo).consume())


def field(page: str, name: str) -> str:
    """The value of a hidden field."""
    return str(re.findall(rf'name="{name}" value="([^"]*)"', page)[0])


def test_card_tells_rule_clause_numbers_cell_and_remedies(planner: Browser, path: str) -> None:
    page = planner.page(f"{path}?{DAY}")
    assert "小区服务站覆盖" in page and "公布数（325个、76.5%）" in page and "76.5 %" in page
    assert re.search(r"<td>08小区物业台账\.xlsx</td><td>小区台账</td><td class=\"c-number\">\d+</td>", page)
    assert "新建服务站" in page and "76.5 % → 76.7 %" in page
    assert re.search(
        r">平城区</a></th><td class=\"c-number\">487</td><td class=\"c-number\">425</td><td class=\"c-number\">325",
        page,
    )


def test_accepting_needs_no_script_and_reopening_takes_it_back(planner: Browser, path: str) -> None:
    revision = field(planner.page(path), "revision")
    done = planner.send(path, decision="accept", until=UNTIL, reason="选址中", revision=revision)
    assert (done.status_code, done.headers["location"].rpartition("?")[2]) == (303, "done=accept")
    page = planner.page(f"{path}?done=accept")
    assert "已接受，到期自动重开。" in page and "选址中" in page and UNTIL in page
    back = planner.send(path, decision="reopen", reason="", revision=field(page, "revision"))
    assert back.status_code == 303 and 'class="state open"' in planner.page(path)


def test_second_of_two_planners_is_told_and_loses_nothing(planner: Browser, path: str) -> None:
    revision = field(planner.page(path), "revision")
    assert planner.send(path, decision="assign", to="城建办", revision=revision).status_code == 303
    late = planner.send(path, decision="comment", text="先看房再定", revision=revision)
    assert late.status_code == 409 and "他人更改了这处缺口" in late.text and "先看房再定</textarea>" in late.text
    assert "城建办" in late.text and int(field(late.text, "revision")) == int(revision) + 1
    assert (
        planner.send(path, decision="comment", text="先看房再定", revision=field(late.text, "revision")).status_code
        == 303
    )
    assert "<p>先看房再定</p>" in planner.page(path)


@pytest.mark.parametrize(
    "fields",
    [
        {"decision": "accept", "until": "2020-01-01", "reason": "x"}, {"decision": "accept", "until": UNTIL, "reason": " "},
        {"decision": "accept", "until": "soon", "reason": "x"}, {"decision": "rank"},
        {"decision": "comment", "text": "长" * 2_001},
    ],
)  # fmt: skip
def test_what_cannot_be_decided_is_said_on_the_page(fields: dict[str, str], planner: Browser, path: str) -> None:
    answer = planner.send(path, revision=field(planner.page(path), "revision"), **fields)
    assert answer.status_code == 400 and 'role="alert"' in answer.text
    assert 'class="state open"' in planner.page(path)


def test_reader_sees_no_forms_and_no_other_street(scoped: Browser, planner: Browser, path: str) -> None:
    rows = planner.get(f"/findings.json?{DAY}&rule=S02").json()["rows"]
    own = next(row["id"] for row in rows if row["street"] == "永泰街道")
    other = next(row["id"] for row in rows if row["street"] != "永泰街道")
    assert 'name="decision"' not in scoped.page(f"/findings/{own}?{DAY}")
    scoped.page(f"/findings/{other}?{DAY}", 404)


def test_several_are_decided_on_at_once_and_those_that_cannot_stay_picked(planner: Browser, path: str) -> None:
    page = planner.page(f"/findings?{DAY}&rule=S02")
    first, second, third = re.findall(r'name="id" form="bulk" value="([^"]*)"', page)[:3]
    fields: dict[str, Any] = {"decision": "assign", "to": "物业办"}
    done = planner.send(f"/findings?{DAY}&rule=S02", id=[first, second], **fields)
    assert (done.status_code, done.headers["location"].rpartition("&")[2]) == (303, "done=2")
    late = planner.send(f"/findings?{DAY}&rule=S02", id=[first, third], **fields)
    assert late.status_code == 409 and "已处置 1 处，另有 1 处未能处置" in late.text
    assert len(re.findall(r"checked", late.text)) == 1 and first.partition(".")[0] in late.text
    assert planner.send(f"/findings?{DAY}", **fields).status_code == 400
