"""How the server is set up: from the environment, and from the options of ``govgraph serve`` over it.

=============================  ======================================================================================
``GOVGRAPH_HTTP_HOST``         where to listen (127.0.0.1); anything but loopback needs accounts, and TLS or a proxy
``GOVGRAPH_HTTP_PORT``         the port (8000)
``GOVGRAPH_TLS_CERT``          certificate chain (PEM); with ``GOVGRAPH_TLS_KEY``
``GOVGRAPH_TLS_KEY``           its private key (PEM)
``GOVGRAPH_BEHIND_PROXY``      yes: a proxy in front ends TLS and passes X-Forwarded-For and -Proto; where it is and
                               whether its header names the account is written in auth.yaml (``proxy``), otherwise
                               it is taken to be on this machine
``GOVGRAPH_ALLOW_HOST``        host names answered to, with commas; on loopback localhost, 127.0.0.1 and ::1
``GOVGRAPH_CORS``              sites whose scripts may call, with commas (https://cockpit.example.gov.cn); none
``GOVGRAPH_DOCUMENTS_ONLY``    yes: registered documents only (``govgraph documents add``)
``GOVGRAPH_INTROSPECTION``     no: questions about the schema are refused
``GOVGRAPH_GRAPHIQL``          no: no page for browsers at /graphql
``GOVGRAPH_PUBLIC``            yes: whoever has not signed in is answered as role public
``GOVGRAPH_BODY_LIMIT``        bytes of a request (1000000)
``GOVGRAPH_TIME_LIMIT``        seconds for an operation, after which its transaction is cancelled (30)
``GOVGRAPH_PER_CLIENT``        requests of one account or address under way at a time (32)
``GOVGRAPH_POOL``              connections to the store (32: sixteen clients with two each)
``GOVGRAPH_LOG``               info: a line for each request; warning: only what goes wrong
=============================  ======================================================================================
"""

from __future__ import annotations

import ipaddress
import logging
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from api.graphql.limits.settings import Limits
from api.http.origins import LOOPBACK_NAMES
from graph.errors import UsageError
from graph.store.settings import StoreSettings

__all__ = ["HttpSettings", "is_loopback"]

_SITE = re.compile(r"https?://(?:[\w.-]+|\[[0-9a-fA-F:]+\])(?::\d{1,5})?")
_OVER = 5.0
_LEVELS = {"info": logging.INFO, "warning": logging.WARNING}


@dataclass(frozen=True, kw_only=True)
class HttpSettings:
    """Where the server listens, whom it answers, and its limits; see the module for each. Refuses what contradicts itself."""

    host: str = "127.0.0.1"
    port: int = 8000
    tls_cert: Path | None = None
    tls_key: Path | None = None
    behind_proxy: bool = False
    hosts: tuple[str, ...] = ()
    cors: tuple[str, ...] = ()
    documents_only: bool = False
    introspection: bool = True
    graphiql: bool = True
    public: bool = False
    body_limit: int = 1_000_000
    time_limit: float = 30.0
    per_client: int = 32
    pool: int = 32
    log: str = "info"
    store: StoreSettings = field(default_factory=StoreSettings.from_environment)

    def __post_init__(self) -> None:
        for wrong, key in (
            (not 0 <= self.port <= 65535, "bad_port"),
            ((self.tls_cert is None) != (self.tls_key is None), "half_tls"),
            (self.log not in _LEVELS, "bad_log"),
            (min(self.body_limit, self.per_client, self.pool) < 1 or self.time_limit <= 0, "bad_limit"),
        ):
            if wrong:
                raise UsageError(f"http.{key}", port=self.port, log=self.log)
        for site in self.cors:
            if not _SITE.fullmatch(site):
                raise UsageError("http.bad_site", site=site)

    @property
    def on_loopback(self) -> bool:
        """Whether only this machine can reach it."""
        return is_loopback(self.host)

    @property
    def secure(self) -> bool:
        """Whether what travels is protected: by TLS of its own or a proxy's."""
        return self.tls_cert is not None or self.behind_proxy

    @property
    def answered_hosts(self) -> frozenset[str]:
        """Host names that requests may name; none where any may."""
        named = frozenset(host.lower() for host in self.hosts)
        local = LOOPBACK_NAMES | {self.host.lower()}
        return named | local if named or (self.on_loopback and not self.behind_proxy) else named

    @property
    def patience(self) -> float:
        """Seconds after which the store is given up: over the database's own limit, so it, or the way to it, hangs."""
        return self.time_limit + _OVER

    @property
    def limits(self) -> Limits:
        """What the engine is told of it."""
        return Limits(body=self.body_limit, seconds=self.time_limit, introspection=self.introspection)

    @property
    def log_level(self) -> int:
        """The level of :mod:`logging`."""
        return _LEVELS[self.log]

    @classmethod
    def from_environment(cls, env: Mapping[str, str] | None = None, **given: Any) -> HttpSettings:
        """The settings of the environment; ``given`` stands over it where it is not None.

        >>> HttpSettings.from_environment({"GOVGRAPH_HTTP_PORT": "8080"}, documents_only=True).port
        8080
        """
        env = os.environ if env is None else env
        read = {name: _READERS[name](variable, env[variable]) for name, variable in _NAMES.items() if env.get(variable)}
        told = {name: value for name, value in given.items() if value is not None}
        return cls(**{"store": StoreSettings.from_environment(env), **read, **told})


@lru_cache(maxsize=1024)
def is_loopback(host: str) -> bool:
    """Whether a name or address means this machine only.

    >>> is_loopback("localhost"), is_loopback("127.0.0.9"), is_loopback("::1"), is_loopback("0.0.0.0")
    (True, True, True, False)
    """
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


_YES, _NO = ("1", "yes", "true", "on"), ("0", "no", "false", "off")


def _flag(variable: str, text: str) -> bool:
    if text.strip().lower() not in _YES + _NO:
        raise UsageError("http.bad_flag", variable=variable, value=text)
    return text.strip().lower() in _YES


def _number(variable: str, text: str) -> int:
    if not text.strip().isascii() or not text.strip().isdecimal():
        raise UsageError("http.bad_number", variable=variable, value=text)
    return int(text)


def _names(_: str, text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _text(_: str, text: str) -> str:
    return text.strip()


def _path(_: str, text: str) -> Path:
    return Path(text).expanduser().absolute()


_NAMES = {
    "host": "GOVGRAPH_HTTP_HOST", "port": "GOVGRAPH_HTTP_PORT", "tls_cert": "GOVGRAPH_TLS_CERT",
    "tls_key": "GOVGRAPH_TLS_KEY", "behind_proxy": "GOVGRAPH_BEHIND_PROXY", "hosts": "GOVGRAPH_ALLOW_HOST",
    "cors": "GOVGRAPH_CORS", "documents_only": "GOVGRAPH_DOCUMENTS_ONLY", "introspection": "GOVGRAPH_INTROSPECTION",
    "graphiql": "GOVGRAPH_GRAPHIQL", "public": "GOVGRAPH_PUBLIC", "body_limit": "GOVGRAPH_BODY_LIMIT",
    "time_limit": "GOVGRAPH_TIME_LIMIT", "per_client": "GOVGRAPH_PER_CLIENT", "pool": "GOVGRAPH_POOL",
    "log": "GOVGRAPH_LOG",
}  # fmt: skip
_READERS: dict[str, Callable[[str, str], Any]] = {
    **dict.fromkeys(_NAMES, _text),
    **dict.fromkeys(("port", "body_limit", "time_limit", "per_client", "pool"), _number),
    **dict.fromkeys(("behind_proxy", "documents_only", "introspection", "graphiql", "public"), _flag),
    **dict.fromkeys(("hosts", "cors"), _names),
    **dict.fromkeys(("tls_cert", "tls_key"), _path),
}
