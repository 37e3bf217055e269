"""A share as one of a few steps that a cell or tile is coloured by; the number always stands beside the colour."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

__all__ = ["STEPS", "figures_of", "share", "step"]

STEPS: tuple[tuple[float, str], ...] = ((1.0, "full"), (0.95, "near"), (0.85, "most"), (0.7, "some"), (0.0, "few"))
"""From which share on, and the step's name; ``pages.step_NAME`` are its words."""


def step(figures: Mapping[str, Any] | None, status: str | None = None) -> str:
    """The step of these figures: ``none`` where nothing is due, ``plain`` for a comparison, which is no judgement.

    >>> step({"due": 425, "ratio": 0.7647}), step({"due": 0, "ratio": None}), step({"due": 9, "ratio": 0.2}, "comparison")
    ('some', 'none', 'plain')
    """
    if figures is None or not figures["due"] or figures["ratio"] is None:
        return "none"
    if status == "comparison":
        return "plain"
    return next(name for least, name in STEPS if figures["ratio"] >= least)


def share(figures: Mapping[str, Any]) -> str:
    """The share as text; a range where what is unknown could go either way.

    >>> share({"ratio": 0.915, "ratioLow": 0.915, "ratioHigh": 0.949, "unknown": 2})
    '91.5–94.9 %'
    """
    if figures["ratio"] is None:
        return "—"
    if figures["unknown"] and figures["ratioLow"] is not None and figures["ratioHigh"] is not None:
        return f"{100 * figures['ratioLow']:.1f}–{100 * figures['ratioHigh']:.1f} %"
    return "100 %" if figures["ratio"] == 1 else f"{100 * figures['ratio']:.1f} %"


def figures_of(coverage: Iterable[Mapping[str, Any]] | None) -> dict[str, Mapping[str, Any]]:
    """An area's figures by rule: those with all below it, else its own."""
    found: dict[str, Mapping[str, Any]] = {}
    for each in coverage or ():
        if not each["direct"] or each["rule"] not in found:
            found[each["rule"]] = each
    return found
