"""Whom a request may come from: host names that the server answers to, and sites whose scripts may call it.

A page of another site can make a browser send requests here. Such a request has an ``Origin`` of that site, or says
``Sec-Fetch-Site: cross-site``; a name that somebody makes point to this machine (DNS rebinding) shows in ``Host``.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from api.http.refusal import Refusal, refuse
from api.http.wire import Headers, header

__all__ = ["LOOPBACK_NAMES", "Origins"]

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})

_PREFLIGHT = (
    (b"access-control-allow-methods", b"GET, POST"),
    (b"access-control-allow-headers", b"Content-Type, Authorization, X-Request-ID"),
    (b"access-control-max-age", b"600"),
)
_ALLOWED = (b"access-control-expose-headers", b"X-Request-ID, ETag, Retry-After")


@dataclass(frozen=True, slots=True)
class Origins:
    """Host names that are answered to (none = any) and sites whose scripts may call (``https://cockpit.example``)."""

    hosts: frozenset[str] = frozenset()
    sites: frozenset[str] = frozenset()

    def check(self, headers: Headers, *, navigates: bool = False) -> None:
        """Raises ``Refusal`` for a host that is not ours (421), and for a request of another site (403).

        ``navigates``: somebody followed a link; that may come from anywhere.
        """
        host = header(headers, b"host") or ""
        if self.hosts and _name(host) not in self.hosts:
            raise refuse("FORBIDDEN", "http.other_host", status=421)
        origin = header(headers, b"origin")
        if origin is None:
            if headers.get(b"sec-fetch-site") == b"cross-site" and not navigates:
                raise _foreign()
        elif origin not in self.sites and _authority(origin) != host.lower():
            raise _foreign()

    def allowed(self, headers: Headers) -> list[tuple[bytes, bytes]]:
        """The headers that let a script of an allowed site read the answer; never with cookies."""
        origin = header(headers, b"origin")
        if origin is None or origin not in self.sites:
            return []
        return [(b"access-control-allow-origin", origin.encode("latin-1")), _ALLOWED]

    def preflight(self, headers: Headers) -> list[tuple[bytes, bytes]]:
        """The headers that answer a browser's question whether it may send what a script asks for."""
        allowed = self.allowed(headers)
        return [*allowed, *_PREFLIGHT] if allowed else []


def _foreign() -> Refusal:
    return refuse("FORBIDDEN", "http.other_origin")


def _name(host: str) -> str:
    """The name in a Host header, without its port and brackets.

    >>> _name("[::1]:8000"), _name("LOCALHOST:8000"), _name("127.0.0.1")
    ('::1', 'localhost', '127.0.0.1')
    """
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.rpartition(":")[0].lower() if ":" in host else host.lower()


def _authority(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc.lower() or None
    except ValueError:
        return None
