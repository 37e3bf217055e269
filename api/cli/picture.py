"""``picture``: a part of the graph drawn into one file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from api.cli.output import say
from api.cli.session import open_session
from graph.messages import text

__all__ = ["run_picture"]


def run_picture(
    around: str | None, as_of: date, options: dict[str, Any], output: Path, *, assume_terms_end: bool
) -> None:
    """Draws and writes; what is wrong with the call is said before the store is opened, as far as it can be known then.

    Notes of the picture (what was grouped, what is hidden) go to stderr too.
    """
    from graph.picture.kinds import kind_named
    from graph.picture.shown import need_suffix, show

    need_suffix(output)
    kind_named(options["kind"])
    with open_session() as session:
        G = session.store.network(as_of, assume_terms_end=assume_terms_end)
    shown = show(G, around, **options)
    shown.save(output)
    picture = shown.picture
    for note in picture.notes:
        say(str(note))
    if picture.matrix is not None:
        rows, columns = len(picture.matrix.rows), len(picture.matrix.columns)
        say(str(text("picture.saved_table", file=output, rows=rows, columns=columns)))
    else:
        say(str(text("picture.saved", file=output, nodes=len(picture.nodes), edges=len(picture.edges))))
