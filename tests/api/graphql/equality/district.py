"""A small district with something of everything, as the program itself writes it, and then what no roster says.

The hand-made workbooks (two streets, every kind of roster) are loaded as of the spring; a roster comes back changed in the
autumn; coverage is saved at both dates and once more for one street; findings are decided upon. Then come the corners that
rosters seldom have: ended and doubled relationships, two parents, a circle, empty texts and lists, quotes, emoji, plans.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import graph
from graph.coverage.history import accept_finding, assign_finding, comment_finding, save_run, stored_findings
from graph.model import load_model
from graph.store.connection import Store
from graph.store.schema import ensure_schema
from loaders.linking.secret import Key
from loaders.load import LoadOptions, load_files

__all__ = ["AUTUMN", "DAYS", "SPRING", "STREETS", "TRAPS", "fill"]

WORKBOOKS = Path(__file__).parents[3] / "loaders" / "sheets" / "workbooks"
SPRING, AUTUMN = date(2026, 6, 1), date(2026, 11, 1)
DAYS = (SPRING, AUTUMN, date(2026, 8, 15), date(2024, 6, 1), date(2021, 5, 31), date(2027, 7, 1), date(1950, 1, 1))
"""Days that questions are asked for: both loads, between them, before and after most of what is dated."""

STREETS = ("140213050000", "140213064000")
TRAPS = (
    "", " ", "'", '"', "\\", "`", "}) DETACH DELETE n //", "$asOf", "%", "null", "平城", "中文「引号」", "🏘️", "İ", "ß", "\u200b",
    "＊＊", "a\nb", "*:*", "AND OR NOT", "~1", "𠮷",
)  # fmt: skip
"""Texts that upset whoever pastes them into a statement, an index or a message."""

RULES = ("G01", "G21", "N04", "N05", "N08", "P14", "S02", "S04", "S16", "Y06", "Y18")
"""The rules whose coverage is saved: several kinds, severities and labels of targets."""

_KEY = Key(b"fictional people of no district.")
_CHANGED = "10branch_secretaries.csv"
_EDITS = (("\t5名\t", "\t6名\t"), ("杨晓燕", "钱小梅"), ("2027-06-18", "2027-09-30"))
_GONE = "\t松涛园\t"


def fill(store: Store, folder: Path) -> None:
    """Fills an empty store; ``folder`` takes the changed roster. The same every time, but for clocks and what hangs on them."""
    ensure_schema(store)
    load_files(store, _KEY, [WORKBOOKS], LoadOptions(as_of=SPRING, by="第一人"))
    _save(store, SPRING)
    _load_again(store, folder)
    _save(store, AUTUMN)
    _save(store, AUTUMN, area=STREETS[0])
    _decide(store)
    plant_nodes(store, _NODES)
    plant_ties(store, _TIES)
    _double(store)


def _save(store: Store, day: date, area: str | None = None) -> None:
    save_run(store, graph.run_rules(store.network(day, area), rules=RULES), by="分析员")


def _load_again(store: Store, folder: Path) -> None:
    text = (WORKBOOKS / _CHANGED).read_text(encoding="utf-16")
    for old, new in _EDITS:
        assert old in text
        text = text.replace(old, new)
    kept = [line for line in text.splitlines() if _GONE not in line]
    path = folder / _CHANGED
    path.write_text("\n".join(kept), encoding="utf-16")
    load_files(store, _KEY, [path], LoadOptions(as_of=AUTUMN, by="第二人", scope=STREETS[1], allow_ending=1.0))


def _decide(store: Store) -> None:
    """Some findings accepted, assigned and commented, in order of id so that it is the same ones every time."""
    ids = sorted(found.id for found in stored_findings(store).values() if found.state == "open")
    for id in ids[::9]:
        accept_finding(store, id, until=date(2027, 1, 1), reason="按计划推进", by="统筹员", on=AUTUMN)
    for id in ids[1::9]:
        assign_finding(store, id, to="永泰街道党建办", by="统筹员")
        comment_finding(store, id, words='已联系"居委会"', by="统筹员")


def plant_nodes(store: Store, rows: Iterable[dict[str, Any]]) -> None:
    """Writes nodes, each a dict of properties with its type under ``label``; all are marked as fictional."""
    for row in rows:
        values = {name: value for name, value in row.items() if name != "label"} | {"synthetic": True}
        labels = ":".join(load_model().labels_of(row["label"]))
        _run(store, f"CREATE (n:{labels}) SET n = $values", values=values)


def plant_ties(store: Store, rows: Iterable[tuple[str, str, str, dict[str, Any]]]) -> None:
    """Writes relationships, each as start, kind, end and properties; an end is an id or ``label:code or name``."""
    for start, kind, end, values in rows:
        ends = {"a": _found(store, start), "b": _found(store, end)}
        told = {"id": f"planted-{kind}-{start}-{end}", **values}
        statement = f"MATCH (a {{id: $a}}) MATCH (b {{id: $b}}) CREATE (a)-[r:{kind}]->(b) SET r = $values"
        _run(store, statement, **ends, values=told)


def _run(store: Store, statement: str, **parameters: Any) -> None:
    store.write(lambda tx: tx.run(statement, parameters).consume())


def _found(store: Store, words: str) -> str:
    label, _, name = words.partition(":")
    if not name:
        return words
    row = store.one(
        f"MATCH (n:{label}) WHERE n.code = $name OR n.name = $name OR n.id = $name RETURN n.id AS id ORDER BY n.id",
        name=name,
    )
    assert row is not None, words
    return str(row["id"])


def _double(store: Store) -> None:
    """Some neighbours joined twice by one kind, with other dates and words, as files that disagree leave them."""
    for kind in ("SERVES", "MEMBER_OF", "BASED_IN", "COVERS", "STEP", "RESPONSIBLE_FOR"):
        statement = (
            f"MATCH (a)-[r:{kind}]->(b) WITH a, r, b ORDER BY r.id LIMIT 6 CREATE (a)-[s:{kind}]->(b) "
            "SET s = properties(r), s.id = r.id + '-again', s.validFrom = date('2024-06-01')"
        )
        _run(store, statement)


_D1 = date(2025, 1, 1)
_NODES: tuple[dict[str, Any], ...] = (
    {"label": "Grid", "id": "area-planted-1", "name": "\"引号'网格`", "households": 0, "aliases": []},
    {"label": "Grid", "id": "area-planted-2", "name": "🏘️ 𠮷网格", "households": -1, "persons": 999_999_999, "code": ""},
    {"label": "Grid", "id": "area-planted-3", "name": "", "aliases": ["", "İstanbul ß", "}) DETACH DELETE n //"]},
    {"label": "Compound", "id": "area-planted-4", "name": "未来小区", "validFrom": date(2027, 1, 1), "households": 12,
     "lon": 113.25, "lat": 40.0},
    {"label": "Community", "id": "area-planted-5", "name": "旧社区", "validTo": _D1, "code": "140213050999"},
    {"label": "Community", "id": "area-planted-6", "name": "无上级社区", "code": "140213999001", "households": 310},
    {"label": "Unit", "id": "org-planted-1", "name": "示例%单位_一", "shortName": "单位", "aliases": ["李四的单位"],
     "pinyin": "shi li dan wei", "initials": "sldw", "staff": 7},
    {"label": "PartyOrganisation", "id": "org-planted-2", "name": "Ⅳ第ＡＢＣ党支部", "pinyin": "di abc dang zhi bu",
     "initials": "dabc", "termStart": date(2024, 2, 29), "kind": "branch"},
    {"label": "Person", "id": "person-planted-1", "name": "欧阳 明", "pinyin": "ou yang ming", "initials": "oym",
     "phone": "138****0001"},
    {"label": "Person", "id": "person-planted-2", "nameless": True},
    {"label": "Tenure", "id": "tenure-planted-1", "validFrom": date(2020, 1, 1), "validTo": date(2026, 8, 15), "mode": "elected"},
    {"label": "Tenure", "id": "tenure-planted-2", "validFrom": date(2026, 8, 15), "mode": "seconded", "fullTime": True},
    {"label": "Plan", "id": "plan-planted-1", "name": "补网格", "title": "补网格", "author": "统筹员", "state": "draft",
     "asOf": AUTUMN, "expected": json.dumps({"rules": ["S02"], "gain": 1.5})},
    {"label": "Plan", "id": "plan-planted-2", "name": "空方案", "title": "", "state": "closed"},
    {"label": "Change", "id": "change-planted-1", "name": "建站", "order": 1, "kind": "addFacility", "state": "proposed",
     "parameters": json.dumps({"名": "站"}, ensure_ascii=False), "on": date(2027, 1, 1)},
    {"label": "Change", "id": "change-planted-2", "name": "换届", "order": 2, "kind": "fillPost", "state": "expected"},
)  # fmt: skip
_TIES: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
    ("area-planted-1", "WITHIN", "Community:140213050001", {}),
    ("area-planted-1", "WITHIN", "Community:140213064001", {"validFrom": date(2026, 8, 1)}),
    ("area-planted-2", "WITHIN", "Community:140213064002", {"validTo": AUTUMN}),
    ("area-planted-2", "WITHIN", "Community:140213050002", {"validFrom": AUTUMN}),
    ("area-planted-3", "WITHIN", "area-planted-5", {}),
    ("area-planted-4", "WITHIN", "Community:140213050001", {}),
    ("area-planted-5", "WITHIN", "Street:140213050000", {}),
    ("area-planted-5", "SUCCEEDED_BY", "Community:140213050001", {"kind": "merge", "validFrom": _D1}),
    ("area-planted-5", "SUCCEEDED_BY", "Community:140213064001", {"kind": "split"}),
    ("area-planted-1", "COVERS", "area-planted-4", {}),
    ("area-planted-1", "ADJACENT_TO", "area-planted-2", {}),
    ("area-planted-2", "ADJACENT_TO", "area-planted-1", {"id": "back"}),
    ("area-planted-3", "ADJACENT_TO", "area-planted-3", {}),
    ("Street:140213050000", "ADJACENT_TO", "Street:140213064000", {}),
    ("org-planted-1", "BASED_IN", "area-planted-1", {}),
    (
        "org-planted-1",
        "SERVES",
        "Street:140213064000",
        {"mode": "代管", "contractOn": _D1, "validTo": date(2027, 1, 1)},
    ),
    ("org-planted-2", "BASED_IN", "Community:140213064001", {}),
    ("org-planted-2", "BASED_IN", "Community:140213050001", {}),
    ("org-planted-2", "SUBORDINATE_TO", "org-planted-2", {}),
    ("org-planted-2", "SUBORDINATE_TO", "PartyOrganisation:永泰街道党工委", {}),
    ("org-planted-1", "PAIRED_WITH", "Facility:大同市平城区党群服务中心", {"joint": "阵地联用"}),
    ("org-planted-1", "PAIRED_WITH", "area-planted-2", {"jointText": "其他"}),
    ("person-planted-1", "OWNER_IN", "area-planted-4", {"declared": "yes"}),
    ("person-planted-1", "OWNER_IN", "Compound:学府南苑", {"declared": "unknown", "validTo": AUTUMN}),
    ("person-planted-1", "WORKS_AT", "org-planted-1", {}),
    (
        "person-planted-2",
        "CHECKED_IN",
        "area-planted-1",
        {"on": date(2026, 3, 1), "willingElsewhere": True, "services": 3},
    ),
    ("person-planted-2", "CHECKED_IN", "Community:140213064001", {"services": 0, "speciality": ""}),
    ("tenure-planted-1", "HOLDER", "person-planted-1", {}),
    ("tenure-planted-1", "OF_POST", "Post:市容监管股", {}),
    ("tenure-planted-2", "HOLDER", "person-planted-1", {}),
    ("tenure-planted-2", "OF_POST", "Post:负责人", {}),
    ("tenure-planted-2", "SECONDED_FROM", "org-planted-1", {"fullTime": False, "validFrom": date(2026, 9, 1)}),
    ("change-planted-1", "STEP_OF", "plan-planted-1", {}),
    ("change-planted-2", "STEP_OF", "plan-planted-1", {}),
    ("change-planted-1", "TARGETS", "area-planted-1", {}),
    ("change-planted-1", "TARGETS", "Community:140213064001", {}),
    ("change-planted-2", "TARGETS", "person-planted-1", {}),
)
