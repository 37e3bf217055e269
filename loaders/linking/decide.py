"""Deciding links: confirm, reject, or take a decision back; each decision is a batch of its own and can be undone.

A decision changes the link, lets every record be judged anew, and moves tenures to the persons that follow. Later loads
remember it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Literal

from graph.errors import UsageError
from graph.model import load_model
from graph.store.batches import BatchHeader, lock_store, write_batch
from graph.store.delta import Changed, Delta
from graph.store.reader import read_state
from graph.store.records import GraphState, Node
from graph.store.writer import write_delta
from loaders.desk import Desk
from loaders.diff import work_out
from loaders.gather import Gathered
from loaders.linking.evidence import decisions_in
from loaders.linking.secret import Key
from loaders.linking.settle import settle

if TYPE_CHECKING:
    from neo4j import ManagedTransaction

    from graph.store.connection import Store

__all__ = ["LinkDecision", "decide_links"]

Verdict = Literal["confirmed", "rejected", "pending"]


@dataclass(frozen=True, slots=True)
class LinkDecision:
    """What is decided of one link: confirmed, rejected, or ``pending`` for a decision that is taken back."""

    link: str
    verdict: Verdict
    reason: str | None = None


def decide_links(store: Store, key: Key, decided: Iterable[LinkDecision], *, by: str, as_of: date) -> str | None:
    """Writes decisions as one batch and returns its id, None where they change nothing.

    Raises ``UsageError`` for a link that does not exist; then nothing is decided.
    """
    rows = [*decided]
    return store.write(lambda tx: _decide(tx, key, rows, by, as_of))


def _decide(tx: ManagedTransaction, key: Key, decided: list[LinkDecision], by: str, as_of: date) -> str | None:
    number, synthetic = lock_store(tx, by)
    state = read_state(tx)
    at = datetime.now(UTC)
    changed = _with_decisions(state, decided, by, at)
    desk = Desk.open(load_model(), key, changed)
    settled = settle(desk.people, desk.places, changed, decisions_in(changed))
    difference = work_out(Gathered(desk, settled), changed, {})
    delta = _against(state, changed, difference.delta)
    if not delta:
        return None
    write_delta(tx, delta, state)
    counts = {"decided": len(decided)}
    header = BatchHeader(by, at, as_of, None, "内部", synthetic, counts, [])
    return write_batch(tx, delta, header, number=number + 1, state=state)


def _with_decisions(state: GraphState, decided: list[LinkDecision], by: str, at: datetime) -> GraphState:
    """The state as it would be with the links decided and nothing else changed."""
    nodes = dict(state.nodes)
    for decision in decided:
        link = nodes.get(decision.link)
        if link is None or link.label != "Link":
            raise UsageError("links.no_link", link=decision.link)
        if link.properties["state"] == decision.verdict and decision.reason in (None, link.properties.get("reason")):
            continue
        told: dict[str, object] = {"state": decision.verdict, "reason": None, "decidedBy": None, "at": None}
        if decision.verdict != "pending":
            told |= {"reason": decision.reason, "decidedBy": by, "at": at}
        properties = {name: value for name, value in {**link.properties, **told}.items() if value is not None}
        nodes[link.id] = Node(link.id, link.labels, properties)
    return replace(state, nodes=nodes)


def _against(state: GraphState, changed: GraphState, delta: Delta) -> Delta:
    """The difference from the stored state, the decisions themselves included."""
    deleted = {node.id for node in delta.deleted_nodes}
    later = {change.id: change.values for change in delta.changed_nodes}
    rows = []
    for id, node in changed.nodes.items():
        before = state.nodes[id].properties
        after = {**node.properties, **{name: value for name, (_, value) in later.pop(id, {}).items()}}
        if id in deleted:
            continue
        if after != before:
            names = sorted({*before, *after})
            values = {
                name: (before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)
            }
            if values:
                rows.append(Changed(id, values))
    delta.changed_nodes = rows
    delta.deleted_nodes = [state.nodes[node.id] for node in delta.deleted_nodes]
    return delta
