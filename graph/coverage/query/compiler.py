"""Compiles a rule's YAML to closures, and gathers everything that is wrong with it instead of stopping at the first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Any

from graph.coverage.query.condition import Condition, compile_condition, compile_edge_condition
from graph.coverage.query.expression import Expression, compile_expression
from graph.coverage.query.path import Path, compile_path
from graph.coverage.query.scope import Scope
from graph.coverage.query.values import Truth
from graph.messages import Message, text
from graph.model import Model

__all__ = ["Compiler", "Problem"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a rule: where (``check.path.0``) and what."""

    at: str
    message: Message


@dataclass
class Compiler:
    """One rule's compiler: the model, the names of its thresholds, the problems found, the target's properties used."""

    model: Model
    rule: str
    thresholds: frozenset[str] = frozenset()
    target: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)
    cited: dict[str, None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.labels = frozenset(self.model.names())

    def path(self, spec: object, labels: tuple[str, ...], at: str) -> Path:
        """A path that starts at nodes of these labels."""
        return compile_path(self, spec, labels, at)

    def condition(self, spec: object, labels: tuple[str, ...], at: str) -> Condition:
        """A condition on nodes of these labels."""
        return compile_condition(self, spec, labels, at)

    def told_by(self, entries: Iterable[object], labels: tuple[str, ...], at: str) -> tuple[Condition, ...]:
        """The conditions under which rosters tell of a node: each a kind of roster, or a condition of its own."""
        return tuple(
            self.condition({"loaded": entry} if isinstance(entry, str) else entry, labels, f"{at}.{number}")
            for number, entry in enumerate(entries)
        )

    def edge_condition(self, spec: object, types: tuple[str, ...], at: str) -> Callable[[Scope, dict[str, Any]], Truth]:
        """A condition on relationships of these types."""
        return compile_edge_condition(self, spec, types, at)

    def expression(self, spec: object, labels: tuple[str, ...], at: str) -> Expression:
        """An expression on nodes of these labels."""
        return compile_expression(self, spec, labels, at)

    def operand(self, spec: object, labels: tuple[str, ...], at: str) -> Expression:
        """What a property is compared with: a plain text is itself here, everything else an expression."""
        if isinstance(spec, str) and not spec.startswith("$") and spec != "asOf":
            return lambda scope, id: spec
        if isinstance(spec, (bool, int, float, date)):
            return lambda scope, id: spec
        return self.expression(spec, labels, at)

    def wrong(self, at: str, key: str, /, **values: Any) -> None:
        """Notes a problem."""
        self.problems.append(Problem(at, text(key, **values)))

    def only(self, spec: dict[str, Any], allowed: tuple[str, ...], at: str) -> None:
        """Notes every key that does not belong there."""
        for key in spec:
            if key not in allowed:
                self.wrong(at, "rules.unknown_key", key=key, known="、".join(allowed))

    def check_labels(self, names: Iterable[str], at: str) -> bool:
        """Whether the model has all these labels; notes those that it lacks."""
        unknown = [name for name in names if name not in self.labels]
        for name in unknown:
            self.wrong(at, "rules.no_label", label=name, near=self.nearest(name, self.labels))
        return not unknown

    def check_property(self, name: str, labels: tuple[str, ...], at: str) -> bool:
        """Whether a node of one of these labels may carry the property."""
        known = {key for label in self.widened(labels) if label in self.labels for key in self.model.properties(label)}
        if name in known or name == "vacantSince":
            return True
        self.wrong(at, "rules.no_property", name=name, label="|".join(labels), near=self.nearest(name, known))
        return False

    def check_threshold(self, name: str, at: str) -> None:
        """Notes a threshold that the rule does not declare."""
        if name not in self.thresholds:
            self.wrong(at, "rules.no_threshold", name=name, known="、".join(sorted(self.thresholds)) or "—")

    def cite(self, name: str, labels: tuple[str, ...]) -> None:
        """Remembers that the rule looks at this property of its target, so that a finding can name its cell."""
        if labels == self.target:
            self.cited[name] = None

    def widened(self, labels: Iterable[str]) -> set[str]:
        """The labels and the sub-labels that each stands for."""
        found = set()
        for label in labels:
            found.add(label)
            if label in self.model.labels:
                found |= set(self.model.labels[label].sublabels)
        return found

    @staticmethod
    def nearest(name: str, known: Iterable[str]) -> str:
        """The nearest names, for a message."""
        return "、".join(get_close_matches(name, sorted(known), 3, 0.5)) or "—"
