"""What joined records change in the store beyond what rows say: links, parted and merged tenures, persons left empty.

Derived links come and go with their evidence; decided ones (confirmed, rejected) stay, and join whomever their records
mean now.
"""

from __future__ import annotations

from graph.model import make_id
from graph.store.delta import Changed, Delta
from graph.store.records import GraphState, Node, Relationship
from loaders.linking.evidence import LinkFact
from loaders.linking.persons import Settled

__all__ = ["add_link_changes"]

DECIDED = ("confirmed", "rejected")


def add_link_changes(settled: Settled, state: GraphState, delta: Delta) -> None:
    """Adds to a difference what follows from the settled links and persons."""
    deleted = {row.id for row in delta.deleted_relationships}
    stored = {frozenset((node.properties["a"], node.properties["b"])): node for node in state.of_label("Link")}
    wanted = {frozenset((link.a, link.b)): link for link in settled.links}
    for pair, link in wanted.items():
        known = stored.get(pair)
        if known is None:
            delta.created_nodes.append(Node(link.id, ("Link",), {"a": link.a, "b": link.b, **_told(link)}))
        elif known.properties["state"] not in DECIDED:
            _change(known, link, delta)
        _aim(known.id if known else link.id, pair, settled, state, delta, deleted)
    for pair, node in stored.items():
        if pair not in wanted and node.properties["state"] in DECIDED:
            _aim(node.id, pair, settled, state, delta, deleted)
        elif pair not in wanted:
            _delete(node, state, delta, deleted)
    for id in sorted(settled.dropped):
        _delete(state.nodes[id], state, delta, deleted)
    named = set(settled.person_of.values())
    for node in state.of_label("Person"):
        if node.id not in named:
            _delete(node, state, delta, deleted)


def _told(link: LinkFact) -> dict[str, str]:
    return {"rung": link.rung, "state": link.state, "evidence": link.evidence, "name": link.evidence}


def _change(known: Node, link: LinkFact, delta: Delta) -> None:
    after = {"a": link.a, "b": link.b, **_told(link)}
    changes = {
        name: (known.properties.get(name), value)
        for name, value in after.items()
        if known.properties.get(name) != value
    }
    if changes:
        delta.changed_nodes.append(Changed(known.id, changes))


def _aim(
    link: str, records: frozenset[str], settled: Settled, state: GraphState, delta: Delta, deleted: set[str]
) -> None:
    """Lets a link join the persons whom its records mean now."""
    persons = sorted({settled.person_of[record] for record in records if record in settled.person_of})
    before = {row.end: row for row in state.outgoing(link, "JOINS")}
    for person in persons:
        if person not in before:
            id = make_id("rel", "JOINS", link, person)
            delta.created_relationships.append(Relationship(id, "JOINS", link, person, {}))
    if persons:
        _remove([row for end, row in before.items() if end not in persons], delta, deleted)


def _delete(node: Node, state: GraphState, delta: Delta, deleted: set[str]) -> None:
    delta.deleted_nodes.append(node)
    _remove([*state.incoming(node.id), *state.outgoing(node.id)], delta, deleted)


def _remove(rows: list[Relationship], delta: Delta, deleted: set[str]) -> None:
    for row in rows:
        if row.id not in deleted:
            deleted.add(row.id)
            delta.deleted_relationships.append(row)
