"""The reference district as one small file of facts, for :func:`graph.demo_network`: no store is needed to make it.

Run by the Makefile: ``python -m loaders.reference.pack FILE``. The same generator gives the same bytes: the key of the
hashes is fixed here, which is safe for invented people and for nobody else.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from graph.collector import collector_paused
from graph.store.records import GraphState
from graph.store.snapshot.facts import DatedFacts
from graph.store.snapshot.packed import pack_facts
from graph.store.snapshot.saved import facts_of_state
from loaders.check import flag_district
from loaders.diff import work_out
from loaders.gather import gather
from loaders.linking.secret import Key
from loaders.load import source_nodes
from loaders.reading import list_files, read_files
from loaders.reference.write import write_reference

__all__ = ["pack_reference", "reference_facts"]

_KEY = Key(b"fictional people of no district.")
VERSION = "reference"


def reference_facts(streets: Sequence[str] | None = None) -> DatedFacts:
    """The facts that loading the reference district's rosters into an empty store gives; ``streets`` as for writing them."""
    with tempfile.TemporaryDirectory() as folder, collector_paused():
        reference = write_reference(Path(folder), streets=streets)
        files = [*read_files(list_files([reference.rosters]))]
        gathered = gather(files, _KEY, GraphState())
        flag_district(gathered, GraphState())
        delta = work_out(gathered, GraphState(), source_nodes(files)).delta
    state = GraphState(
        {node.id: node for node in delta.created_nodes}, {row.id: row for row in delta.created_relationships}
    )
    return facts_of_state(state, synthetic=True, version=VERSION)


def pack_reference(file: Path, streets: Sequence[str] | None = None) -> None:
    """Writes the file, whole or not at all."""
    data = pack_facts(reference_facts(streets))
    draft = file.with_name(f".{file.name}.new")
    draft.write_bytes(data)
    draft.replace(file)


if __name__ == "__main__":
    pack_reference(Path(sys.argv[1]))
