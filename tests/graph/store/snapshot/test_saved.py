from __future__ import annotations

from datetime import date
from pathlib import Path

import networkx as nx
import pytest

from graph.errors import StoreError, UsageError
from graph.store.connection import Store
from graph.store.export import export_graph
from graph.store.reader import read_state
from graph.store.snapshot import read_snapshot

ON = date(2026, 11, 1)


@pytest.mark.parametrize("format", ["parquet", "csv"])
def test_snapshot_of_an_export_is_the_graph_of_the_store(corner: Store, tmp_path: Path, format: str) -> None:
    export_graph(corner.read(read_state), tmp_path / "out", format, as_of=ON, marking="内部")  # type: ignore[arg-type]
    saved, G = read_snapshot(tmp_path / "out"), corner.network(ON)
    assert dict(saved.nodes(data=True)) == dict(G.nodes(data=True))
    assert {(*edge[:3], str(edge[3])) for edge in saved.edges(keys=True, data=True)} == {
        (*edge[:3], str(edge[3])) for edge in G.edges(keys=True, data=True)
    }
    assert saved.graph["as_of"] == ON


def test_snapshots_of_different_exports_have_different_versions(corner: Store, tmp_path: Path) -> None:
    state = corner.read(read_state)
    for name, day in (("a", ON), ("b", date(2026, 5, 1)), ("c", ON)):
        export_graph(state, tmp_path / name, "csv", as_of=day, marking="内部")
    versions = {name: read_snapshot(tmp_path / name).graph["version"] for name in "abc"}
    assert versions["a"] == versions["c"] != versions["b"]


def test_folder_that_is_no_export_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"manifest\.json"):
        read_snapshot(tmp_path)


def test_format_that_cannot_be_read_back_is_refused(corner: Store, tmp_path: Path) -> None:
    export_graph(corner.read(read_state), tmp_path / "out", "graphml", as_of=ON, marking="内部")
    with pytest.raises(UsageError, match="graphml"):
        read_snapshot(tmp_path / "out")


def test_snapshot_needs_no_driver_of_neo4j(corner: Store, tmp_path: Path) -> None:
    import subprocess
    import sys

    export_graph(corner.read(read_state), tmp_path / "out", "parquet", as_of=ON, marking="内部")
    asked = "import graph, sys; G = graph.read_snapshot(sys.argv[1]); print(len(G), 'neo4j' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked, tmp_path / "out"], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(len(corner.network(ON))), "False"]
    assert nx.is_directed(read_snapshot(tmp_path / "out"))
