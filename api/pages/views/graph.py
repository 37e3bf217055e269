"""图谱 / network: search, what is around a node, expansions, paths, the day, saved views; the same without script."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from api.pages.links import address
from api.pages.network.days import days_of
from api.pages.network.drawn import Drawn, block_of, drawn
from api.pages.network.fetch import fetch, search
from api.pages.network.files import FILES, file_of
from api.pages.network.shelf import decide_view, may_keep, opened, query_of, shelf_of, state_pairs
from api.pages.network.state import LIMITS, MODES, STEPS, WAYS, Expansion, State, kinds_offered, read_state
from api.pages.network.told import card_of, rows_of
from api.pages.page import Page, Shown
from api.pages.reply import file_reply, go_to
from api.pages.trouble import Trouble, bad_part, nothing_there
from graph.model import load_model
from graph.picture.words import name_shown

if TYPE_CHECKING:
    from api.accounts.views import SavedView
    from api.pages.asked import Asked
    from api.pages.forms import Form

__all__ = ["PAGES"]


async def show(asked: Asked, trouble: Trouble | None = None) -> Shown | Response:
    """The page for what its address asks; an address with nothing but a view leads to that view's own."""
    state = read_state(asked.params)
    view = await opened(asked, state.view) if state.view else None
    if view is not None and state.centre is None:
        kept = [pair for pair in asked.pairs if pair[0] == "lang"]
        return go_to(address(asked.root, "graph", [*state_pairs(view), ("view", view.id), *kept]))
    hits = await search(asked, state.search) if state.search else []
    told = await _drawn(asked, state, view) if state.centre else None
    values: dict[str, Any] = {
        "state": state, "view": view, "hits": hits, "told": told, "trouble": trouble, "done": asked.params.text("done", 12),
        "card": await card_of(asked, state.card) if state.card else None, "views": await shelf_of(asked),
        "may_keep": may_keep(asked), "files": FILES, "query": query_of(asked), **_choices(asked),
    }  # fmt: skip
    values |= await _of_picture(asked, state, told) if told else {}
    return Shown("graph.html", asked.words("page_graph.title"), values, trouble.status if trouble else 200)


async def _drawn(asked: Asked, state: State, view: SavedView | None) -> Drawn:
    facts = await fetch(asked, state)
    return await asyncio.to_thread(drawn, facts, state, view.places if view else None)


async def _of_picture(asked: Asked, state: State, told: Drawn) -> dict[str, Any]:
    t, G = asked.words, told.G
    rows = rows_of(told.picture, asked)
    legend = [(row.label, t.of(row.text), row.colour, row.shape, row.count, row.dashed) for row in told.whole.legend]
    assert state.centre is not None
    return {
        "rows": rows, "legend": legend, "block": block_of(told, state), "days": await days_of(asked, G),
        "heading": t.of(told.picture.heading), "notes": [t.of(note) for note in told.picture.notes],
        "centre_name": name_shown(G.nodes[state.centre.id], state.centre.id) if state.centre.id in G else state.centre.id,
        "to_name": name_shown(G.nodes[state.to], state.to) if state.to and state.to in G else state.to,
        "further": lambda id: [*(each.told() for each in state.more), Expansion(id).told()],
        "toggled": lambda label: [one for one in state.hide if one != label] if label in state.hide else [*state.hide, label],
    }  # fmt: skip


def _choices(asked: Asked) -> dict[str, Any]:
    """What the forms offer."""
    t, kinds = asked.words, load_model().relationships
    return {
        "kinds": [(type, kinds[type].zh if asked.lang == "zh" else kinds[type].en) for type in kinds_offered()],
        "ways": [(way, t(f"page_graph.way_{way}")) for way in WAYS], "steps": STEPS, "limits": LIMITS,
        "modes": [(mode, t(f"page_graph.mode_{mode}")) for mode in MODES],
    }  # fmt: skip


async def take(asked: Asked, form: Form) -> Shown | Response:
    """Keeps, renames, shares or deletes a view; what stands in the way is said on the page, nothing typed is lost."""
    try:
        id = await decide_view(asked, form)
    except Trouble as trouble:
        if trouble.status not in (400, 409):
            raise
        return await show(asked, trouble)
    return go_to(asked.here(view=id, done=form.text("deed")))


async def write(asked: Asked) -> Response:
    """What the page would show, as a file."""
    form, state = asked.places["form"], read_state(asked.params)
    if form not in FILES:
        raise nothing_there()
    if state.centre is None:
        raise bad_part("around", "")
    view = await opened(asked, state.view) if state.view else None
    told = await _drawn(asked, state, view)
    body, kind = await file_of(form, told, asked, await asked.desk.known.of_store())
    return file_reply(body, kind, f"govgraph-graph-{asked.as_of}.{form}")


async def show_card(asked: Asked) -> Shown:
    """One node's card, alone: the page's script puts it at the side."""
    card = await card_of(asked, asked.places["id"])
    if card is None:
        raise nothing_there()
    return Shown("graph-card.html", card.name, {"card": card})


PAGES = (
    Page(path="/graph", name="graph", show=show, decide=take, nav=30),
    Page(path="/graph.{form}", name="graph", show=write),
    Page(path="/graph/cards/{id}", name="graph", show=show_card),
)
