"""One finding: rule and clause, numbers, facts down to the cell, remedies, history; and what can be decided about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from api.pages.decisions import DECISIONS, decide, seen
from api.pages.findings import message, target
from api.pages.page import Page, Shown
from api.pages.reply import go_to
from api.pages.trouble import Trouble, nothing_there
from graph.as_of import today

if TYPE_CHECKING:
    from starlette.responses import Response

    from api.pages.asked import Asked
    from api.pages.forms import Form

__all__ = ["PAGES"]


async def show(asked: Asked, trouble: Trouble | None = None) -> Shown:
    """The card of the finding; ``trouble``: why what was sent could not be done."""
    data = await asked.read("finding", id=asked.places["id"])
    found = data["finding"]
    if found is None:
        raise nothing_there()
    rule = next((rule for rule in data["rules"] if rule["id"] == found["rule"]), None)
    chain = list(_chain(found["foundAt"]))
    values = {
        "finding": found, "rule": rule, "chain": chain, "message": message(found, asked), "target": target(found, asked),
        "numbers": await _numbers(asked, found["rule"], chain),
        "may_decide": asked.viewer.may("decide") and found["state"] != "fixed", "trouble": trouble,
        "done": asked.params.choice("done", tuple(DECISIONS)), "tomorrow": (today() + timedelta(days=1)).isoformat(),
    }  # fmt: skip
    return Shown("finding.html", target(found, asked), values, trouble.status if trouble else 200)


async def take(asked: Asked, form: Form) -> Shown | Response:
    """Decides; a change by somebody else in the meantime is shown with what was typed still in place."""
    _, revision = seen(f"x.{form.text('revision')}")
    trouble = await decide(asked, form, asked.places["id"], revision)
    if trouble is not None:
        return await show(asked, trouble)
    return go_to(asked.here(done=form.text("decision")))


def _chain(area: Mapping[str, Any] | None) -> Iterator[Mapping[str, Any]]:
    """The areas that it is found at, from the smallest to the district."""
    while area is not None:
        yield area
        area = area.get("parent")


async def _numbers(asked: Asked, rule: str, chain: list[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The rule's figures for those areas, from the district down."""
    ids = [area["id"] for area in reversed(chain)]
    if not ids:
        return []
    data = await asked.read("numbers", rule=rule, areas=ids)
    areas = {area["id"]: area for area in data["areas"]["nodes"]}
    return [
        {**figures, "area": areas[id]}
        for id in ids
        if id in areas
        for figures in areas[id]["coverage"] or ()
        if not figures["direct"]
    ]


PAGES = (Page(path="/findings/{id}", name="findings", show=show, decide=take),)
