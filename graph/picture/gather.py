"""Which nodes a picture holds: by steps from a centre, and what becomes of those that are too many.

Too many nodes are never cut off: those of the steps that no longer fit are drawn as groups, one for each area and label
(康吉社区 · 12 个小区), by communities, or by streets where that is still too much, or by label alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from graph.errors import UsageError
from graph.picture.near import Near
from graph.store.snapshot import index_of

__all__ = ["Gathered", "Group", "gather", "within_limit"]


@dataclass(frozen=True, slots=True)
class Group:
    """Nodes of one label in one area (None: wherever), drawn as one."""

    area: str | None
    label: str
    members: tuple[str, ...]

    @property
    def id(self) -> str:
        """An id that no node of a store has."""
        return f"group:{self.area or ''}:{self.label}"


@dataclass(frozen=True, slots=True)
class Gathered:
    """Nodes by their step from the centre (in order), and the groups that stand for the rest."""

    steps: tuple[tuple[str, ...], ...]
    groups: tuple[Group, ...] = ()
    drawn_as: dict[str, str] = field(default_factory=dict)
    """For every node of the picture the id under which it is drawn: its own, or its group's."""

    @property
    def nodes(self) -> Iterator[str]:
        """The nodes drawn by themselves, nearest first."""
        return (id for step in self.steps for id in step)


def gather(near: Near, centres: Iterable[str], depth: int) -> list[list[str]]:
    """The nodes by steps from the centres, each step in the order of code, name, id. Linear in the ties looked at."""
    steps = [[*dict.fromkeys(centres)]]
    seen = {*steps[0]}
    for _ in range(depth):
        found = {other for id in steps[-1] for other in near.others(id)} - seen
        if not found:
            break
        seen |= found
        steps.append(sorted(found, key=near.order))
    return steps


def within_limit(near: Near, steps: list[list[str]], limit: int) -> Gathered:
    """The steps as they are where they fit; otherwise whole steps while they fit, and groups for the rest."""
    kept, count = [steps[0]], len(steps[0])
    for step in steps[1:]:
        if count + len(step) > limit:
            break
        kept.append(step)
        count += len(step)
    rest = [id for step in steps[len(kept) :] for id in step]
    while rest:
        groups = _groups(near, rest, limit - sum(map(len, kept)))
        if groups is None and len(kept) == 1:  # the centres stay, whatever becomes of the rest
            groups = _groups(near, rest, len(rest), by_label=True)
        if groups is not None:
            return _gathered(kept, groups)
        rest = [*kept.pop(), *rest]
    return _gathered(kept, ())


def _gathered(kept: list[list[str]], groups: tuple[Group, ...]) -> Gathered:
    """With what was kept; a group of one is the node itself."""
    single = [group.members[0] for group in groups if len(group.members) == 1]
    kept = [*kept, single] if single else kept
    groups = tuple(group for group in groups if len(group.members) > 1)
    drawn = {id: id for step in kept for id in step}
    drawn |= {member: group.id for group in groups for member in group.members}
    return Gathered(tuple(map(tuple, kept)), groups, drawn)


def _groups(near: Near, rest: list[str], room: int, *, by_label: bool = False) -> tuple[Group, ...] | None:
    """The finest grouping that fits; None where none does."""
    for area_of in (_anywhere,) if by_label else _ways(near):
        found: dict[tuple[str | None, str], list[str]] = {}
        for id in rest:
            found.setdefault((area_of(id), near.label(id)), []).append(id)
        if len(found) <= room:
            return tuple(Group(area, label, tuple(ids)) for (area, label), ids in sorted(found.items(), key=_key))
    return None


def _key(item: tuple[tuple[str | None, str], list[str]]) -> tuple[str, str]:
    (area, label), _ = item
    return area or "", label


def _ways(near: Near) -> Iterator[Callable[[str], str | None]]:
    """By community, by street, by label alone; areas that make no tree leave only the last."""
    try:
        areas = index_of(near.G).areas
        for level in ("community", "street"):
            yield lambda id, level=level: areas.at_level(id, level)  # type: ignore[misc]
    except UsageError:
        pass
    yield _anywhere


def _anywhere(id: str) -> None:
    """The area of any node for those who do not ask where it is."""
