"""Results as data frames with stable columns, and as the tables that notebooks show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.notebook import html_table

if TYPE_CHECKING:
    import pandas as pd

    from graph.coverage.dual_roles import DualRoles
    from graph.coverage.findings import Findings
    from graph.coverage.results import Run

__all__ = ["COVERAGE", "DUAL_ROLES", "FINDINGS", "coverage_frame", "dual_roles_frame", "findings_frame", "html_table"]

COVERAGE = (
    "rule", "name", "status", "severity", "level", "area", "code", "direct", "total", "due", "present", "exempt", "unknown",
    "gap", "ratio", "ratio_low", "ratio_high", "numerator", "denominator", "value", "unit",
)  # fmt: skip
"""The columns of a coverage frame; ``ratio`` is present ÷ due, a number between 0 and 1."""

FINDINGS = (
    "id", "rule", "severity", "target", "label", "name", "code", "district", "street", "community", "grid", "observed",
    "expected", "message",
)  # fmt: skip
"""The columns of a findings frame."""

DUAL_ROLES = (
    "person", "name", "role_a", "title_a", "body_a", "area_a", "role_b", "title_b", "body_b", "area_b", "policy", "basis",
    "condition", "met", "evidence",
)  # fmt: skip
"""The columns of a frame of dual roles; ``evidence`` lists the rungs of the links behind the pair."""


def coverage_frame(run: Run, level: str) -> pd.DataFrame:
    """One row a rule and area."""
    import pandas as pd

    rows = []
    for result in run.results:
        rule = result.compiled.rule
        for scope in result.scopes(level):
            told = scope.document(share=result.is_share, times=result.times)
            rows.append(
                {
                    "rule": rule.id, "name": rule.name.zh, "status": rule.effective_status, "severity": rule.severity,
                    "level": scope.level, "area": scope.name, "code": scope.code, "direct": scope.direct,
                    **{name: told[name] for name in ("total", "due", "present", "exempt", "unknown", "gap", "ratio")},
                    "ratio_low": told["ratioLow"], "ratio_high": told["ratioHigh"], "numerator": told["numerator"],
                    "denominator": told["denominator"], "value": told["value"],
                    "unit": rule.check.get("unit") if not result.is_share else None,
                }
            )  # fmt: skip
    return pd.DataFrame(rows, columns=list(COVERAGE))


def findings_frame(findings: Findings) -> pd.DataFrame:
    """One row a finding."""
    import pandas as pd

    rows: list[dict[str, Any]] = []
    for finding in findings:
        area = findings.area_of(finding)
        target = findings.run.index.nodes[finding.target]
        rows.append(
            {
                "id": finding.id, "rule": finding.rule, "severity": finding.severity, "target": finding.target,
                "label": target["label"], "name": findings.name_of(finding.target), "code": target.get("code"),
                **{level: place["name"] if place else None for level, place in area.items()},
                "observed": finding.observed, "expected": finding.expected, "message": finding.message.zh,
            }
        )  # fmt: skip
    return pd.DataFrame(rows, columns=list(FINDINGS))


def dual_roles_frame(dual_roles: DualRoles) -> pd.DataFrame:
    """One row a pair of posts."""
    import pandas as pd

    rows: list[dict[str, Any]] = []
    for pair in dual_roles:
        posts = {
            f"{what}_{side}": told
            for side, post in zip("ab", pair.posts, strict=True)
            for what, told in (
                ("role", post.role), ("title", post.title), ("body", post.body.name if post.body else None),
                ("area", post.area.name if post.area else None),
            )
        }  # fmt: skip
        rows.append(
            {
                "person": pair.person, "name": pair.name, **posts, "policy": pair.policy, "basis": pair.basis,
                "condition": pair.condition, "met": pair.met,
                "evidence": "、".join(dict.fromkeys(one.rung for one in pair.evidence)),
            }
        )  # fmt: skip
    return pd.DataFrame(rows, columns=list(DUAL_ROLES))
