"""Findings and links in the small town, and mutations on them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from api.accounts.labels import ensure_accounts
from api.accounts.viewer import LOCAL, Viewer
from graph.as_of import today
from graph.store.connection import Store

Write = Callable[..., Any]
FINDING, LINK = "state revision acceptedUntil acceptedReason assignedTo", "id state decidedBy at reason"


@pytest.fixture
def write(ask: Callable[..., Any]) -> Write:
    """Runs one mutation: ``write("reopenFinding", id=…, viewer=…)``; enumerations as ``Name`` objects of their own."""

    def run(name: str, *, viewer: Viewer = LOCAL, **arguments: Any) -> Any:
        kinds = {
            "id": "ID!",
            "revision": "Int!",
            "until": "Date!",
            "to": "String!",
            "text": "String!",
            "state": "LinkState!",
        }
        kinds["reason"] = "String!" if name == "acceptFinding" else "String"
        declared = ", ".join(f"${key}: {kinds[key]}" for key in arguments)
        given = ", ".join(f"{key}: ${key}" for key in arguments)
        fields = LINK if name.endswith("Link") else FINDING
        return ask(f"mutation ({declared}) {{ {name}({given}) {{ {fields} }} }}", arguments, viewer=viewer)

    return run


@pytest.fixture
def finding(town: Any) -> str:
    """An open finding of revision 3 about grid g1, at home there, and one of grid g5 in the other street."""
    ensure_accounts(town.store)
    for grid in ("g1", "g5"):
        town.node(
            f"finding-{grid}", "Finding", name=grid, rule="S02", targetId=f"area-{grid}", severity="amber", state="open",
            revision=3, firstSeen=date(2026, 10, 1), lastSeen=today(), messageZh="缺", messageEn="gap",
        )  # fmt: skip
        town.join(f"finding-{grid}", "ABOUT", f"area-{grid}")
        town.join(f"finding-{grid}", "FOUND_AT", f"area-{grid}")
    return "finding-g1"


@pytest.fixture
def link(
    govgraph: Callable[..., Any], write_roster: Callable[..., Path], write_codes: Callable[..., Path], store: Store
) -> str:
    """The one link that waits, between the secretary and the director of a compound in 永泰街道."""
    write_roster("网格.csv", ["社区", "网格名称", "网格长"], [["康吉社区", "第1网格", "张春生"]])
    write_roster(
        "小区台账.csv", ["社区", "小区名称", "网格", "户数", "楼栋数"], [["康吉社区", "锦绣花园", "第1网格", 300, 4]]
    )
    write_roster(
        "党支部书记花名册.csv", ["社区", "小区名称", "党支部名称", "姓名", "任职时间"],
        [["康吉社区", "锦绣花园", "锦绣花园党支部", "郑志强", "2021-05-01"]],
    )  # fmt: skip
    write_roster(
        "业委会成员名单.csv", ["社区", "小区名称", "组织类型", "任期起", "姓名", "职务"],
        [["康吉社区", "锦绣花园", "业委会", "2024-03-01", "郑志强", "主任"]],
    )  # fmt: skip
    assert govgraph("load", write_codes().parent).code == 0
    ensure_accounts(store)
    row = store.one("MATCH (l:Link {state: 'pending'}) RETURN l.id AS id")
    assert row is not None
    return str(row["id"])


@pytest.fixture
def audited(store: Store) -> Callable[[], list[tuple[Any, ...]]]:
    """Who, which field, which item and which code every entry of the audit tells, oldest first."""

    def told() -> list[tuple[Any, ...]]:
        rows = store.rows("MATCH (e:AuditEntry) RETURN properties(e) AS e ORDER BY e.number")
        return [(row["e"]["who"], *row["e"]["fields"], *row["e"]["targets"], row["e"].get("code")) for row in rows]

    return told
