"""docs/reference/rules.md: every shipped rule, from graph/coverage/rules/*.yaml."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from graph.coverage.catalogue import load_rules
from graph.coverage.rule import Rule

__all__ = ["rules_page"]

STATUS = {"rule": "规则", "advice": "提示（依据未核实）", "comparison": "对照", "off": "停用"}
SEVERITY = {"red": "违", "amber": "缺", "blue": "议", "grey": "数"}
FAMILIES = {
    "P": "党组织 Party organisations",
    "G": "网格与两委 grids and committees",
    "Y": "小区与物业 compounds and property service",
    "S": "服务与队伍 services and volunteers",
    "N": "关系、数据与个人信息 network, data and privacy",
}
INTRO = """\
来自 `graph/coverage/rules/*.yaml`。程度：违＝违反有约束力的条文，缺＝应有而没有，议＝建议，数＝数据问题。
证据等级：L 读过条文，S、C 见于来源（C 为外地做法，此地不具约束力），A 公布数，D 本项目设计，M 凭记忆待核实。

From `graph/coverage/rules/*.yaml`. Grades: L the article was read; S, C seen in a source (C: another place's practice);
A published figures; D our own design; M from memory, to be checked."""


def rules_page(note: str, table: Callable[[Sequence[str], Iterable[Sequence[object]]], str]) -> str:
    """The page: a table of all, then each rule by family."""
    rules = [rule.rule for rule in load_rules().values()]
    rows = [(f"[{r.id}](#{r.id.lower()})", r.name.zh, r.name.en, r.kind, STATUS[r.effective_status], SEVERITY[r.severity])
            for r in rules]  # fmt: skip
    parts = [f"# 规则目录 / the catalogue of rules\n\n{note}\n\n{INTRO}\n\n共 {len(rules)} 条。\n"]
    parts.append(table(("规则", "名称", "name", "kind", "性质", "程度"), rows))
    for letter, family in FAMILIES.items():
        own = [rule for rule in rules if rule.id.startswith(letter)]
        if own:
            parts.append(f"\n## {family}\n")
            parts += [_section(rule) for rule in own]
    return "\n".join(parts).rstrip() + "\n"


def _section(rule: Rule) -> str:
    lines = [
        f"\n### {rule.id}",
        "",
        f"**{rule.name.zh}** / {rule.name.en} · {STATUS[rule.effective_status]} · {SEVERITY[rule.severity]}",
        "",
    ]
    lines.append(f"- 提示语 message：{rule.message.zh}")
    if rule.due:
        lines.append(f"- 不计入应建 not due：{rule.due.otherwise.zh} / {rule.due.otherwise.en}")
    for name, values in rule.thresholds.items():
        told = "；".join(f"{one.value}{one.unit or ''}（自 {one.since}）" for one in values) or "未设 none"
        lines.append(f"- 阈值 `{name}`：{told}")
    for basis in rule.basis:
        since = f"，{basis.since} 起" if basis.since else ""
        lines.append(f"- 依据 basis：{basis.document}{basis.article or ''}（{basis.grade}{since}）")
    lines += [f"- 对照 peer：{peer.place.zh} {peer.value:g}（{peer.source}）" for peer in rule.peers]
    lines += [f"- 补救 {order}：{one.zh} / {one.en}" for order, one in enumerate(rule.remedies, 1)]
    return "\n".join(lines)
