"""Paths: from a node along typed, directed relationships to others, with conditions on nodes and relationships.

As text: ``<-RESPONSIBLE_FOR Post <-OF_POST Tenure ->HOLDER Person``. An arrow says which way the relationship points,
``--`` takes it either way; ``A|B`` alternates types or labels; ``*`` after the type follows it any number of times.
A step with conditions is a mapping: ``{step: "<-OF_POST Tenure", where: {fullTime: true}, edge: {…}}``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.coverage.query.plain import plain_value
from graph.coverage.query.scope import Scope
from graph.coverage.query.values import Truth, both

if TYPE_CHECKING:
    from graph.coverage.query.compiler import Compiler
    from graph.store.snapshot import Index

__all__ = ["Path", "Trail", "compile_path", "first_step"]

Trail = tuple[tuple[str, ...], Truth]
"""The nodes passed, from the first one on, and whether the trail is certain (True) or only possible (None)."""

_Reached = tuple[str, Truth, dict[str, Any]]
"""A node one step further, whether that is certain, and the relationship that leads there."""

Test = Callable[[Scope, str], Truth]
EdgeTest = Callable[[Scope, dict[str, Any]], Truth]

_STEP = re.compile(r"(?P<way>->|<-|--)(?P<types>[A-Z_|]+)(?P<star>\*?)\s+(?P<labels>[A-Za-z|]+)")


@dataclass(frozen=True, slots=True)
class _Step:
    types: tuple[str, ...]
    inward: bool | None
    repeated: bool
    labels: frozenset[str]
    where: Test | None
    edge: EdgeTest | None
    plain: bool = False
    """Whether it is one type one way with no condition but ``picked``: what most steps are, and worth following faster."""
    picked: tuple[str, frozenset[Any]] | None = None
    """The one property whose value the condition asks for, and which values."""
    every: bool = False
    """Whether all that the types lead to carries one of the labels, so that none need be looked at."""


@dataclass(frozen=True, slots=True)
class Path:
    """A compiled path; ``labels`` are those of its ends."""

    steps: tuple[_Step, ...]
    labels: tuple[str, ...]

    def trails(self, scope: Scope, start: str) -> Iterator[Trail]:
        """Every way along the path; what is only possible comes with None."""
        yield from self._walk(scope, (start,), True, 0)

    def _walk(self, scope: Scope, passed: tuple[str, ...], certain: Truth, at: int) -> Iterator[Trail]:
        if at == len(self.steps):
            yield passed, certain
            return
        for node, sure, _ in _reached(scope, passed[-1], self.steps[at]):
            yield from self._walk(scope, (*passed, node), both(certain, sure), at + 1)

    def ends(self, scope: Scope, start: str) -> dict[str, Truth]:
        """The different nodes where the path ends, each with whether it is certain."""
        return _follow(scope, {start: True}, self.steps)

    def ends_of(self, scope: Scope, starts: Iterable[str]) -> dict[str, Truth]:
        """The different nodes where the path ends from any of several nodes, in one pass."""
        return _follow(scope, dict.fromkeys(starts, True), self.steps)

    def leads(self, scope: Scope, start: str) -> Truth:
        """Whether the path ends anywhere: True at the first certain end, None where ends are only possible."""
        if not self.steps or not self.steps[-1].plain:
            ends = self.ends(scope, start)
            return True if True in ends.values() else None if ends else False
        reached = _follow(scope, {start: True}, self.steps[:-1]) if len(self.steps) > 1 else {start: True}
        step, nodes = self.steps[-1], scope.index.nodes
        table = scope.index.table(step.types[0], inward=bool(step.inward))
        name, allowed = step.picked or ("", _ANY)
        possible: Truth = False
        for passed, certain in reached.items():
            for node, _ in table.get(passed, ()):
                if not (step.every or nodes[node]["label"] in step.labels):
                    continue
                value = nodes[node].get(name) if name else name
                if value is None or (certain is None and (not name or value in allowed)):
                    possible = None
                elif not name or value in allowed:
                    return True
        return possible

    def edges(self, scope: Scope, start: str) -> list[tuple[dict[str, Any], Truth]]:
        """The relationships of the last step by which the path ends, each with whether it is certain."""
        passed = _follow(scope, {start: True}, self.steps[:-1])
        return [
            (edge, both(certain, sure))
            for node, certain in passed.items()
            for step in self.steps[-1:]
            for _, sure, edge in _reached(scope, node, step)
        ]

    def first(self, scope: Scope, start: str) -> Trail | None:
        """One certain way where there is one, else one possible way, else None."""
        possible = None
        for trail in self.trails(scope, start):
            if trail[1]:
                return trail
            possible = possible or trail
        return possible


def _follow(scope: Scope, reached: dict[str, Truth], steps: tuple[_Step, ...]) -> dict[str, Truth]:
    for step in steps:
        if step.plain:
            reached = _follow_plain(scope.index, reached, step)
        else:
            found: dict[str, Truth] = {}
            for passed, certain in reached.items():
                for node, sure, _ in _reached(scope, passed, step):
                    told = both(certain, sure)
                    if node not in found or told:
                        found[node] = told
            reached = found
        if not reached:
            break
    return reached


def _follow_plain(index: Index, reached: dict[str, Truth], step: _Step) -> dict[str, Truth]:
    table = index.table(step.types[0], inward=bool(step.inward))
    found: dict[str, Truth] = {}
    if step.every and not step.picked:
        for passed, certain in reached.items():
            for node, _ in table.get(passed, ()):
                if certain or node not in found:
                    found[node] = certain
        return found
    nodes, every = index.nodes, step.every
    name, allowed = step.picked or ("", _ANY)
    for passed, certain in reached.items():
        for node, _ in table.get(passed, ()):
            if not (every or nodes[node]["label"] in step.labels):
                continue
            sure = certain
            if name:
                value = nodes[node].get(name)
                if value is None:
                    sure = None
                elif value not in allowed:
                    continue
            if sure or node not in found:
                found[node] = sure
    return found


_ANY: frozenset[Any] = frozenset()


def _reached(scope: Scope, node: str, step: _Step) -> list[_Reached]:
    nodes, labels = scope.index.nodes, step.labels
    near = _along(scope, node, step) if step.repeated else _near(scope, node, step)
    if step.edge is None and step.where is None:
        return [(other, True, edge) for other, edge in near if nodes[other]["label"] in labels]
    found: list[_Reached] = []
    for other, edge in near:
        if nodes[other]["label"] not in labels:
            continue
        sure = step.edge(scope, edge) if step.edge is not None else True
        if sure is not False and step.where is not None:
            sure = both(sure, step.where(scope, other))
        if sure is not False:
            found.append((other, sure, edge))
    return found


def _along(scope: Scope, node: str, step: _Step) -> Iterator[tuple[str, dict[str, Any]]]:
    seen, open_ = {node}, [node]
    while open_:
        for other, attributes in _near(scope, open_.pop(), step):
            if other not in seen:
                seen.add(other)
                open_.append(other)
                yield other, attributes


def _near(scope: Scope, node: str, step: _Step) -> Iterable[tuple[str, dict[str, Any]]]:
    out, into = scope.index.out, scope.index.into
    if len(step.types) == 1 and step.inward is not None:
        return (into if step.inward else out)(node, step.types[0])
    ways = [out] if step.inward is False else [into] if step.inward else [out, into]
    return [pair for kind in step.types for way in ways for pair in way(node, kind)]


def first_step(spec: object) -> tuple[tuple[str, ...], tuple[bool, ...], bool] | None:
    """The types of a path's first step, whether it goes inward (both ways for ``--``), and whether it is the only step and
    taken once; None for what is no path.

    >>> first_step("<-OF_POST Tenure ->HOLDER Person"), first_step({"step": "--ADJACENT_TO Area"})
    ((('OF_POST',), (True,), False), (('ADJACENT_TO',), (False, True), True))
    """
    first = spec[0] if isinstance(spec, list) and spec else spec
    text = str(first.get("step") if isinstance(first, dict) else first)
    found = _STEP.match(text)
    ways = {"->": (False,), "<-": (True,), "--": (False, True)}
    if found is None:
        return None
    only = found.end() == len(text.rstrip()) and not found["star"] and (not isinstance(spec, list) or len(spec) == 1)
    return tuple(found["types"].split("|")), ways[found["way"]], only


def compile_path(compiler: Compiler, spec: object, labels: tuple[str, ...], at: str) -> Path:
    """A path that starts at nodes of these labels; tells the compiler of every step that the model lacks."""
    steps: list[_Step] = []
    if spec == []:
        compiler.wrong(at, "rules.bad_path", path=spec)
    for number, part in enumerate(spec if isinstance(spec, list) else [spec]):
        place = f"{at}.{number}" if isinstance(spec, list) else at
        where, edge = (part.get("where"), part.get("edge")) if isinstance(part, dict) else (None, None)
        text = part.get("step") if isinstance(part, dict) else part
        if isinstance(part, dict):
            compiler.only(part, ("step", "where", "edge"), place)
        found = list(_STEP.finditer(str(text)))
        if not found or _STEP.sub("", str(text)).strip():
            compiler.wrong(place, "rules.bad_path", path=text)
            continue
        for step in found:
            last = step is found[-1]
            types, ends = tuple(step["types"].split("|")), tuple(step["labels"].split("|"))
            inward = {"->": False, "<-": True, "--": None}[step["way"]]
            if not _possible(compiler, types, inward, labels, ends, place, repeated=bool(step["star"])):
                return Path((), ends)
            test = compiler.condition(where, ends, f"{place}.where") if where is not None and last else None
            edge_test = compiler.edge_condition(edge, types, f"{place}.edge") if edge is not None and last else None
            repeated, accepted = bool(step["star"]), frozenset(compiler.widened(ends))
            picked = plain_value(compiler, where) if test and isinstance(where, dict) and len(where) == 1 else None
            bare = (test is None or picked is not None) and edge_test is None
            plain = bare and len(types) == 1 and inward is not None and not repeated
            every = plain and _leads_to(compiler, types[0], inward=bool(inward)) <= accepted
            values = (picked[0], frozenset(picked[1])) if picked else None
            steps.append(_Step(types, inward, repeated, accepted, test, edge_test, plain, values, every))
            labels = ends
    return Path(tuple(steps), labels)


def _leads_to(compiler: Compiler, kind: str, *, inward: bool) -> set[str]:
    """Every label at the far end of a type of relationship."""
    declared = compiler.model.relationships[kind]
    return compiler.widened(declared.start if inward else declared.end)


def _possible(
    compiler: Compiler,
    types: tuple[str, ...],
    inward: bool | None,
    labels: tuple[str, ...],
    ends: tuple[str, ...],
    at: str,
    *,
    repeated: bool,
) -> bool:
    model = compiler.model
    for label in ends:
        if label not in compiler.labels:
            compiler.wrong(at, "rules.no_label", label=label, near=compiler.nearest(label, compiler.labels))
            return False
    for kind in types:
        if kind not in model.relationships:
            compiler.wrong(at, "rules.no_type", type=kind, near=compiler.nearest(kind, model.relationships))
            return False
    starts = compiler.widened(labels) | (compiler.widened(ends) if repeated else set())
    joins = [
        (a, b)
        for kind in types
        for a in starts
        for b in compiler.widened(ends)
        if (inward is not True and model.may_join(kind, a, b)) or (inward is not False and model.may_join(kind, b, a))
    ]
    if not joins:
        turned = any(model.may_join(kind, b, a) or model.may_join(kind, a, b)
                     for kind in types for a in starts for b in compiler.widened(ends))  # fmt: skip
        key = "rules.wrong_direction" if turned else "rules.no_such_join"
        compiler.wrong(at, key, type="|".join(types), start="|".join(labels), end="|".join(ends))
    return bool(joins)
