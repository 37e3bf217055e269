"""The core: the model, the store, and what is worked out on them; knows nothing of files, HTTP or screens.

The front door for notebooks and scripts; each name is read in when it is first used::

    import graph

    with graph.connect() as store:                     # the managed Neo4j, or NEO4J_URI
        G = store.network(as_of="2026-11-01")
    G = graph.read_snapshot("DIR")                     # an export, without Neo4j or Java
    G = graph.demo_network()                           # the reference district, fictional

    run = graph.run_rules(G)
    run.to_frame(level="street"), run.findings().to_frame()
    graph.find_dual_roles(G), graph.critical_people(G), graph.find_interlocks(G)
    graph.show(G, around="140213050001")               # a picture; .save("picture.html")
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graph.coverage.calendar import renewal_calendar
    from graph.coverage.catalogue import load_rules, read_rules
    from graph.coverage.check_file import check_rule_file
    from graph.coverage.dual_roles import find_dual_roles
    from graph.coverage.packs import read_pack
    from graph.coverage.run import run_rules
    from graph.coverage.series import coverage_series, newly_found
    from graph.figures.count import count_figures
    from graph.picture.shown import draw_picture, show
    from graph.store.batches import read_batches, undo_batch
    from graph.store.connection import connect
    from graph.store.snapshot.demo import demo_facts, demo_network
    from graph.store.snapshot.layers import layer
    from graph.store.snapshot.network import network_on
    from graph.store.snapshot.saved import read_snapshot
    from graph.structure.brokers import find_brokers
    from graph.structure.clusters import find_clusters
    from graph.structure.critical import critical_people
    from graph.structure.cut import find_articulation, find_bridges
    from graph.structure.interlocks import find_interlocks
    from graph.structure.isolates import find_isolates
    from graph.structure.robustness import robustness_curve
    from graph.workbook import save_workbook

__all__ = [
    "check_rule_file",
    "connect",
    "count_figures",
    "coverage_series",
    "critical_people",
    "demo_facts",
    "demo_network",
    "draw_picture",
    "find_articulation",
    "find_bridges",
    "find_brokers",
    "find_clusters",
    "find_dual_roles",
    "find_interlocks",
    "find_isolates",
    "layer",
    "load_rules",
    "network_on",
    "newly_found",
    "read_batches",
    "read_pack",
    "read_rules",
    "read_snapshot",
    "renewal_calendar",
    "robustness_curve",
    "run_rules",
    "save_workbook",
    "show",
    "undo_batch",
]

_HOMES = {
    "check_rule_file": "coverage.check_file",
    "connect": "store.connection",
    "count_figures": "figures.count",
    "coverage_series": "coverage.series",
    "critical_people": "structure.critical",
    "demo_facts": "store.snapshot.demo",
    "demo_network": "store.snapshot.demo",
    "draw_picture": "picture.shown",
    "find_articulation": "structure.cut",
    "find_bridges": "structure.cut",
    "find_brokers": "structure.brokers",
    "find_clusters": "structure.clusters",
    "find_dual_roles": "coverage.dual_roles",
    "find_interlocks": "structure.interlocks",
    "find_isolates": "structure.isolates",
    "layer": "store.snapshot.layers",
    "load_rules": "coverage.catalogue",
    "network_on": "store.snapshot.network",
    "newly_found": "coverage.series",
    "read_batches": "store.batches",
    "read_pack": "coverage.packs",
    "read_rules": "coverage.catalogue",
    "read_snapshot": "store.snapshot.saved",
    "renewal_calendar": "coverage.calendar",
    "robustness_curve": "structure.robustness",
    "run_rules": "coverage.run",
    "save_workbook": "workbook",
    "show": "picture.shown",
    "undo_batch": "store.batches",
}
"""Where each public name lives."""


def __getattr__(name: str) -> Any:
    """A public name, read in when it is first asked for (PEP 562)."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{home}"), name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
