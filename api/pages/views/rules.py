"""规则 / rules: the catalogue with status, severity, thresholds, and what the newest run counted in an area."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from api.pages.area_choices import area_choices
from api.pages.findings import SEVERITIES
from api.pages.page import Page, Shown
from api.pages.posts import top_area
from api.pages.rules import COLUMNS, KINDS, STATUSES, described, kind_words
from api.pages.sheets import Sheet

if TYPE_CHECKING:
    from api.pages.asked import Asked

__all__ = ["PAGES"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rules the address asks for."""

    kind: str | None
    status: str | None
    severity: str | None
    text: str | None

    def __contains__(self, rule: Mapping[str, Any]) -> bool:
        said = f"{rule['id']} {rule['name']['zh']} {rule['name']['en']} {rule['basis'] or ''}".casefold()
        fits = all(told in (None, rule[name]) for name, told in self._equal)
        return fits and (self.text is None or self.text.casefold() in said)

    @property
    def _equal(self) -> tuple[tuple[str, str | None], ...]:
        return ("kind", self.kind), ("status", self.status), ("severity", self.severity)


async def show(asked: Asked) -> Shown:
    """The catalogue."""
    asks, t = _wanted(asked), asked.words
    areas = await area_choices(asked)
    data = await asked.read("rules", area=asked.params.area() or await top_area(asked))
    rows = [row for row in described(data["rules"], data["area"]) if row in asks]
    values = {
        "asks": asks, "areas": areas, "columns": COLUMNS, "rows": rows, "run": data["latestRun"], "area": data["area"],
        "kinds": [(kind, kind_words(kind, t)) for kind in KINDS],
        "statuses": [(status, t(f"pages.status_{status}")) for status in STATUSES],
        "severities": [(severity, t(f"pages.severity_{severity}")) for severity in SEVERITIES],
    }  # fmt: skip
    return Shown("rules.html", t("page_rules.title"), values)


async def sheet(asked: Asked) -> Sheet:
    """All rows of the list."""
    return Sheet(asked.words("page_rules.title"), COLUMNS, _walk(asked))


async def _walk(asked: Asked) -> AsyncIterator[Mapping[str, Any]]:
    asks = _wanted(asked)
    await area_choices(asked)
    data = await asked.read("rules", area=asked.params.area() or await top_area(asked))
    for row in described(data["rules"], data["area"]):
        if row in asks:
            yield row


def _wanted(asked: Asked) -> Wanted:
    params = asked.params
    kind, status = params.choice("kind", KINDS), params.choice("status", STATUSES)
    return Wanted(kind, status, params.choice("severity", SEVERITIES), params.text("q"))


PAGES = (Page(path="/rules", name="rules", show=show, sheet=sheet, nav=90),)
