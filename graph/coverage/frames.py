"""Results as data frames with stable columns, and as the tables that notebooks show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from graph.coverage.findings import Findings
    from graph.coverage.results import Run

__all__ = ["COVERAGE", "FINDINGS", "coverage_frame", "findings_frame", "html_table"]

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


def html_table(frame: pd.DataFrame, synthetic: bool, limit: int = 60) -> str:
    """A frame as an HTML table (escaped), marked where the data are fictional."""
    note = "<p>示例数据 / fictional sample data</p>" if synthetic else ""
    return note + str(frame.head(limit).to_html(index=False, escape=True, na_rep="—"))
