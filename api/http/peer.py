"""Who is at the other end of a connection, and what a proxy in front says of the client behind it.

``X-Forwarded-For`` and ``X-Forwarded-Proto`` count only where the connection itself comes from a proxy of ours: from
anybody else they are words of the client.
"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_network
from typing import TYPE_CHECKING

from api.accounts.credentials import client_address, is_trusted
from api.accounts.settings import ProxySettings
from api.http.settings import is_loopback

if TYPE_CHECKING:
    from api.http.wire import Scope

__all__ = ["ON_THIS_MACHINE", "Peer", "peer_of"]

ON_THIS_MACHINE = ProxySettings(trusted=(ip_network("127.0.0.0/8"), ip_network("::1/128")))
"""The proxy that is taken for granted behind ``--behind-proxy`` where auth.yaml names none."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A client's address, the connection's own, whether TLS protects the way, and whether a proxy of ours lies between."""

    address: str | None
    connection: str | None
    secure: bool = False
    by_proxy: bool = False

    @property
    def local(self) -> bool:
        """Whether the client is on this machine, with no proxy in between."""
        return not self.by_proxy and self.connection is not None and is_loopback(self.connection)


def peer_of(scope: Scope, proxy: ProxySettings | None) -> Peer:
    """The client of a request; ``proxy`` is None unless the server was told that it stands behind one.

    >>> scope = {"client": ("127.0.0.1", 5000), "scheme": "http", "headers": [(b"x-forwarded-for", b"10.9.9.9")]}
    >>> peer_of(scope, None).address, peer_of(scope, ON_THIS_MACHINE).address
    ('127.0.0.1', '10.9.9.9')
    """
    client = scope.get("client")
    connection = str(client[0]) if client else None
    secure = scope.get("scheme") == "https"
    if proxy is None or not is_trusted(connection, proxy.trusted):
        return Peer(connection, connection, secure)
    headers = scope["headers"]
    secure = secure or (b"x-forwarded-proto", b"https") in headers
    return Peer(client_address(headers, connection, proxy), connection, secure, by_proxy=True)
