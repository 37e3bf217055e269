"""When a holder held a post: the spells that the namings tell, each with its stored tenure where there is one.

Namings whose dates do not meet are spells of their own; one without dates speaks of the living spell. A spell that the
store holds already keeps its tenure, so that a corrected date, a new phone or a second roster makes no new one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from graph.model import make_id
from loaders.linking.holders import NOW, Held, Holder, Naming, Span, meet

__all__ = ["Spell", "spells_of"]

FINENESS = {"day": 2, "month": 1, "year": 0}


@dataclass(slots=True)
class Spell:
    """One holder's one time in a post.

    ``merged`` are stored tenures that turn out to be this one; ``copied`` is the stored tenure that another holder
    keeps, for records that no row of this load names.
    """

    post: str
    tenure: str = ""
    naming: list[Naming] = field(default_factory=list)
    stored: Held | None = None
    merged: list[Held] = field(default_factory=list)
    copied: Held | None = None
    records: set[str] = field(default_factory=set)

    @property
    def start(self) -> date | None:
        """The start that the last naming with a start gives, in as fine a form as any gives it."""
        return next((told["validFrom"] for told in reversed(self.dated())), None)

    @property
    def end(self) -> date | None:
        """The end that the last naming with an end gives."""
        return next((told["validTo"] for _, told in reversed(self.naming) if told["validTo"]), None)

    @property
    def span(self) -> Span:
        """From when to when, as this load tells it, else as the store does."""
        if not self.naming:
            return self.stored.span if self.stored else NOW
        starts = [told["validFrom"] for _, told in self.naming if told["validFrom"]]
        return (min(starts), self.end) if starts else (date.min, self.end) if self.end else NOW

    def dated(self) -> list[dict[str, Any]]:
        """What the namings with a start tell, without those that only say the month or year of a finer one."""
        told = [properties for _, properties in self.naming if properties["validFrom"]]
        if len(told) < 2 and not (told and self.stored and self.stored.start):
            return told
        finer = [(properties["validFrom"], properties["precision"]) for properties in told]
        if self.stored and self.stored.start:
            finer.append((self.stored.start, self.stored.precision or "day"))
        return [properties for properties in told if not any(_contains(properties, *one) for one in finer)]

    @property
    def reopens(self) -> bool:
        """Whether a stored end falls: it was only inferred from a missing row, or all who spoke of it say no end now."""
        if self.stored is None or self.stored.end is None or self.end or not self.naming:
            return False
        told = {mention.record.kind for mention, _ in self.naming}
        spoke = {id.split("-", 2)[1] for id in self.stored.records}
        return self.stored.end_known != "known" or spoke <= told


def spells_of(post: str, holder: Holder, taken: set[str]) -> list[Spell]:
    """The spells of one holder; ``taken`` are the ids of tenures of that post, to which new ones are added."""
    spells = _told(post, holder)
    free = list(holder.stored)
    for spell in spells:
        spell.stored = _stored_for(spell, free)
        if spell.stored:
            free.remove(spell.stored)
    for held in sorted(free, key=lambda held: held.id):
        same = next((spell for spell in spells if spell.stored and meet(spell.span, held.span)), None)
        if same is None and held.span == NOW and spells:
            same = spells[-1]
        if same is None:
            spells.append(Spell(post, stored=held))
        elif same.stored is None:
            same.stored = held
        else:
            same.merged.append(held)
    for held in holder.parted:
        same = next((spell for spell in spells if meet(spell.span, held.span)), None)
        if same is None:
            same = Spell(post, copied=held)
            spells.append(same)
        same.records |= set(held.records) & holder.records
    for spell in spells:
        stored = [spell.stored] if spell.stored else []
        spell.records |= {mention.record.id for mention, _ in spell.naming}
        spell.records |= {id for held in (*stored, *spell.merged) for id in held.records if id in holder.records}
        spell.tenure = spell.stored.id if spell.stored else _new_id(spell, taken)
        taken.add(spell.tenure)
    return spells


def _told(post: str, holder: Holder) -> list[Spell]:
    """The spells that the rows of this load tell, earliest first; what has no dates means the living one, or the last."""
    if len(holder.naming) == 1:
        return [Spell(post, naming=[*holder.naming])]
    spells: list[Spell] = []
    undated: list[Naming] = []
    for naming in sorted(holder.naming, key=lambda naming: naming[1]["validFrom"] or date.min):
        told = naming[1]
        if told["validFrom"] is None and told["validTo"] is None:
            undated.append(naming)
            continue
        span = (told["validFrom"] or date.min, told["validTo"])
        fitting = next((spell for spell in reversed(spells) if meet(spell.span, span)), None)
        if fitting is None:
            fitting = Spell(post)
            spells.append(fitting)
        fitting.naming.append(naming)
    for naming in undated:
        sheet = naming[1]["_row"].sheet.id
        living = next((spell for spell in reversed(spells) if spell.end is None), None)
        if living is None and spells and sheet not in {told["_row"].sheet.id for _, told in spells[-1].naming}:
            living = spells[-1]
        if living is None:
            living = Spell(post)
            spells.append(living)
        living.naming.append(naming)
    order = {id(told): place for place, (_, told) in enumerate(holder.naming)}
    for spell in spells:
        spell.naming.sort(key=lambda naming: order[id(naming[1])])
    return spells


def _stored_for(spell: Spell, free: Iterable[Held]) -> Held | None:
    """The stored tenure that the spell continues: of the same start, else named by the same record, else at the same time;
    of one without dates, else the last that only other kinds of roster name."""
    mine = {mention.record.id for mention, _ in spell.naming}
    starts = {told["validFrom"] for _, told in spell.naming if told["validFrom"]}
    meeting = [held for held in free if meet(spell.span, held.span)]
    own = [
        held
        for held in free
        if mine & set(held.records) and (held in meeting or spell.span == NOW or held.start is None)
    ]
    kinds = {mention.record.kind for mention, _ in spell.naming}
    last = [held for held in free if spell.span == NOW and not kinds & {id.split("-", 2)[1] for id in held.records}]
    for choice in ([held for held in free if held.start in starts], own, meeting, last):
        if choice:
            return max(choice, key=lambda held: (held.end is None, held.start or date.min, held.id))
    return None


def _new_id(spell: Spell, taken: set[str]) -> str:
    """An id that the end is no part of, so that closing a tenure makes no new one."""
    start = spell.copied.start if spell.copied else spell.start
    id = make_id("tenure", spell.post, min(spell.records), start)
    return id if id not in taken else make_id("tenure", spell.post, min(spell.records), start, len(taken))


def _contains(told: dict[str, Any], day: date, precision: str | None) -> bool:
    """Whether a start is a month or year in which a finer one lies."""
    own = told["precision"]
    if FINENESS.get(own, 2) >= FINENESS.get(precision or "day", 2):
        return False
    start: date = told["validFrom"]
    return start.year == day.year and (own == "year" or start.month == day.month)
