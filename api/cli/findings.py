"""``findings`` and ``explain``: gaps one by one, what people decided about them, and what each rests on."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from api.cli.coverage import SEVERITIES, WORDS, Asked, run_on_store
from api.cli.output import Format, need_output, put, say, show
from api.cli.session import open_session
from graph.errors import UsageError
from graph.messages import text

if TYPE_CHECKING:
    from graph.coverage.finding import Finding
    from graph.coverage.findings import Findings
    from graph.coverage.history import StoredFinding
    from graph.coverage.results import Run

__all__ = ["run_accept", "run_assign", "run_comment", "run_explain", "run_findings", "run_reopen"]

STATES = {"open": "未销号", "accepted": "已接受", "planned": "已列方案", "fixed": "已销号"}
HEADINGS = [
    "编号", "规则", "程度", "街道", "社区", "网格", "对象", "说明", "状态", "首次发现", "接受至", "承办", "文件", "工作表",
    "行", "列",
]  # fmt: skip


def run_findings(asked: Asked, *, state: str | None, fail_on: str | None, format: Format, output: Path | None) -> int:
    """Lists findings with what the store remembers of each."""
    from graph.coverage.history import stored_findings

    need_output(format, output)
    if state is not None and state not in STATES:
        raise UsageError("coverage.no_state", value=state, known=" ".join(STATES))
    if fail_on is not None and fail_on not in SEVERITIES:
        raise UsageError("coverage.no_severity", value=fail_on, known=" ".join(SEVERITIES))
    with open_session() as session:
        run = run_on_store(session, asked)
        stored = stored_findings(session.store)
    findings = run.findings()
    chosen = [one for one in findings if state in (None, _state(stored.get(one.id)))]
    gone = [one for one in stored.values() if one.state == "fixed" and state == "fixed"]
    documents = [_document(findings, one, stored.get(one.id)) for one in chosen]
    rows = [_row(findings, one, stored.get(one.id), told) for one, told in zip(chosen, documents, strict=True)]
    rows += [_fixed_row(one) for one in gone]
    document = {
        "version": 1,
        "asOf": run.as_of.isoformat(),
        "findings": documents + [_fixed_document(one) for one in gone],
    }
    synthetic = "（示例数据）" if run.G.graph.get("synthetic") else ""
    show(rows, HEADINGS, format=format, document=document, title=f"缺口{synthetic} 截至 {run.as_of}", output=output)
    say(str(text("coverage.found", count=len(rows))))
    over = SEVERITIES[: SEVERITIES.index(fail_on) + 1] if fail_on else ()
    return int(any(one.severity in over and _state(stored.get(one.id)) == "open" for one in chosen))


def _state(stored: StoredFinding | None) -> str:
    """What is found now is open, whatever was fixed before; a decision stands."""
    return stored.state if stored and stored.state in ("accepted", "planned") else "open"


def _document(findings: Findings, finding: Finding, stored: StoredFinding | None) -> dict[str, Any]:
    told = findings.document(finding)
    as_of = findings.run.as_of.isoformat()
    told |= {
        "state": _state(stored), "firstSeen": stored.first_seen.isoformat() if stored else as_of,
        "lastSeen": as_of,
    }  # fmt: skip
    if stored:
        told |= {
            "acceptedUntil": stored.accepted_until.isoformat() if stored.accepted_until else None,
            "acceptedReason": stored.accepted_reason, "assignedTo": stored.assigned_to, "comments": list(stored.comments),
            "revision": stored.revision,
        }  # fmt: skip
    return told


def _fixed_document(stored: StoredFinding) -> dict[str, Any]:
    return {
        "id": stored.id, "rule": stored.rule, "severity": stored.severity, "target": {"id": stored.target},
        "message": {"zh": stored.message_zh, "en": stored.message_en}, "state": "fixed",
        "firstSeen": stored.first_seen.isoformat(), "lastSeen": stored.last_seen.isoformat(),
    }  # fmt: skip


def _row(findings: Findings, finding: Finding, stored: StoredFinding | None, told: dict[str, Any]) -> list[object]:
    area = told["area"]
    places = [area[level]["name"] if area[level] else "" for level in ("street", "community", "grid")]
    cell = told["facts"][0] if told["facts"] else {}
    return [
        finding.id, finding.rule, WORDS[finding.severity], *places, told["target"]["name"], finding.message.zh,
        STATES[_state(stored)], told["firstSeen"], stored.accepted_until if stored else None,
        stored.assigned_to if stored else None, *(cell.get(name) for name in ("file", "sheet", "row", "column")),
    ]  # fmt: skip


def _fixed_row(stored: StoredFinding) -> list[object]:
    return [
        stored.id, stored.rule, WORDS[stored.severity], "", "", "", "", stored.message_zh, STATES["fixed"], stored.first_seen,
        None, stored.assigned_to, "", "", "", "",
    ]  # fmt: skip


def run_accept(id: str, until: date, reason: str, on: date) -> None:
    """Accepts a finding until a day."""
    from graph.coverage.history import accept_finding

    with open_session() as session:
        _say(accept_finding(session.store, id, until=until, reason=reason, by=getpass.getuser(), on=on))


def run_reopen(id: str) -> None:
    """Opens it again."""
    from graph.coverage.history import reopen_finding

    with open_session() as session:
        _say(reopen_finding(session.store, id, by=getpass.getuser()))


def run_assign(id: str, to: str) -> None:
    """Says who sees to it."""
    from graph.coverage.history import assign_finding

    with open_session() as session:
        _say(assign_finding(session.store, id, to=to, by=getpass.getuser()))


def run_comment(id: str, words: str) -> None:
    """Adds a comment."""
    from graph.coverage.history import comment_finding

    with open_session() as session:
        _say(comment_finding(session.store, id, words=words, by=getpass.getuser()))


def _say(stored: StoredFinding) -> None:
    until = f" {stored.accepted_until}" if stored.accepted_until else ""
    say(str(text("coverage.decided", id=stored.id, state=f"{STATES[stored.state]}{until}")))


def run_explain(id: str, asked: Asked, format: Format, output: Path | None) -> None:
    """Everything about one finding: rule, clause, numbers, cells, remedies."""
    from graph.coverage.history import stored_findings

    with open_session() as session:
        stored = stored_findings(session.store)
        run = run_on_store(session, asked)
    findings = run.findings()
    start = id if id.startswith("finding-") else f"finding-{id}"
    found = [one for one in findings if one.id.startswith(start)]
    if len(found) != 1:
        known = [one for one in stored.values() if one.id.startswith(start)]
        if not found and len(known) == 1:
            raise UsageError("coverage.not_now", id=known[0].id, message=known[0].message_zh, as_of=run.as_of)
        raise UsageError("coverage.no_such_finding" if not found else "coverage.many_findings", id=id)
    document = _document(findings, found[0], stored.get(found[0].id))
    document |= {"version": 1, "asOf": run.as_of.isoformat(), "numbers": _numbers(run, found[0])}
    if format is Format.table:
        put("".join(f"{line}\n" for line in _lines(run, found[0], document)))
        return
    rows = [[fact["file"], fact["sheet"], fact["row"], fact["column"], fact["value"]] for fact in document["facts"]]
    show(rows, ["文件", "工作表", "行", "列", "值"], format=format, document=document, title="依据", output=output)


def _numbers(run: Run, finding: Finding) -> list[dict[str, Any]]:
    """The rule's numbers for every area above the target, from the top down to its community."""
    result = run[finding.rule]
    return [
        scope.document(share=result.is_share, times=result.times)
        for scope in result.scopes("community")
        if scope.area in finding.path and not scope.direct
    ]


def _lines(run: Run, finding: Finding, document: dict[str, Any]) -> Iterator[str]:
    from api.cli.coverage import STATUSES, rate

    rule = run[finding.rule].compiled.rule
    if run.G.graph.get("synthetic"):
        yield "示例数据 / fictional sample data"
    status = STATUSES[rule.effective_status]
    yield f"{finding.id}  [{WORDS[finding.severity]}] {rule.id} {rule.name.zh} / {rule.name.en}（{status}）"
    yield f"  {finding.message.zh}"
    yield f"  {finding.message.en}"
    places = [place["name"] for place in document["area"].values() if place]
    yield f"对象 target：{document['target']['name']}（{' / '.join(places)}）"
    yield f"状态 state：{STATES[document['state']]}，首次发现 first seen {document['firstSeen']}"
    yield "依据 basis："
    for basis in rule.basis:
        since = f"，{basis.since} 起施行" if basis.since else ""
        unsure = "，待核实" if basis.unconfirmed or basis.grade == "M" else ""
        yield f"  {basis.document}{basis.article or ''}（证据等级 {basis.grade}{since}{unsure}）"
    yield "数字 numbers（总数＝应建＋豁免；应建＝实建＋缺口＋未知）："
    for scope in document["numbers"]:
        told = {name: scope[name] for name in ("total", "due", "present", "gap", "unknown", "exempt")}
        share = rate(scope["ratioLow"], scope["ratioHigh"])
        yield (
            f"  {scope['area']['name']}：总数 {told['total']} 应建 {told['due']} 实建 {told['present']} 缺口 {told['gap']} "
            f"未知 {told['unknown']} 豁免 {told['exempt']}  {share}"
        )
    yield "事实 facts："
    for fact in document["facts"]:
        where = f"{fact['file']} [{fact['sheet']}] 第{fact['row']}行" if fact["file"] else "—"
        column = f" {fact['column']}列（{fact['heading']}）" if fact["column"] else ""
        value = "" if fact["property"] is None else f"＝{'（空）' if fact['value'] is None else fact['value']}"
        yield f"  {fact['of']}{value}  ← {where}{column}"
    yield "补救 remedies："
    for step in document["remedies"]:
        gain = step["gain"]
        more = f"（{100 * gain['before']:.2f} % → {100 * gain['after']:.2f} %）" if gain["after"] is not None else ""
        yield f"  {step['order']}. {step['zh']} / {step['en']}{more}"
