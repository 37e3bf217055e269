"""Templates: Jinja2 that escapes everything, knows no undefined name, and has its texts from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from api.accounts.viewer import roles
from api.pages.assets import address_of
from api.pages.words import as_day, as_number, as_percent
from graph.as_of import today

if TYPE_CHECKING:
    from api.pages.asked import Asked
    from api.pages.known import OfStore
    from api.pages.page import Shown

__all__ = ["Drawing", "as_block"]

_ESCAPED = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


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
        values = {
            "asked": asked, "t": asked.words, "lang": asked.lang, "to": asked.to, "here": asked.here,
            "title": shown.title, "as_of": asked.as_of.isoformat(), "today": today().isoformat(), "viewer": asked.viewer,
            "role": asked.words.of({"zh": role.zh, "en": role.en}) if role else asked.viewer.role,
            "scope": scope, "store": store, "nav": asked.desk.nav, "page": asked.page, "csrf": asked.token,
            "filled": asked.filled, "chosen": asked.chosen, "signed_in": asked.known.by == "session",
            "asset": lambda name: f"{asked.root}{address_of(name)}",
        }  # fmt: skip
        return self.plain(shown.template, {**values, **shown.values})

    def plain(self, template: str, values: dict[str, Any]) -> str:
        """A template with these values and nothing else."""
        return self.environment.get_template(template).render(values)


def as_block(value: Any) -> Markup:
    """JSON for an ``application/json`` block of a page: nothing in it can end the block.

    >>> as_block({"name": "</script><b>"})
    Markup('{"name":"\\\\u003c/script\\\\u003e\\\\u003cb\\\\u003e"}')
    """
    import orjson

    told = orjson.dumps(value, default=str).decode()
    return Markup("".join(_ESCAPED.get(letter, letter) for letter in told))
