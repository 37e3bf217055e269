"""Running rules over a graph: every target is exempt, present, a gap or unknown, and what is a gap is a finding.

total = due + exempt; due = present + gap + unknown. Exempt: an Exemption alive on the date, or the rule's due-condition is
false. A condition that cannot be known makes the target due and unknown, and so does a roster that was never loaded for
the target's area. Cost is linear in targets times the neighbours that a rule looks at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

import networkx as nx

from graph.as_of import today
from graph.collector import collector_paused
from graph.coverage.catalogue import load_rules, rule_named
from graph.coverage.compiled import CompiledRule
from graph.coverage.finding import Finding, finding_id
from graph.coverage.naming import name_of
from graph.coverage.outcome import Outcome
from graph.coverage.overrides import PLAIN, Overrides, document_of
from graph.coverage.pack import Pack
from graph.coverage.query import Scope
from graph.coverage.results import RuleResult, Run
from graph.coverage.scopes import scope_of
from graph.coverage.verdict import GAP, Notice, Verdict
from graph.store.snapshot import Index, area_named, index_of

__all__ = ["area_named", "evaluate", "run_rules"]


def run_rules(
    G: nx.MultiDiGraph,
    rules: Iterable[str | CompiledRule] | None = None,
    *,
    area: str | None = None,
    packs: Iterable[Pack] = (),
    progress: Callable[[str], None] = lambda _: None,
) -> Run:
    """Every rule (or those given, by id or as read from a file) on a graph, for all targets or those of one area.

    ``area`` is a code or an id; a graph that is the part of an area (``Store.network(area=…)``) is asked for that area.
    ``packs`` change thresholds, severities and switches by area, and add rules (:mod:`graph.coverage.packs`).

    Raises ``UsageError`` for an unknown rule or area (with the nearest), and where the area tree cannot be used (a circle,
    two tops).
    """
    as_of: date = G.graph.get("as_of") or today()
    area = area if area is not None else G.graph.get("area")
    with collector_paused():
        index = index_of(G)
        top = area_named(index, area) if area is not None else index.areas.root
        inside = index.areas.inside(top) if area is not None and top is not None else None
        overrides = Overrides(packs, index, as_of)
        results = []
        for rule in _chosen(rules, overrides):
            progress(rule.id)
            results.append(_result(rule, index, as_of, top, inside, overrides))
    return Run(G, index, results, as_of, top, overrides)


def _chosen(rules: Iterable[str | CompiledRule] | None, overrides: Overrides) -> list[CompiledRule]:
    added = {id: rule for id, (rule, _, _) in overrides.added.items()}
    if rules is None:
        return [*(rule for rule in load_rules().values() if rule.rule.effective_status != "off"), *added.values()]
    named = (added.get(rule.upper()) or rule_named(rule) if isinstance(rule, str) else rule for rule in rules)
    return list(named)


def _result(
    rule: CompiledRule, index: Index, as_of: date, top: str | None, inside: set[str] | None, overrides: Overrides
) -> RuleResult:
    """One rule's result; a rule that a pack adds is asked in the pack's area only."""
    own = overrides.added.get(rule.id)
    if own is None or own[0] is not rule:
        return evaluate(rule, index, as_of, top=top, inside=inside, overrides=overrides)
    _, pack, area = own
    if area is not None:
        below = index.areas.inside(area)
        inside = below if inside is None else inside & below
    found = evaluate(rule, index, as_of, top=top, inside=inside)
    found.overrides = [document_of(pack, rule.id, index)]
    return found


def evaluate(
    rule: CompiledRule,
    index: Index,
    as_of: date,
    *,
    top: str | None = None,
    inside: set[str] | None = None,
    overrides: Overrides | None = None,
) -> RuleResult:
    """One rule on a graph; ``inside``: only targets whose home is one of these areas.

    Where packs change the rule, each of its variants is asked of the targets whose home it holds for; targets for which it
    is switched off are in no number (``left_out`` of the result).
    """
    exempted = _exempted(rule, index)
    finds = rule.rule.effective_status != "comparison"
    result = RuleResult(rule, [], [], index, top)
    used: dict[Pack, None] = {}
    variants = overrides.variants(rule.id) if overrides else (PLAIN,)
    for variant in variants:
        scope = scope_of(rule, index, as_of, variant.thresholds_of(rule, as_of))
        targets = [(target, index.areas.home(target)) for target in scope.population]
        if inside is not None:
            targets = [one for one in targets if one[1] in inside]
        if overrides is not None and len(variants) > 1:
            targets = [one for one in targets if overrides.of(rule.id, one[1]) is variant]
        if targets:
            used.update(dict.fromkeys(variant.packs))
        if variant.off:
            result.left_out += [target for target, _ in targets]
            continue
        for target, home in targets:
            outcome = _outcome(rule, scope, target, home, exempted)
            result.outcomes.append(outcome)
            verdict = outcome.verdict
            if finds and verdict is not None and (verdict.state == GAP or verdict.notices):
                result.findings += _findings(rule, scope, outcome, verdict, variant.severity)
    result.findings.sort(key=lambda finding: _place_of(index, finding))
    result.overrides = [document_of(pack, rule.id, index) for pack in used]
    return result


def _place_of(index: Index, finding: Finding) -> tuple[list[str], str, str]:
    """By the codes of the areas above, then by the target: an order that no way of reading the graph changes."""
    nodes = index.nodes
    return [str(nodes[id].get("code") or id) for id in finding.path], finding.target, finding.discriminator


def _exempted(rule: CompiledRule, index: Index) -> set[str]:
    """The targets that an exemption alive on the date names for this rule."""
    rules = {rule.id, *rule.rule.exempt_by}
    return {
        target
        for id in index.of_label("Exemption")
        if index.nodes[id].get("rule") in rules
        for target, _ in index.out(id, "ABOUT")
    }


def _outcome(rule: CompiledRule, scope: Scope, target: str, home: str | None, exempted: set[str]) -> Outcome:
    if target in exempted:
        return Outcome(target, home, "exempt", why="decision")
    due = rule.due(scope, target) if rule.due else True
    if due is False:
        told = all(test(scope, target) for test in rule.due_told)
        return Outcome(target, home, *(("exempt", None, "condition") if told else ("unknown", None, "not_told")))
    verdict = rule.judge(scope, target)
    if due is None:
        return Outcome(target, home, "unknown", verdict, "due")
    if verdict.state == GAP and not scope.told(target):
        return Outcome(target, home, "unknown", verdict, "not_told")
    return Outcome(target, home, verdict.state, verdict, "verdict" if verdict.state == "unknown" else "")


def _findings(
    rule: CompiledRule, scope: Scope, outcome: Outcome, verdict: Verdict, severity: str | None
) -> Iterator[Finding]:
    if outcome.state == "unknown":
        return
    notices = verdict.notices or ((Notice(witness=verdict.witness),) if verdict.state == GAP else ())
    for notice in notices:
        yield _finding(rule, scope, outcome, verdict, notice, severity)


def _finding(
    rule: CompiledRule, scope: Scope, outcome: Outcome, verdict: Verdict, notice: Notice, severity: str | None
) -> Finding:
    index = scope.index
    values: dict[str, Any] = {
        "target": name_of(index, outcome.target), "observed": verdict.observed, "expected": verdict.expected,
        **verdict.values, **{name: value for name, value in scope.thresholds.items() if name not in verdict.values},
        **{name: get(scope, outcome.target) for name, get in rule.shown.items()}, **notice.values,
    }  # fmt: skip
    path = tuple(reversed(index.areas.above(outcome.home))) if outcome.home else ()
    severity = notice.severity or severity or rule.severity(scope, outcome.target)
    return Finding(
        finding_id(rule.id, outcome.target, notice.discriminator), rule.id, severity, outcome.target, outcome.home, path,
        values["observed"], values["expected"], rule.message(values), notice.discriminator,
        notice.witness or verdict.witness, values,
    )  # fmt: skip
