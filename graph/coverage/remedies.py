"""What clears a finding: the rule's ladder of remedies, those that fit the target, with what each gains."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.coverage.finding import Finding
from graph.coverage.overrides import PLAIN
from graph.coverage.rule import Both
from graph.coverage.scopes import scope_of

if TYPE_CHECKING:
    from graph.coverage.results import Run

__all__ = ["RemedyStep", "remedies_of"]


@dataclass(frozen=True, slots=True)
class RemedyStep:
    """One step of the ladder; ``gain``: the rule's rate over all targets before and after, None where it is no share."""

    order: int
    text: Both
    cost: str | None
    before: float | None
    after: float | None

    def document(self) -> dict[str, Any]:
        """The JSON of it."""
        return {
            "order": self.order, "zh": self.text.zh, "en": self.text.en, "cost": self.cost,
            "gain": {"before": self.before, "after": self.after},
        }  # fmt: skip


def remedies_of(run: Run, finding: Finding) -> list[RemedyStep]:
    """The steps that fit, in the ladder's order; a step whose condition cannot be known is kept."""
    result = run[finding.rule]
    compiled, counts = result.compiled, result.counts
    variant = run.overrides.of(finding.rule, finding.home) if run.overrides else PLAIN
    scope = scope_of(compiled, run.index, run.as_of, variant.thresholds_of(compiled, run.as_of))
    before = counts.ratio_low
    after = (counts.present + 1) / counts.due if counts.due and before is not None and result.is_share else None
    return [
        RemedyStep(order, Both(zh=remedy.zh, en=remedy.en), remedy.cost, before if after is not None else None, after)
        for order, (remedy, fits) in enumerate(zip(compiled.rule.remedies, compiled.remedies, strict=True), 1)
        if fits is None or fits(scope, finding.target) is not False
    ]
