"""What a request shows to say who is asking, taken from its headers: a token, a session's cookie, or a proxy's header.

The proxy's header counts only where the server was told that it stands behind a proxy and the request comes from one of the
addresses that are trusted; from anywhere else it is as if it were not there. ``peer`` is the address of the connection
itself, never one that a header names.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Literal

from api.accounts.settings import ProxySettings
from api.accounts.tokens import SESSION, is_secret

__all__ = ["COOKIE", "SECURE_COOKIE", "Credentials", "client_address", "credentials_of", "is_trusted"]

COOKIE, SECURE_COOKIE = "govgraph_session", "__Host-govgraph_session"
"""The cookie of a session; the second where pages come over TLS: a browser takes it over TLS only, for one host only."""

_LONGEST = 512

Headers = Sequence[tuple[bytes, bytes]]
Networks = Iterable[IPv4Network | IPv6Network]


@dataclass(frozen=True, slots=True)
class Credentials:
    """Of which kind, and the secret or name itself, which ``repr`` never shows; ``peer``: where the connection is from."""

    kind: Literal["token", "session", "header"]
    value: str = field(repr=False)
    peer: str | None = None


def credentials_of(headers: Headers, peer: str | None, proxy: ProxySettings | None = None) -> Credentials | None:
    """What these headers (names in lower case, as ASGI gives them) show; None where they show nothing.

    A bearer token goes first, then the header of a trusted proxy, then a cookie. ``proxy`` is None unless the server was
    started with --behind-proxy. Of a header that must be there once and is there twice nothing counts.

    >>> credentials_of([(b"authorization", b"Bearer gvt_x")], "127.0.0.1")
    Credentials(kind='token', peer='127.0.0.1')
    """
    bearer = _one(headers, b"authorization")
    if bearer is not None and bearer[:7].lower() == "bearer ":
        return Credentials("token", bearer[7:].strip()[:_LONGEST], peer)
    if proxy is not None and is_trusted(peer, proxy.trusted):
        name = _one(headers, proxy.header.lower().encode("ascii"))
        if name is not None and name.strip():
            return Credentials("header", unicodedata.normalize("NFKC", name).strip()[:_LONGEST], peer)
    secret = _cookie(headers)
    return Credentials("session", secret, peer) if secret else None


def is_trusted(peer: str | None, networks: Networks) -> bool:
    """Whether an address lies in one of these networks; an IPv4 address in IPv6 clothes counts as itself.

    >>> from ipaddress import ip_network
    >>> is_trusted("::ffff:10.1.2.3", [ip_network("10.1.2.0/24")]), is_trusted("unix", [ip_network("0.0.0.0/0")])
    (True, False)
    """
    try:
        address = ip_address(peer or "")
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    return any(address in network for network in networks)


def client_address(headers: Headers, peer: str | None, proxy: ProxySettings | None = None) -> str | None:
    """Where a request comes from, for the audit: the last address in X-Forwarded-For that no trusted proxy has.

    Only a trusted proxy's word is taken; what a client wrote into the header itself stands further left.
    """
    if proxy is None or not is_trusted(peer, proxy.trusted):
        return peer
    told = b",".join(value for name, value in headers if name == b"x-forwarded-for").decode("latin-1")
    for hop in reversed([part.strip() for part in told.split(",") if part.strip()]):
        if not is_trusted(hop, proxy.trusted):
            return _address(hop) or peer
    return peer


def _address(text: str) -> str | None:
    try:
        return str(ip_address(text))
    except ValueError:
        return None


def _one(headers: Headers, wanted: bytes) -> str | None:
    """The value of a header that is there once, and is text."""
    found = [value for name, value in headers if name == wanted]
    if len(found) != 1:
        return None
    try:
        return found[0].decode("utf-8")
    except UnicodeDecodeError:
        return None


def _cookie(headers: Headers) -> str | None:
    """The session's secret among all cookies; the cookie that only TLS can set goes first."""
    pairs: dict[str, str] = {}
    for name, value in headers:
        if name == b"cookie":
            for part in value.decode("latin-1").split(";"):
                key, _, secret = part.strip().partition("=")
                pairs.setdefault(key, secret)
    found = (pairs[name] for name in (SECURE_COOKIE, COOKIE) if name in pairs)
    return next((secret for secret in found if is_secret(secret, SESSION)), None)
