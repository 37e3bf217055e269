"""``structure`` and ``dual-roles``: what the shape of the network says, and who holds which two posts."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from api.cli.output import Format, need_output, say, show
from api.cli.session import open_session
from graph.messages import text

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

__all__ = ["run_dual_roles", "run_structure"]

IDENTITIES = ("node", "person", "body", "subordinate", "superior", "a", "b", "role_a", "role_b")
HEADINGS = {
    "loss": "后果", "label": "类别", "name": "名称", "area_code": "区域代码", "area": "区域", "person_name": "任职者",
    "cut_off": "断开的组织", "subordinate_label": "下级类别", "subordinate_name": "下级", "superior_label": "上级类别",
    "superior_name": "上级", "what": "情形", "layer": "图层", "below": "其下组织", "label_a": "甲类别", "name_a": "甲",
    "area_code_a": "甲区域代码", "label_b": "乙类别", "name_b": "乙", "area_code_b": "乙区域代码", "shared": "共有人数",
    "ties": "关系数", "betweenness": "中介度", "constraint": "约束", "cluster": "聚类", "size": "规模", "inside": "在内",
    "share_inside": "在内占比", "areas": "区域", "removed": "失去", "share_removed": "占比", "by_ties": "按关系数失去后",
    "at_random": "随机失去后", "title_a": "岗位甲", "body_a": "组织甲", "area_a": "区域甲", "title_b": "岗位乙",
    "body_b": "组织乙", "area_b": "区域乙", "policy": "政策", "basis": "依据", "condition": "条件", "met": "符合",
    "evidence": "关联证据",
}  # fmt: skip
POLICIES = {
    "encouraged": "鼓励", "allowed": "允许", "needsProcedure": "须经程序", "forbidden": "禁止", "notListed": "未列",
    "unknown": "未知",
}  # fmt: skip


def _snapshot(as_of: date, *, assume_terms_end: bool = False) -> nx.MultiDiGraph:
    with open_session() as session:
        return session.store.network(as_of, assume_terms_end=assume_terms_end)


def run_structure(
    analysis: str, as_of: date, options: dict[str, Any], format: Format, output: Path | None, *, assume_terms_end: bool
) -> None:
    """Runs one analysis and shows its rows; summary and method go to stderr in a table, into the document in JSON."""
    from graph.structure.catalogue import analysis_named

    need_output(format, output)
    work = analysis_named(analysis)
    result = work(_snapshot(as_of, assume_terms_end=assume_terms_end), **options)
    document = result.document()
    synthetic = "（示例数据）" if result.synthetic else ""
    title = f"{analysis}{synthetic} 截至 {as_of.isoformat()}"
    _show(result.to_frame(), document, title, format, output)
    if format is Format.table:
        say(json.dumps(document["summary"], ensure_ascii=False, default=str))
        say(json.dumps(document["method"], ensure_ascii=False, default=str))


def run_dual_roles(
    as_of: date,
    policy: tuple[str, ...],
    area: str | None,
    format: Format,
    output: Path | None,
    *,
    assume_terms_end: bool,
) -> None:
    """Every pair of posts that one person holds, with the policy of the pair and the evidence of the link."""
    from graph.coverage.dual_roles import find_dual_roles

    need_output(format, output)
    found = find_dual_roles(_snapshot(as_of, assume_terms_end=assume_terms_end), policy=policy, area=area)
    synthetic = "（示例数据）" if found.synthetic else ""
    title = f"交叉任职{synthetic} 截至 {as_of.isoformat()}"
    _show(found.to_frame(), found.document(), title, format, output)
    counts = found.to_frame()["policy"].value_counts()
    words = " · ".join(f"{POLICIES.get(str(name), name)} {count}" for name, count in counts.items())
    say(str(text("dual_roles.counted", count=len(found), words=words or "—")))


def _show(frame: pd.DataFrame, document: dict[str, Any], title: str, format: Format, output: Path | None) -> None:
    """A table for people has Chinese headings and names; the machine formats keep every column under its own name."""
    if format in (Format.table, Format.xlsx):
        frame = frame.drop(columns=[name for name in IDENTITIES if name in frame.columns]).rename(columns=HEADINGS)
    plain = frame.astype(object).where(frame.notna(), None)
    show(plain.to_numpy().tolist(), [str(name) for name in frame.columns], format=format, document=document, title=title,
         output=output)  # fmt: skip
