"""Finding or founding the body that a row names: by credit code, or by kind, home area and name.

The leading Party organisation of an area, its residents' committee and the like are one to an area: rosters call
them by several names, so the first roster to name them gives the name and the others mean the same body.

A roster that only names a body (a check-in its unit) knows nothing of where it is: a body that nobody else knows is
kept by its name, without a place, until the roster that defines it comes and takes its place
(:mod:`loaders.superseded`).
"""

from __future__ import annotations

from typing import Any

from graph.model import make_id
from graph.store.records import GraphState, Node
from loaders.facts import Facts, Ref
from loaders.linking.names import party_name, party_stem, plain_name, short_name
from loaders.places import Places
from loaders.sheets.row import Row

__all__ = ["UNNAMED", "WORKPLACES", "Bodies"]

PARTY = "PartyOrganisation"
WORKPLACES = (
    "Unit", "PropertyCompany", "SocialOrganisation", "Department", "MassOrganisation", "EmploymentSite", "Merchant",
)  # fmt: skip
"""What a roster may mean that only names a body at which people work."""
_LEAD_KINDS = {
    "District": ("committee",),
    "Street": ("workingCommittee", "committee"),
    "Community": ("generalBranch", "committee", "branch"),
    "Village": ("generalBranch", "committee", "branch"),
    "Compound": ("branch", "jointBranch", "generalBranch"),
    "Grid": ("group", "branch", "jointBranch"),
    "Building": ("group",),
}
_ONE_TO_AREA = frozenset({("Street", "extendedCommittee"), ("Community", "extendedCommittee"), ("Building", "group")})
"""Kinds of Party organisation of which an area has one at most, whatever rosters call it."""

NAMED_ONLY = ("Unit", PARTY)
"""What a body is taken for that a roster names and no roster defines."""

_HANGING = frozenset(
    {
        "MEMBER_OF",
        "WORKS_AT",
        "PAIRED_WITH",
        "PROVIDES",
        "OPERATED_BY",
        "SECONDED_FROM",
        "STEP",
        "ORGANISED_BY",
        "ABOUT",
    }
)
"""What may hang on a body that is only named and go over to the one that is defined: no item of theirs has the body's id
in its own."""


class Bodies:
    """The bodies known so far: those of the store and those that this load's rows name."""

    def __init__(self, facts: Facts, places: Places, state: GraphState | None = None) -> None:
        self._facts = facts
        self._places = places
        self._by_key: dict[tuple[str, str, str], str] = {}
        self._by_code: dict[str, str] = {}
        self._by_name: dict[str, list[str]] = {}
        self._leads: dict[str, list[str]] = {}
        self._homes: dict[str, str] = {}
        self._labels: dict[str, str] = {}
        self._of_kind: dict[tuple[str, str], str] = {}
        self._named: dict[str, str] = {}
        self._unplaced: dict[tuple[bool, str], list[str]] = {}
        self.superseded: dict[str, list[Ref]] = {}
        """Stored bodies that were only named, each with the bodies of that name that this load defines."""
        for node in state.of_label("Organisation") if state else ():
            home = next((row.end for row in state.outgoing(node.id, "BASED_IN")), "") if state else ""
            values = node.properties
            self._remember(node.label, node.id, home, values.get("name", ""), values.get("kind"), values.get("uscc"))
            if state and not home and _is_named_only(node, state):
                key = (node.label == PARTY, _compared(node.label, values.get("name", "")))
                self._unplaced.setdefault(key, []).append(node.id)

    def body(
        self, label: str, row: Row, *, name: str, home: Ref | None, uscc: str | None = None, **properties: Any
    ) -> Ref:
        """The body of that name in its home area, made where nobody has named it before; the first spelling stays."""
        only_named = self._only_named(label, name)
        id = self._known(label, home, name, uscc) or self._new_id(label, home, name, uscc)
        self._supersede(only_named, Ref(label, id))
        return self._say(label, id, row, home, name=self._named.get(id, name), uscc=uscc, **properties)

    def named(self, label: str, row: Row, *, name: str, **properties: Any) -> Ref:
        """A body that the row names and no roster defines: kept by its name, without a place."""
        id = self._known(label, None, name, None) or make_id("org", label, "", _compared(label, name))
        return self._say(label, id, row, None, name=self._named.get(id, name), **properties)

    def singleton(self, label: str, row: Row, *, home: Ref, name: str, **properties: Any) -> Ref:
        """The one body of that label in an area (居委会, 监督委员会 …); ``name`` serves where it has none yet."""
        id = self._by_key.get((label, home.id, "")) or make_id("org", label, home.id, "")
        return self._say(label, id, row, home, name=self._named.get(id, name), **properties)

    def party(
        self, row: Row, *, home: Ref, kind: str | None, name: str | None = None, fallback: str = "", **properties: Any
    ) -> Ref:
        """A Party organisation of an area; without a name the area's leading one is meant, called ``fallback`` if new.

        One whose kind leads such an area is the leading one, unless that is known by another name already.
        """
        only_named = self._only_named(PARTY, name) if name else []
        id = self._party_id(home, kind, name)
        self._supersede(only_named, Ref(PARTY, id))
        known = self._named.get(id)
        is_spelling = known is not None and (name is None or party_name(known) == party_name(name))
        said = known if known and is_spelling else name or fallback
        if kind:
            properties["kind"] = kind
        return self._say(PARTY, id, row, home, name=said, **properties)

    def lead(self, area: Ref) -> Ref | None:
        """The leading Party organisation of an area, None where nobody has named one."""
        leads = self._leads.get(area.id)
        return Ref(PARTY, leads[0]) if leads else None

    def of_kind(self, area: Ref, kind: str) -> Ref | None:
        """The first Party organisation of that kind based in an area (a street's 大工委), None where nobody has named one."""
        id = self._of_kind.get((area.id, kind))
        return Ref(PARTY, id) if id else None

    def find(self, labels: tuple[str, ...], name: str, *, near: Ref | None = None) -> list[Ref]:
        """The bodies of that name, those nearest to an area: of several only the ones in the smallest common area."""
        ids = [
            id
            for label in labels
            for id in dict.fromkeys(self._by_name.get(f"{label}\x1f{_compared(label, name)}", ()))
        ]
        if near is not None and len(ids) > 1:
            for place in self._places.above(near.id):
                inside = [id for id in ids if self._homes[id] and self._places.is_within(self._homes[id], place.id)]
                if inside:
                    ids = inside
                    break
        return [Ref(self._labels[id], id) for id in ids]

    def home(self, body: Ref) -> str:
        """The id of the area that a body is based in, empty where none is known."""
        return self._homes.get(body.id, "")

    def name(self, body: Ref) -> str:
        """What the body is called."""
        return self._named.get(body.id, "")

    def _party_id(self, home: Ref, kind: str | None, name: str | None) -> str:
        leads = self._leads.get(home.id, [])
        leading = make_id("org", PARTY, home.id, "lead")
        if name is None:
            return leads[0] if leads else leading
        known = self._by_key.get((PARTY, home.id, party_name(name))) or self._homeless(PARTY, party_name(name))
        if known:
            return known
        if (home.label, kind) in _ONE_TO_AREA and (home.id, kind) in self._of_kind:
            return self._of_kind[home.id, str(kind)]
        may_lead = (kind is None or kind in _LEAD_KINDS.get(home.label, ())) and self._bears_name_of(home, name)
        taken = leading in self._named and not self._named[leading].endswith(UNNAMED)
        return leading if may_lead and not taken else make_id("org", PARTY, home.id, party_name(name))

    def _bears_name_of(self, home: Ref, name: str) -> bool:
        """Whether a Party organisation is called after its area, as the leading one is; at a street, community or
        village those of units have their home too."""
        place = self._places.get(home.id)
        if place is None or home.label not in ("Street", "Community", "Village"):
            return True
        stem = party_stem(name)
        return any(stem.endswith(word) for known in place.names() for word in (known, short_name(known, home.label)))

    def _known(self, label: str, home: Ref | None, name: str, uscc: str | None) -> str | None:
        if uscc and uscc in self._by_code and self._labels[self._by_code[uscc]] == label:
            same = self._by_code[uscc]
            if _compared(label, self._named[same]) == _compared(label, name):
                return same
        compared = _compared(label, name)
        return self._by_key.get((label, home.id if home else "", compared)) or self._homeless(label, compared)

    def _new_id(self, label: str, home: Ref | None, name: str, uscc: str | None) -> str:
        """By the credit code where there is one; a code that another name has already makes no second body the first."""
        area = home.id if home else ""
        coded = make_id("org", label, area, uscc) if uscc else None
        return coded if coded and coded not in self._named else make_id("org", label, area, _compared(label, name))

    def _homeless(self, label: str, compared: str) -> str | None:
        """A body that was named before anybody said where it is."""
        id = self._by_key.get((label, "", compared))
        return id if id and not self._homes[id] else None

    def _only_named(self, label: str, name: str) -> list[str]:
        """The stored bodies that were only named, by this name; for the rest of the load it means the one defined."""
        found = self._unplaced.get((label == PARTY, _compared(label, name)), [])
        for id in found:
            if id not in self.superseded:
                self.superseded[id] = []
                compared = _compared(self._labels[id], self._named[id])
                self._by_name[f"{self._labels[id]}\x1f{compared}"].remove(id)
                del self._by_key[self._labels[id], "", compared]
        return found

    def _supersede(self, only_named: list[str], body: Ref) -> None:
        for id in only_named:
            if body not in self.superseded[id]:
                self.superseded[id].append(body)

    def _say(self, label: str, id: str, row: Row, home: Ref | None, **properties: Any) -> Ref:
        said = {name: value for name, value in properties.items() if value is not None or name in ENDS}
        ref = self._facts.node(label, id, row, **said)
        if home is not None:
            self._facts.relate("BASED_IN", ref, home, row)
        self._remember(label, id, home.id if home else "", said["name"], said.get("kind"), said.get("uscc"))
        return ref

    def _remember(self, label: str, id: str, home: str, name: str, kind: str | None, uscc: str | None) -> None:
        compared = _compared(label, name)
        self._labels[id], self._homes[id], self._named[id] = label, home or self._homes.get(id, ""), name
        if label == PARTY and home and kind:
            self._of_kind.setdefault((home, kind), id)
        self._by_key[label, home, compared] = id
        if id == make_id("org", label, home, ""):
            self._by_key[label, home, ""] = id
        names = self._by_name.setdefault(f"{label}\x1f{compared}", [])
        if id not in names:
            names.append(id)
        if uscc:
            self._by_code.setdefault(uscc, id)
        if label == PARTY and home and id == make_id("org", PARTY, home, "lead"):
            self._leads.setdefault(home, [id])


ENDS = ("validTo", "dissolvedOn", "closedOn")
"""What a kind's module passes only where its sheet has the column: empty then means "still going", which clears an end."""

UNNAMED = "党组织"
"""How the name ends that a leading Party organisation gets until a roster names it."""


def _compared(label: str, name: str) -> str:
    return party_name(name) if label == PARTY else short_name(plain_name(name), "Organisation")


def _is_named_only(node: Node, state: GraphState) -> bool:
    """Whether nothing but names of it is known, and nothing hangs on it that could not go over to another body."""
    ties = (*state.incoming(node.id), *state.outgoing(node.id))
    return node.label in NAMED_ONLY and all(row.type in _HANGING for row in ties)
