"""The figures for the snapshot, the rules and the analyses of structure, each beside its bar and with its sizes.

Run by ``make bench``. The reference district comes from the packed snapshot; the store is filled by ``govgraph demo``'s own
rosters in a home of its own. Copies of the district under one top (1, 4 and 16 times) show how cost grows: linearly with
nodes + relationships. A size that the machine's free memory does not hold is left out, and said. Ends with 1 where a bar is
missed.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import psutil

import graph
from graph.collector import collector_paused
from graph.errors import UsageError
from graph.store.connection import open_store
from graph.store.settings import StoreSettings
from graph.store.snapshot import DatedFacts, Edge, Fact, index_of, network_on
from graph.store.snapshot.recent import forget_snapshots
from graph.structure.catalogue import ANALYSES
from loaders.linking.secret import store_key
from loaders.load import LoadOptions, load_files
from loaders.reference import write_reference

DAY = date(2026, 11, 1)
TIMES = (1, 4, 16)
MEGABYTES_A_DISTRICT = 900
HEADINGS = f"{'what':<44}{'seconds':>9}{'bar':>6}{'ratio':>7}  size"


class Bench:
    """Prints figures beside their bars and remembers what was missed."""

    def __init__(self) -> None:
        self.missed: list[str] = []

    def tell(self, what: str, value: float, bar: float | None = None, size: str = "") -> None:
        """One line."""
        against = f"{bar:>6.2f}{value / bar:>7.2f}" if bar else f"{'':>13}"
        print(f"{what:<44}{value:>9.3f}{against}  {size}", flush=True)
        if bar and value > bar:
            self.missed.append(what)


def timed(work: Callable[[], Any], times: int = 1) -> tuple[float, Any]:
    """The least seconds of so many runs, and the last answer."""
    best, answer = float("inf"), None
    for _ in range(times):
        begun = time.perf_counter()
        answer = work()
        best = min(best, time.perf_counter() - begun)
    return best, answer


def main() -> int:
    """Measures and prints every figure."""
    if len(sys.argv) > 1:
        print(json.dumps(measure_times(int(sys.argv[1]))))
        return 0
    bench = Bench()
    print(HEADINGS)
    _measure_store(bench)
    _measure_growth(bench)
    print("every bar is met" if not bench.missed else f"missed: {', '.join(bench.missed)}")
    return 1 if bench.missed else 0


def _measure_store(bench: Bench) -> None:
    """Store → snapshot, cached, and the memory of it."""
    with tempfile.TemporaryDirectory() as folder:
        shared = StoreSettings.from_environment()
        told = {"GOVGRAPH_HOME": folder, "GOVGRAPH_CACHE": str(shared.cache), "GOVGRAPH_STORE": "bench"}
        settings = StoreSettings.from_environment({**os.environ, **told})
        rosters = write_reference(Path(folder) / "district").rosters
        with open_store(settings) as store:
            from graph.store.schema import ensure_schema

            ensure_schema(store)
            load_files(store, store_key(store, settings), [rosters], LoadOptions(DAY))
            gc.collect()
            seconds, G = timed(lambda: store.network(DAY))
            size = f"{G.number_of_nodes():,} nodes, {G.number_of_edges():,} relationships"
            bench.tell("store to snapshot, the first time", seconds, size=size)
            forget_snapshots()
            del G
            seconds, _ = timed(lambda: store.network(DAY))
            bench.tell("store to snapshot", seconds, 4, size)
            bench.tell("the same again, cached", timed(lambda: store.network(DAY))[0], 1, size)


def _measure_growth(bench: Bench) -> None:
    """Rules and structure on 1, 4 and 16 times the district, each in a process of its own."""
    first: dict[str, Any] = {}
    for times in TIMES:
        free = psutil.virtual_memory().available / 2**20
        if free < times * MEGABYTES_A_DISTRICT:
            print(f"{times} times the district: left out, {free:,.0f} MB are free")
            continue
        answer = subprocess.run([sys.executable, __file__, str(times)], check=True, capture_output=True, text=True)
        told = json.loads(answer.stdout)
        first = first or told
        alone = times == 1
        size = f"{times}× the district: {told['nodes']:,} nodes, {told['edges']:,} relationships"
        bench.tell(f"{times}×: all rules", told["rules"], 3 if alone else None, f"{size}, {told['count']} rules")
        if alone:
            bench.tell("1×: slowest single rule", told["slowest"], 0.05, told["slowest_rule"])
        bench.tell(
            f"{times}×: default structure analyses", told["structure"], 5 if alone else None, ", ".join(ANALYSES)
        )
        bench.tell(f"{times}×: memory (GB)", told["memory"] / 1024, 1 if alone else None, size)
        growth = told["rules"] / first["rules"] / (told["nodes"] + told["edges"]) * (first["nodes"] + first["edges"])
        print(f"{'':<44}{growth:>9.2f} times the seconds a node or relationship of 1×, all rules")


def measure_times(times: int) -> dict[str, Any]:
    """The figures on so many districts under one top."""
    with collector_paused():
        facts = _copies(graph.demo_facts(), times)
        G = network_on(facts, DAY)
        nodes, edges = G.number_of_nodes(), G.number_of_edges()
        del facts
    gc.collect()
    index_of(G)
    run = graph.run_rules(G)
    once = 3 if times == 1 else 1
    rules, _ = timed(lambda: graph.run_rules(G), once)
    single = {}
    for result in run.results if times == 1 else ():
        id = result.rule
        single[id] = timed(lambda id=id: graph.run_rules(G, [id]), 3)[0]  # type: ignore[misc]
    memory = _peak()
    structure = sum(_seconds_of(work, G) for work in ANALYSES.values())
    slowest = max(single, key=lambda id: single[id]) if single else ""
    return {
        "nodes": nodes, "edges": edges, "count": len(run.results), "rules": rules, "slowest": single.get(slowest, 0),
        "slowest_rule": slowest, "structure": structure, "memory": memory,
    }  # fmt: skip


def _peak() -> float:
    """The most megabytes that this process itself has held (``ru_maxrss`` begins with what the parent held)."""
    status = Path("/proc/self/status")
    told = status.read_text().partition("VmHWM:")[2].split() if status.exists() else []
    return int(told[0]) / 1024 if told else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _seconds_of(work: Callable[..., Any], G: Any) -> float:
    """The seconds of one analysis; none where its guard refuses the size."""
    try:
        return timed(lambda: work(G))[0]
    except UsageError:
        return 0.0


def _copies(facts: DatedFacts, times: int) -> DatedFacts:
    """The district so many times: everything but the top once more under other ids."""
    top = next(fact.id for fact in facts.nodes if fact.label == "District")
    nodes, edges = list(facts.nodes), list(facts.edges)
    for number in range(1, times):

        def named(id: str, number: int = number) -> str:
            return id if id == top else f"{id}~{number}"

        nodes += [Fact(named(one.id), one.label, one.properties) for one in facts.nodes if one.id != top]
        edges += [Edge(named(one.start), named(one.end), one.type, one.properties) for one in facts.edges]
    return DatedFacts(nodes, edges, facts.synthetic, facts.version)


if __name__ == "__main__":
    sys.exit(main())
