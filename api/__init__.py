"""The edges that people and programs touch: the command line, GraphQL and pages.

The public names, each read in when it is first used::

    import api

    app = api.create_app()      # an ASGI application: GraphQL and pages; uvicorn --factory api:create_app
    with api.serving() as address:      # the same in the background, on a free port of this machine
        ...
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from api.http.settings import HttpSettings
    from api.pages.app import create_app
    from api.pages.background import serving

__all__ = ["HttpSettings", "create_app", "serving"]

_HOMES = {"HttpSettings": "http.settings", "create_app": "pages.app", "serving": "pages.background"}
"""Where each public name lives."""


def __getattr__(name: str) -> Any:
    """A public name, read in when it is first asked for (PEP 562)."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{home}"), name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
