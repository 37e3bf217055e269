"""Templates: Jinja2 that escapes everything, knows no undefined name, and has its texts from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.utils import htmlsafe_json_dumps

from api.accounts.viewer import roles
from api.pages.assets import address_of
from api.pages.words import as_day, as_number, as_percent
from graph.as_of import today

if TYPE_CHECKING:
    from api.pages.asked import Asked
    from api.pages.known import OfStore
    from api.pages.page import Shown

__all__ = ["Drawing", "as_block"]


class Drawing:
    """The environment of the templates. It is made once; a page is drawn by name."""

    def __init__(self) -> None:
        self.environment = Environment(
            loader=PackageLoader("api.pages"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.environment.globals["assets"] = address_of
        self.environment.filters.update(number=as_number, percent=as_percent, day=as_day, block=as_block)

    def draw(self, shown: Shown, asked: Asked, store: OfStore, scope: list[str]) -> str:
        """A page as HTML."""
        role = roles().get(asked.viewer.role)
        nav = [page for page in asked.desk.nav if page.right is None or asked.viewer.may(page.right)]
        values = {
            "asked": asked, "t": asked.words, "lang": asked.lang, "to": asked.to, "here": asked.here,
            "title": shown.title, "as_of": asked.as_of.isoformat(), "today": today().isoformat(), "viewer": asked.viewer,
            "role": asked.words.of({"zh": role.zh, "en": role.en}) if role else asked.viewer.role,
            "scope": scope, "store": store, "nav": nav, "page": asked.page, "csrf": asked.token,
            "filled": asked.filled, "chosen": asked.chosen, "signed_in": asked.known.by == "session",
            "asset": lambda name: f"{asked.root}{address_of(name)}",
        }  # fmt: skip
        return self.plain(shown.template, {**values, **shown.values})

    def plain(self, template: str, values: dict[str, Any]) -> str:
        """A template with these values and nothing else."""
        return self.environment.get_template(template).render(values)


def as_block(value: Any) -> Any:
    """JSON for an ``application/json`` block of a page: nothing in it can end the block.

    >>> print(as_block({"name": "</script><b>"}))
    {"name":"\\u003c/script\\u003e\\u003cb\\u003e"}
    """
    return htmlsafe_json_dumps(value, dumps=lambda told: orjson.dumps(told, default=str).decode())
