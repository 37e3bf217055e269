"""Serving: a socket of our own, TLS, uvicorn in this process, and an end that lets what is under way finish.

Who may reach the server decides what it needs. On loopback without accounts it works for one user, the local
administrator. Anywhere else it starts only with accounts (or an OpenID provider that makes them) and with TLS, its own or
a proxy's: personal data never travels in the clear.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from api.http.app import make_app
from api.http.log import logging_to
from api.http.service import Service, open_service
from graph.errors import StoreUnreachable, UsageError
from graph.messages import Message, text

if TYPE_CHECKING:
    import uvicorn

    from api.http.app import Application, Pages
    from api.http.settings import HttpSettings

__all__ = ["check_exposure", "check_tls", "listen", "run_server", "server_of"]

Say = Callable[[Message], None]

_GRACE = 5.0
"""Seconds over the time limit of an operation that an answer under way may take when the server is told to stop."""
_KEEP_ALIVE = 65
"""Seconds that an idle connection stays open: longer than proxies keep theirs, so that they end it and we never cut one."""
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


def run_server(settings: HttpSettings, say: Say, pages: Pages | None = None) -> None:
    """Serves, ``pages`` among it, until SIGINT or SIGTERM, then ends in order.

    Raises ``UsageError`` where it must not or cannot start.
    """
    check_exposure(settings)
    check_tls(settings)
    bound = listen(settings.host, settings.port)
    try:
        with logging_to(level=settings.log_level):
            asyncio.run(_serve(settings, bound, say, pages))
    finally:
        bound.close()


async def _serve(settings: HttpSettings, bound: socket.socket, say: Say, pages: Pages | None) -> None:
    async with open_service(settings) as service:
        await _tell_who(settings, service, say)
        if not await service.probe():
            say(text("http.nothing_loaded"))
        app = make_app()
        app.serve_with(service, settings, pages)
        scheme = "https" if settings.tls_cert else "http"
        server = server_of(app, settings)
        with _taking_signals(server):
            if pages is not None:
                say(text("http.workbench", url=f"{scheme}://{_authority(bound)}/"))
            say(text("http.serving", url=f"{scheme}://{_authority(bound)}/graphql"))
            beside = [asyncio.create_task(_end_when_lost(service, server)), asyncio.create_task(_prepare(service))]
            await server.serve(sockets=[bound])
            for task in beside:
                task.cancel()
        say(text("http.ending"))
        if service.moved.is_set():
            raise StoreUnreachable("http.store_moved")


async def _end_when_lost(service: Service, server: uvicorn.Server) -> None:
    await service.moved.wait()
    server.should_exit = True


async def _prepare(service: Service) -> None:
    if service.prepare is not None:
        with suppress(Exception):  # a store that is not there yet is told to whoever asks, not to nobody
            await service.prepare()


def check_exposure(settings: HttpSettings) -> None:
    """Raises ``UsageError`` where others could reach the server and what travels would be open to all."""
    if not settings.on_loopback and not settings.secure:
        raise UsageError("http.needs_tls", host=settings.host)


def check_tls(settings: HttpSettings) -> None:
    """Raises ``UsageError`` where certificate and key cannot be used."""
    if settings.tls_cert is None or settings.tls_key is None:
        return
    for file in (settings.tls_cert, settings.tls_key):
        if not file.is_file():
            raise UsageError("http.no_tls_file", file=file)
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(settings.tls_cert, settings.tls_key, _no_password)
    except (OSError, ssl.SSLError, ValueError) as error:
        raise UsageError("http.bad_tls", cert=settings.tls_cert, key=settings.tls_key) from error


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises ``UsageError`` where the port is occupied or the address is not ours."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, protocol, _, address = found[0]
    except OSError as error:
        raise UsageError("http.no_such_host", host=host) from error
    bound = socket.socket(family, kind, protocol)
    try:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):  # on Windows two servers could share a port otherwise
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        bound.listen(2048)
    except PermissionError as error:
        bound.close()
        raise UsageError("http.port_forbidden", port=port) from error
    except OSError as error:
        bound.close()
        raise UsageError("http.port_taken", host=host, port=port) from error
    return bound


def server_of(app: Application, settings: HttpSettings) -> uvicorn.Server:
    """uvicorn with what this application leaves to it: no access log, no headers of its own, no trust in a proxy's."""
    import uvicorn

    from api.http.connection import BoundedConnection

    config = uvicorn.Config(
        app, http=BoundedConnection, lifespan="off", ws="none", log_config=None, log_level=logging.WARNING,
        access_log=False, proxy_headers=False, server_header=False, timeout_keep_alive=_KEEP_ALIVE,
        timeout_graceful_shutdown=round(settings.time_limit + _GRACE), ssl_certfile=settings.tls_cert,
        ssl_keyfile=settings.tls_key,
    )  # fmt: skip
    return uvicorn.Server(config)


async def _tell_who(settings: HttpSettings, service: Service, say: Say) -> None:
    """Says for whom the server answers; raises ``UsageError`` where that would be anybody at all."""
    people = service.identity.people
    if await people.any() or people.provider is not None:
        return
    if not settings.on_loopback or settings.behind_proxy:
        raise UsageError("http.needs_accounts", host=settings.host)
    say(text("http.single_user"))


@contextmanager
def _taking_signals(server: uvicorn.Server) -> Iterator[None]:
    """A signal ends the server in order from the moment that we say where it is.

    uvicorn takes signals itself a little later, and sends those that it has obeyed once more to whoever took them before.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(*_: object) -> None:
        server.should_exit = True

    before = {each: signal.signal(each, end) for each in _SIGNALS}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _no_password() -> str:
    """Instead of asking at the terminal: a key with a passphrase would stop every restart."""
    return ""


def _authority(bound: socket.socket) -> str:
    host, port = bound.getsockname()[:2]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
