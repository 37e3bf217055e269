"""``export``: what is alive on a date, as files for other programs."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from api.cli.output import say
from api.cli.session import open_session
from graph.messages import text
from graph.store.export import export_graph
from graph.store.reader import read_state

__all__ = ["run_export"]


def run_export(folder: Path, format: str, as_of: date) -> None:
    """Reads the store once and writes the files."""
    with open_session() as session:
        state = session.store.read(read_state)
    result = export_graph(state, folder, format, as_of=as_of)
    say(str(text("cli.exported", folder=folder, nodes=result.nodes, relationships=result.relationships, as_of=as_of)))
