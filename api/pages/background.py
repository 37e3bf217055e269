"""A server in the background of a program: for a notebook, a script or a test that asks it over HTTP."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from socket import socket
from typing import TYPE_CHECKING

from api.http.serve import listen
from api.http.settings import HttpSettings
from api.pages.app import create_app
from graph.errors import StoreUnreachable, UsageError

if TYPE_CHECKING:
    import uvicorn

__all__ = ["serving"]


@contextmanager
def serving(settings: HttpSettings | None = None) -> Iterator[str]:
    """Serves until the block ends; gives the address of /graphql.

    Without ``settings``: the store of the environment, on a free port. For this machine only: raises ``UsageError`` for
    another host than loopback (``govgraph serve`` does that), ``StoreUnreachable`` where the server does not start (its
    log says why).

    >>> with serving() as address:  # doctest: +SKIP
    ...     print(address)
    http://127.0.0.1:41373/graphql
    """
    import uvicorn

    told = settings or HttpSettings.from_environment(port=0, log="warning")
    if not told.on_loopback:
        raise UsageError("http.this_machine_only", host=told.host)
    bound = listen(told.host, told.port)
    server = uvicorn.Server(uvicorn.Config(create_app(told), lifespan="on", ws="none", log_config=None))
    thread = threading.Thread(target=_run, args=(server, bound), daemon=True)
    thread.start()
    try:
        while not server.started:
            if not thread.is_alive():
                raise StoreUnreachable("http.not_started")
            time.sleep(0.02)
        yield f"http://127.0.0.1:{bound.getsockname()[1]}/graphql"
    finally:
        server.should_exit = True
        thread.join()
        bound.close()


def _run(server: uvicorn.Server, bound: socket) -> None:
    with suppress(SystemExit):  # how uvicorn says that it could not start; whoever waits sees the thread gone
        server.run(sockets=[bound])
