"""Every write by the name of its mutation."""

from __future__ import annotations

from api.graphql.writes import findings, links
from api.graphql.writes.run import Write

__all__ = ["WRITES"]

WRITES = {
    write.name: write
    for write in (
        Write("acceptFinding", "decide", findings.accept),
        Write("reopenFinding", "decide", findings.reopen),
        Write("assignFinding", "decide", findings.assign),
        Write("commentFinding", "decide", findings.comment),
        Write("confirmLink", "decideLinks", links.confirm),
        Write("rejectLink", "decideLinks", links.reject),
        Write("undoLink", "decideLinks", links.undo),
    )
}
