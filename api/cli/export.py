"""``export``: what is alive on a date, as files for other programs."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import cast, get_args

from api.cli.output import say
from api.cli.session import open_session
from graph.errors import UsageError
from graph.messages import text
from graph.store.batches import highest_marking, read_batches
from graph.store.export import export_graph
from graph.store.export.manifest import Format
from graph.store.reader import read_state

__all__ = ["run_export"]


def run_export(folder: Path, format: str, as_of: date) -> None:
    """Reads the store once and writes the files."""
    if format not in get_args(Format):
        raise UsageError("cli.bad_format", value=format, known=" ".join(get_args(Format)))
    with open_session() as session:
        state = session.store.read(read_state)
        batches = read_batches(session.store)
    marking = highest_marking(batch.marking for batch in batches if batch.state == "applied")
    result = export_graph(state, folder, cast(Format, format), as_of=as_of, marking=marking)
    say(str(text("cli.exported", folder=folder, count=sum(result.counts.values()), as_of=as_of, marking=marking)))
