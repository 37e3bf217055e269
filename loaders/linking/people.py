"""The people whom rows name: collected while reading, joined by evidence at the end, then said as facts.

Reading makes records and what their rows say of them; :func:`loaders.linking.settle.settle` joins records (of this load
and of the store), decides which tenure each naming means, and states persons, tenures, relationships and links.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graph.model import Model
from graph.store.records import GraphState
from loaders.facts import Facts, Ref
from loaders.linking.records import APART, Mention, Record
from loaders.linking.secret import Key
from loaders.remarks import Remarks
from loaders.sheets.row import Named, Row, Since

__all__ = ["People"]


@dataclass
class People:
    """Collects what rows say of people; nothing is joined before everything is read."""

    model: Model
    facts: Facts
    remarks: Remarks
    key: Key
    state: GraphState | None = None

    def __post_init__(self) -> None:
        self.mentions: dict[str, Mention] = {}

    def person(
        self,
        row: Row,
        who: Named,
        *,
        anchor: Ref,
        column: str,
        number: str | None = None,
        nameless: bool = False,
        unit: str | None = None,
        apart: tuple[object, ...] = (),
    ) -> Mention:
        """The record of one naming, local to the roster's kind and the post or place ``anchor``.

        The same name, phone and anchor in one kind of roster are one record, unless ``apart`` tells them apart;
        ``unit`` is the employer, for the queue. Of a person kept without a name not even the masked phone is kept.
        """  # fmt: skip
        keyed = self.key.hash("phone", who.name, who.phone) if who.phone else None
        id = f"record-{row.sheet.kind}-{self.key.hash(anchor.id, who.name, keyed, number, *apart)}"
        hidden = self.key.hash("number", number) if number else None
        mention = self.mentions.get(id)
        if mention is None:
            shown = (None, None) if nameless else (who.name, who.mask)
            record = Record(id, shown[0], keyed, shown[1], hidden)
            mention = self.mentions[id] = Mention(record, row, column, unit)
        return mention

    def hold(
        self,
        row: Row,
        who: Named | None,
        post: Ref,
        *,
        column: str,
        since: Since | None = None,
        mention: Mention | None = None,
        unit: str | None = None,
        again: bool = False,
        **properties: Any,
    ) -> Mention | None:
        """Says that this person holds the post; nobody where the cell is empty. Returns the record, to say more of it.

        ``mention`` continues a record of the same row (one row that gives a person two posts names one person);
        ``again`` says that several rows of this roster may name one holder of one post; the first of them counts.
        """  # fmt: skip
        if mention is None:
            if who is None:
                return None
            mention = self.person(row, who, anchor=post, column=column, unit=unit)
        told = {**_dates(since), **{name: value for name, value in properties.items() if value is not None}}
        before = [old for held, old in mention.held if held.id == post.id]
        if (again and before) or any(old["_row"] is row for old in before):
            return mention
        same = next((old for old in before if {**old, "_row": None} == {**told, "_row": None}), None)
        if same is None:
            mention.held += ((post, {**told, "_row": row}),)
        else:
            self.remarks.flag(row, column, "checks.doubled_row", first=same["_row"].number)
        return mention

    def relate(self, mention: Mention, kind: str, target: Ref, row: Row, **properties: Any) -> None:
        """Says that this person is related to something directly (CHECKED_IN, RESERVE_FOR, WORKS_AT …)."""
        told = {name: value for name, value in properties.items() if value is not None}
        apart = [told.get(name) for name in APART.get(kind, ())]
        for type, ref, before in mention.related:
            if type == kind and ref == target and [before.get(name) for name in APART.get(kind, ())] == apart:
                return
        mention.related += ((kind, target, {**told, "_row": row}),)

    def state_post(self, mention: Mention, roles: tuple[str, ...], area: Ref) -> None:
        """Says that the row states another post of the same person: one of these roles, in that compound or area."""
        mention.states += ((roles, area.id),)


def _dates(since: Since | None) -> dict[str, Any]:
    if since is None:
        return {"validFrom": None, "validTo": None, "precision": "unknown", "endKnown": "open"}
    return {
        "validFrom": since.start,
        "validTo": since.end,
        "precision": since.precision if since.start else "unknown",
        "endKnown": since.end_known,
    }
