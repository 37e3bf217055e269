"""Which thresholds, severity and switch hold for a target of a rule, by the packs whose area its home lies in.

The smallest area with a pack wins, then the pack that began later; each threshold, the severity and the switch for itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from graph.coverage.compiled import CompiledRule
from graph.coverage.pack import Pack
from graph.errors import UsageError
from graph.store.snapshot import Index, area_named

__all__ = ["PLAIN", "Overrides", "Variant", "document_of"]


@dataclass(frozen=True)
class Variant:
    """How a rule is asked in some areas: thresholds that replace its own, another severity, or not at all; ``packs`` are
    those that say so."""

    thresholds: dict[str, Any] = field(default_factory=dict)
    severity: str | None = None
    off: bool = False
    packs: tuple[Pack, ...] = ()

    def thresholds_of(self, rule: CompiledRule, as_of: date) -> dict[str, Any]:
        """The rule's thresholds in force on a day, with those replaced that the packs name."""
        return {**rule.thresholds(as_of), **self.thresholds}


PLAIN = Variant()
"""As the catalogue has it."""


class Overrides:
    """The packs in force on a day, on one graph; raises ``UsageError`` for a pack whose area the graph lacks (with the
    nearest), and where two packs add a rule of one id."""

    def __init__(self, packs: Iterable[Pack], index: Index, as_of: date) -> None:
        self._index = index
        placed = [(self._area(pack), pack) for pack in packs if pack.in_force(as_of)]
        depth = {area: len(index.areas.above(area)) if area else 0 for area, _ in placed}
        self._placed = sorted(placed, key=lambda one: (depth[one[0]], one[1].since))
        self._known: dict[tuple[str, str | None], Variant] = {}
        self._by_packs: dict[tuple[str, tuple[int, ...]], Variant] = {}

    def _area(self, pack: Pack) -> str | None:
        return area_named(self._index, pack.area) if pack.area is not None else None

    @cached_property
    def added(self) -> dict[str, tuple[CompiledRule, Pack, str | None]]:
        """The rules that packs add, by id, each with its pack and the area in which it is asked (None: everywhere)."""
        found: dict[str, tuple[CompiledRule, Pack, str | None]] = {}
        for area, pack in self._placed:
            for rule in pack.added:
                if rule.id in found:
                    raise UsageError("packs.added_twice", id=rule.id, by=f"{found[rule.id][1].by}、{pack.by}")
                found[rule.id] = (rule, pack, area)
        return found

    def variants(self, rule: str) -> tuple[Variant, ...]:
        """All the ways in which a rule is asked somewhere."""
        if not any(rule in pack.overrides for _, pack in self._placed):
            return (PLAIN,)
        homes = (None, *self._index.of_label("Area"))
        return tuple({id(one): one for one in (self.of(rule, home) for home in homes)}.values())

    def of(self, rule: str, home: str | None) -> Variant:
        """How a rule is asked of targets at home in an area; the same object for the same packs."""
        found = self._known.get((rule, home))
        if found is None:
            found = self._known[rule, home] = self._variant(rule, home)
        return found

    def _variant(self, rule: str, home: str | None) -> Variant:
        above = self._index.areas.above(home) if home else ()
        packs = [pack for area, pack in self._placed if rule in pack.overrides and (area is None or area in above)]
        if not packs:
            return PLAIN
        key = (rule, tuple(map(id, packs)))
        if key not in self._by_packs:
            self._by_packs[key] = _merged(rule, packs)
        return self._by_packs[key]


def _merged(rule: str, packs: list[Pack]) -> Variant:
    """The packs from the largest area to the smallest, later ones over earlier."""
    thresholds: dict[str, Any] = {}
    severity, off = None, False
    for pack in packs:
        override = pack.overrides[rule]
        thresholds |= override.thresholds
        severity = override.severity or severity
        off = override.status == "off" if override.status else off
    return Variant(thresholds, severity, off, tuple(packs))


def document_of(pack: Pack, rule: str, index: Index) -> dict[str, Any]:
    """What a pack says of a rule, as JSON: whose it is, where, since when, what it changes or that it adds the rule."""
    area = area_named(index, pack.area) if pack.area is not None else None
    node = index.nodes[area] if area else {}
    override = pack.overrides.get(rule)
    return {
        "by": pack.by,
        "area": {"code": node.get("code"), "name": node.get("name")} if area else None,
        "from": pack.since.isoformat(), "to": pack.until.isoformat() if pack.until else None,
        "thresholds": dict(override.thresholds) if override else {},
        "severity": override.severity if override else None,
        "status": override.status if override else "added",
    }  # fmt: skip
