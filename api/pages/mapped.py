"""What the map shows: an area's parts, or the parts of its parts, with their boundaries and figures under one rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from api.pages.heat import STEPS, figures_of, share, step
from api.pages.map_svg import Drawn, Framed, Spot, draw
from api.pages.overview import top_of
from api.pages.trouble import bad_part
from graph.coverage.catalogue import load_rules

if TYPE_CHECKING:
    from api.pages.asked import Asked

__all__ = ["LEVELS", "Mapped", "drawn", "legend", "make_map"]

LEVELS = ("parts", "below")
"""The areas directly in the one that is looked at, or those one level further down."""
FIRST_RULE = "S02"


@dataclass(frozen=True, slots=True)
class Mapped:
    """``places``: the areas shown, each with its ``figures`` under the rule, or none; ``left``: how many are not shown, as
    there are too many; ``systems``: the coordinate systems of their boundaries."""

    run: Mapping[str, Any] | None
    top: Mapping[str, Any] | None
    rule: Mapping[str, Any]
    known: Sequence[Mapping[str, Any]]
    level: str
    places: Sequence[tuple[Mapping[str, Any], Mapping[str, Any] | None]]
    left: int
    systems: Sequence[str]


async def make_map(asked: Asked) -> Mapped:
    """Asks for it; raises ``Trouble`` for an area, rule or level that is none."""
    id = asked.params.rule("rule", load_rules()) or FIRST_RULE
    level = asked.params.choice("level", LEVELS) or "parts"
    top = await top_of(asked)
    data = await asked.read("map", top=top, rule=id, deep=level == "below")
    area = data["area"]
    if area is None and asked.params.area():
        raise bad_part("area", top)
    nothing: Mapping[str, Any] = {"nodes": [], "totalCount": 0}
    found = nothing if area is None else data["below"] if level == "below" else area["parts"]
    rules = {rule["id"]: rule for rule in data["rules"]}
    return Mapped(
        data["latestRun"], area, rules[id], data["rules"], level,
        [(place, figures_of(place["coverage"]).get(id)) for place in found["nodes"]],
        found["totalCount"] - len(found["nodes"]),
        sorted({place["boundaryCrs"] or "unknown" for place in found["nodes"] if place["boundary"]}),
    )  # fmt: skip


def drawn(asked: Asked, mapped: Mapped, framed: Framed | None = None) -> Drawn:
    """The drawing; on the page each area leads to its findings under the rule, in a file it leads nowhere."""
    spots = [
        Spot(
            place["name"] or place["id"], _told(asked, figures), step(figures, mapped.rule["status"]), place["boundary"],
            None if framed else asked.to("findings", rule=mapped.rule["id"], area=place["id"]),
        )
        for place, figures in mapped.places
    ]  # fmt: skip
    return draw(spots, heading(asked, mapped), framed)


def heading(asked: Asked, mapped: Mapped) -> str:
    """What the map is of."""
    name = mapped.top["name"] if mapped.top else ""
    return f"{name} · {mapped.rule['id']} {asked.words.of(mapped.rule['name'])}"


def legend(asked: Asked) -> list[tuple[str, str]]:
    """The steps and what they mean."""
    steps = [*(name for _, name in STEPS), "plain", "none"]
    return [(name, asked.words(f"page_map.step_{name}")) for name in steps]


def _told(asked: Asked, figures: Mapping[str, Any] | None) -> str:
    if figures is None:
        return "—"
    return share(figures) if figures["due"] else asked.words("page_map.not_due")
