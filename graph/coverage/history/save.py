"""Saving a run: its numbers as nodes, and the life of its findings, in one transaction.

Numbers are kept for the district, streets and communities; findings carry cell coordinates, not values, and lead to the
home area of their target. A run as of an
earlier day than the newest saved one keeps its numbers and moves no finding: what is known of later days stands.
"""

from __future__ import annotations

import importlib.metadata
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from graph.coverage.facts import facts_of
from graph.coverage.finding import Finding
from graph.coverage.findings import plain
from graph.coverage.history.states import after_found, after_gone
from graph.coverage.history.stored import StoredFinding, read_stored
from graph.coverage.remedies import remedies_of
from graph.coverage.results import RuleResult, Run, numbers
from graph.errors import StoreRefused
from graph.messages import text
from graph.model import make_id
from graph.store.batches import lock_store
from graph.store.snapshot.read import read_version
from graph.store.statistics import renew_statistics

if TYPE_CHECKING:
    from neo4j import ManagedTransaction

    from graph.store.connection import Store

__all__ = ["SavedRun", "save_run"]

_NEWEST = "MATCH (r:Run) RETURN max(r.asOf) AS newest"
_RUN = "CREATE (r:Run) SET r = $properties"
_RESULTS = """
MATCH (run:Run {id: $run})
UNWIND $rows AS row
CREATE (r:RuleResult)-[:RESULT_OF {id: row.id + '-of'}]->(run) SET r = row.properties
"""
_SCOPES = """
UNWIND $rows AS row
MATCH (r:RuleResult {id: row.result}) MATCH (a:Area {id: row.area})
CREATE (s:ScopeResult)-[:PART_OF {id: row.id + '-of'}]->(r) SET s = row.properties
CREATE (s)-[:ABOUT {id: row.id + '-about'}]->(a)
"""
_FINDINGS = """
UNWIND $rows AS row
MERGE (f:Finding {id: row.id}) SET f += row.properties
WITH f, row WHERE row.found
MATCH (run:Run {id: $run}) MERGE (f)-[:FOUND_IN {id: f.id + '-' + $run}]->(run)
WITH f, row MATCH (home:Area {id: row.home}) WHERE NOT EXISTS { (f)-[:FOUND_AT]->(home) }
WITH f, home, COLLECT { MATCH (f)-[at:FOUND_AT]->() RETURN at } AS before
FOREACH (at IN before | DELETE at)
CREATE (f)-[:FOUND_AT {id: f.id + '-at'}]->(home)
"""
_ABOUT = """
UNWIND $rows AS row
MATCH (f:Finding {id: row.id}) WHERE NOT (f)-[:ABOUT]->()
MATCH (n:{label} {id: row.target}) CREATE (f)-[:ABOUT {id: f.id + '-about'}]->(n)
"""
_BATCH = 2_000


@dataclass(frozen=True, slots=True)
class SavedRun:
    """What saving did: the run's id, and how many findings are new, came back, are fixed, or are no longer accepted."""

    id: str
    new: int
    reopened: int
    fixed: int
    expired: int
    kept: int
    moved: bool


def save_run(store: Store, run: Run, *, by: str) -> SavedRun:
    """Writes a run and moves the findings of the rules and the area that it asked about.

    Raises ``StoreRefused`` where the store has changed since the snapshot was taken: the numbers would be of another graph.
    """
    saved = store.write(lambda tx: _save(tx, run, by))
    renew_statistics(store)
    return saved


def _save(tx: ManagedTransaction, run: Run, by: str) -> SavedRun:
    lock_store(tx, by)
    version, _ = read_version(tx)
    if version != run.G.graph.get("version"):
        raise StoreRefused("coverage.store_changed")
    newest = tx.run(_NEWEST).single(strict=True)["newest"]
    at = datetime.now(UTC)
    id = make_id("run", run.as_of, at, by)
    tx.run(_RUN, properties=_properties(run, id, at, by)).consume()
    _write_results(tx, run, id)
    moves = newest is None or run.as_of >= newest.to_native()
    return _write_findings(tx, run, id) if moves else SavedRun(id, 0, 0, 0, 0, 0, moved=False)


def _properties(run: Run, id: str, at: datetime, by: str) -> dict[str, Any]:
    area = run.index.nodes[run.area].get("code") if run.area else None
    libraries = {name: importlib.metadata.version(name) for name in ("networkx",)}
    settings = {
        "rules": {result.rule: result.compiled.rule.version for result in run.results},
        "assumeTermsEnd": bool(run.G.graph.get("assume_terms_end")),
        "storeVersion": run.G.graph.get("version"),
    }
    return {
        "id": id, "name": str(text("coverage.run_name", as_of=run.as_of).zh), "asOf": run.as_of, "at": at, "by": by,
        "areaCode": area, "settings": json.dumps(settings), "libraries": json.dumps(libraries),
        **({"synthetic": True} if run.G.graph.get("synthetic") else {}),
    }  # fmt: skip


def _write_results(tx: ManagedTransaction, run: Run, id: str) -> None:
    results, scopes = [], []
    for result in run.results:
        own = make_id("result", id, result.rule)
        results.append({"id": own, "properties": _result(result, own)})
        for scope in result.scopes("community"):
            part = make_id("scope", own, scope.area, scope.direct)
            told = _numbers(numbers(scope.counts, share=result.is_share, times=result.times))
            properties = {"id": part, "name": scope.name, "level": scope.level, "direct": scope.direct, **told}
            scopes.append({"id": part, "result": own, "area": scope.area, "properties": properties})
    _run(tx, _RESULTS, results, run=id)
    _run(tx, _SCOPES, scopes)


def _result(result: RuleResult, id: str) -> dict[str, Any]:
    rule = result.compiled.rule
    told = _numbers(numbers(result.counts, share=result.is_share, times=result.times))
    return {
        "id": id, "name": rule.name.zh, "rule": rule.id, "ruleVersion": str(rule.version), "status": rule.effective_status,
        "severity": rule.severity, "exemptBy": json.dumps(result.exempt_by), **told,
        **({"unit": rule.check["unit"]} if rule.check.get("unit") else {}),
    }  # fmt: skip


def _numbers(told: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if value is not None}


def _write_findings(tx: ManagedTransaction, run: Run, id: str) -> SavedRun:
    before = read_stored(tx)
    found = {finding.id: finding for finding in run.findings()}
    counts = dict.fromkeys(("new", "reopened", "fixed", "expired", "kept"), 0)
    rows = []
    for finding in found.values():
        known = before.get(finding.id)
        state = after_found(known.state if known else None, known.accepted_until if known else None, run.as_of)
        counts[_move(known.state if known else None, state)] += 1
        properties = _finding(run, finding, known, state)
        rows.append({"id": finding.id, "found": True, "home": finding.home, "properties": properties})
    proven = _proven(run)
    for stored in before.values():
        if stored.id in found or stored.state == "fixed":
            continue
        state = after_gone(stored.state, proven=(stored.rule, stored.target) in proven or _ended(run, stored))
        if state != stored.state:
            counts["fixed"] += 1
            properties = {"state": state, "lastSeen": stored.last_seen, "revision": stored.revision + 1}
            rows.append({"id": stored.id, "found": False, "properties": properties})
    _run(tx, _FINDINGS, rows, run=id)
    targets = [
        {"id": one.id, "target": one.target, "label": run.index.nodes[one.target]["label"]} for one in found.values()
    ]
    for label in {str(row["label"]) for row in targets}:
        base = run.index.labels_of(label)[0]
        _run(tx, _ABOUT.replace("{label}", base, 1), [row for row in targets if row["label"] == label])
    return SavedRun(id, **counts, moved=True)


def _move(before: str | None, after: str) -> str:
    if before is None:
        return "new"
    if before == "fixed":
        return "reopened"
    return "expired" if before == "accepted" and after == "open" else "kept"


def _finding(run: Run, finding: Finding, known: StoredFinding | None, state: str) -> dict[str, Any]:
    compiled = run[finding.rule].compiled
    facts = [{**fact.document(), "value": None} for fact in facts_of(run.index, finding, compiled)]
    return {
        "name": run.index.nodes[finding.target].get("name") or finding.rule, "rule": finding.rule, "targetId": finding.target,
        "severity": finding.severity, "state": state, "discriminator": finding.discriminator,
        "observed": json.dumps(plain(finding.observed), ensure_ascii=False, default=str),
        "expected": json.dumps(plain(finding.expected), ensure_ascii=False, default=str),
        "messageZh": finding.message.zh, "messageEn": finding.message.en, "witness": json.dumps(finding.witness),
        "facts": json.dumps(facts, ensure_ascii=False),
        "remedies": json.dumps([step.document() for step in remedies_of(run, finding)], ensure_ascii=False),
        "firstSeen": known.first_seen if known else run.as_of, "lastSeen": run.as_of,
        "revision": (known.revision if known else 0) + (known is None or known.state != state),
        **({"acceptedUntil": None, "acceptedReason": None} if known and known.state == "accepted" != state else {}),
        **({"synthetic": True} if run.G.graph.get("synthetic") else {}),
    }  # fmt: skip


def _proven(run: Run) -> set[tuple[str, str]]:
    """Rule and target of everything that the run asked and got an answer to."""
    return {
        (result.rule, outcome.target)
        for result in run.results
        for outcome in result.outcomes
        if outcome.state != "unknown"
    }


def _ended(run: Run, stored: StoredFinding) -> bool:
    """Whether the target is no longer among the rule's targets: the rule ran over the whole district and it is not there."""
    whole = run.area is None or run.area == run.index.areas.root
    ran = next((result for result in run.results if result.rule == stored.rule), None)
    asked = ran is not None and stored.target not in ran.left_out
    return whole and ran is not None and asked and all(outcome.target != stored.target for outcome in ran.outcomes)


def _run(tx: ManagedTransaction, statement: str, rows: list[dict[str, Any]], **parameters: Any) -> None:
    for part in _parts(rows):
        tx.run(statement, rows=part, **parameters).consume()


def _parts(rows: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    for start in range(0, len(rows), _BATCH):
        yield rows[start : start + _BATCH]
