"""``serve``: the server in this process, until it is told to end."""

from __future__ import annotations

from typing import Any

from api.cli.output import say
from api.http.serve import run_server
from api.http.settings import HttpSettings
from api.pages.routes import workbench

__all__ = ["run_serve"]


def run_serve(**told: Any) -> None:
    """Serves; what is None is decided by the environment (see :mod:`api.http.settings`)."""
    run_server(HttpSettings.from_environment(**told), lambda message: say(str(message)), workbench)
