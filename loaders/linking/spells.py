"""Which tenure of a post each naming means: one holder may be named by several rosters, and may have several spells.

For one post and one name: where the post has a single seat, or at most one full phone is known, all namings mean one
holder (a ledger and a roster that fill the same post with the same name). Namings whose dates do not overlap are
spells of their own. A spell that the store holds already keeps its tenure, so that a corrected date makes no new one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from graph.model import make_id
from graph.store.records import GraphState
from loaders.linking.records import Mention

__all__ = ["Held", "Spell", "held_in_store", "spells_of_post"]


@dataclass(frozen=True, slots=True)
class Held:
    """A tenure as the store holds it."""

    id: str
    post: str
    person: str
    name: str | None
    records: tuple[str, ...]
    keys: tuple[str, ...]
    start: date | None
    end: date | None


@dataclass(slots=True)
class Spell:
    """One holder's one time in a post: the namings that say it, and the stored tenure where there is one."""

    post: str
    naming: list[tuple[Mention, dict[str, Any]]] = field(default_factory=list)
    stored: Held | None = None

    @property
    def start(self) -> date | None:
        """The first start that a naming gives."""
        return next((told["validFrom"] for _, told in self.naming if told.get("validFrom")), None)

    @property
    def end(self) -> date | None:
        """The first end that a naming gives."""
        return next((told["validTo"] for _, told in self.naming if told.get("validTo")), None)

    @property
    def records(self) -> list[str]:
        """The records of every naming and of the stored tenure, sorted."""
        stored = self.stored.records if self.stored else ()
        return sorted({mention.record.id for mention, _ in self.naming} | set(stored))

    @property
    def tenure(self) -> str:
        """The tenure's id: the stored one, else one that its end is no part of."""
        return self.stored.id if self.stored else make_id("tenure", self.post, self.records[0], self.start)


def held_in_store(state: GraphState) -> dict[str, list[Held]]:
    """The stored tenures by post."""
    found: dict[str, list[Held]] = {}
    for tenure in state.of_label("Tenure"):
        post = next(iter(state.outgoing(tenure.id, "OF_POST")), None)
        holder = next(iter(state.outgoing(tenure.id, "HOLDER")), None)
        if post is None or holder is None:
            continue
        person = state.nodes[holder.end].properties
        found.setdefault(post.end, []).append(
            Held(
                tenure.id, post.end, holder.end, person.get("name"),
                tuple(holder.properties["records"]), tuple(key for key in holder.properties["keys"] if key),
                tenure.properties.get("validFrom"), tenure.properties.get("validTo"),
            )
        )  # fmt: skip
    return found


def spells_of_post(
    post: str, naming: list[tuple[Mention, dict[str, Any]]], stored: list[Held], *, single: bool
) -> Iterator[Spell]:
    """The spells that these namings of one post mean, each with its stored tenure where there is one."""
    by_name: dict[str | None, list[tuple[Mention, dict[str, Any]]]] = {}
    for mention, told in naming:
        by_name.setdefault(mention.record.name, []).append((mention, told))
    free = {held.id: held for held in stored}
    for name, named in by_name.items():
        same_name = [held for held in stored if held.name == name]
        for holder in _holders(named, same_name, single=single):
            for spell in _spells(post, holder):
                spell.stored = _stored_for(spell, [held for held in same_name if held.id in free], single=single)
                if spell.stored:
                    del free[spell.stored.id]
                yield spell


def _holders(
    named: list[tuple[Mention, dict[str, Any]]], stored: list[Held], *, single: bool
) -> Iterable[list[tuple[Mention, dict[str, Any]]]]:
    keys = {mention.record.key for mention, _ in named if mention.record.key}
    known = keys | {key for held in stored for key in held.keys}
    if single or len(known) <= 1:
        return [named]
    by_key: dict[str, list[tuple[Mention, dict[str, Any]]]] = {}
    for mention, told in named:
        by_key.setdefault(mention.record.key or mention.record.id, []).append((mention, told))
    return by_key.values()


def _spells(post: str, named: list[tuple[Mention, dict[str, Any]]]) -> list[Spell]:
    spells: list[Spell] = []
    for mention, told in sorted(
        named, key=lambda pair: (pair[1].get("validFrom") is None, pair[1].get("validFrom") or 0)
    ):
        fitting = next((spell for spell in reversed(spells) if _overlap(spell, told)), None)
        if fitting is None:
            fitting = Spell(post)
            spells.append(fitting)
        fitting.naming.append((mention, told))
    return spells


def _overlap(spell: Spell, told: dict[str, Any]) -> bool:
    start, end = told.get("validFrom"), told.get("validTo")
    if start is None:
        return True
    return (spell.end is None or start < spell.end) and (end is None or spell.start is None or spell.start < end)


def _stored_for(spell: Spell, stored: list[Held], *, single: bool) -> Held | None:
    mine = {mention.record.id for mention, _ in spell.naming}
    keys = {mention.record.key for mention, _ in spell.naming if mention.record.key}
    fitting = [
        held for held in stored
        if mine & set(held.records) or single or not held.keys or not keys or keys & set(held.keys)
    ]  # fmt: skip
    exact = [held for held in fitting if held.start == spell.start]
    touching = [held for held in fitting if held.end is None or spell.start is None or spell.start < held.end]
    for choice in (exact, touching):
        own = [held for held in choice if mine & set(held.records)] or choice
        if own:
            return max(own, key=lambda held: (held.end is None, held.start or date.min, held.id))
    return None
