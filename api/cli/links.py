"""``links``: list, confirm, reject, take back; in bulk through a workbook."""

from __future__ import annotations

import getpass
from dataclasses import asdict, astuple
from pathlib import Path
from typing import cast

from api.cli.output import Format, say, show
from api.cli.session import open_session, today
from graph.errors import UsageError
from graph.messages import text
from graph.store.reader import read_state
from loaders.linking.decide import LinkDecision, Verdict, decide_links
from loaders.linking.listing import STATES, list_links, read_decisions, write_links

__all__ = ["run_decide", "run_list"]

HEADINGS = ["编号", "状态", "依据", "姓名", "记录甲", "甲来源", "记录乙", "乙来源"]


def run_list(state: str, export: Path | None, format: Format, output: Path | None) -> None:
    """The links in a state, on stdout or as a workbook to be filled in."""
    states = list(STATES) if state == "all" else [state]
    if not set(states) <= set(STATES):
        raise UsageError("links.no_state", state=state, known=" ".join(STATES))
    with open_session() as session:
        links = list_links(session.store.read(read_state), states=states)
    if export is not None:
        write_links(links, export)
        say(str(text("links.written", file=export)))
        return
    rows = [[link.id, STATES[link.state], *astuple(link)[2:]] for link in links]
    document = {"version": 1, "links": [asdict(link) for link in links]}
    show(rows, HEADINGS, format=format, document=document, title="关联", output=output)
    say(str(text("links.listed", count=len(links))))


def run_decide(verdict: str, ids: list[str], file: Path | None, reason: str | None) -> None:
    """Decides the links named, and those of a filled-in workbook as each of its rows says."""
    decided = [LinkDecision(id, cast(Verdict, verdict), reason) for id in ids]
    if file is not None:
        decided += read_decisions(file)
    if not decided:
        raise UsageError("links.nothing")
    with open_session() as session:
        batch = decide_links(session.store, session.key, decided, by=getpass.getuser(), as_of=today())
    say(str(text("links.decided", count=len(decided), batch=batch) if batch else text("links.unchanged")))
