"""A server as a front-end meets it: uvicorn and the application, on a free port of this machine."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from api import create_app
from api.http.serve import listen
from api.http.settings import HttpSettings

__all__ = ["serving"]


@contextmanager
def serving(settings: HttpSettings) -> Iterator[str]:
    """Serves with these settings until the block ends; gives the address of /graphql."""
    bound = listen(settings.host, settings.port)
    server = uvicorn.Server(uvicorn.Config(create_app(settings), lifespan="on", ws="none", log_config=None))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive(), "the server did not start"
            time.sleep(0.02)
        yield f"http://127.0.0.1:{bound.getsockname()[1]}/graphql"
    finally:
        server.should_exit = True
        thread.join()
