"""Which store a command uses: the managed server of a data folder, or the server that ``NEO4J_URI`` names.

====================  ==========================================================================
``NEO4J_URI``         one's own server, cluster or cloud instance; with ``NEO4J_USER`` (neo4j),
                      ``NEO4J_PASSWORD`` and ``NEO4J_DATABASE`` (the server's home database)
``GOVGRAPH_HOME``     where managed stores live; otherwise the platform's folder for user data
``GOVGRAPH_STORE``    the name of the managed store in that folder (default)
``GOVGRAPH_CACHE``    where Neo4j's jars are kept (``neo4j-dist`` in the home)
``GOVGRAPH_NEO4J_DIST``  a folder made by ``govgraph store fetch``, used instead of downloading
``GOVGRAPH_PORT``     the Bolt port to prefer; a free one is taken when it is occupied
====================  ==========================================================================
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from graph.errors import UsageError

__all__ = ["StoreSettings"]

_STORE_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


@dataclass(frozen=True, kw_only=True)
class StoreSettings:
    """Where the store is and how to get in; the password is never part of its ``repr``."""

    home: Path
    store: str = "default"
    cache: Path
    distribution: Path | None = None
    port: int | None = None
    uri: str | None = None
    user: str = "neo4j"
    password: str = field(default="", repr=False)
    database: str | None = None

    def __post_init__(self) -> None:
        if not _STORE_NAME.fullmatch(self.store):
            raise UsageError("store.bad_name", name=self.store)

    @property
    def managed(self) -> bool:
        """Whether govgraph runs the server itself."""
        return self.uri is None

    @property
    def folder(self) -> Path:
        """The data folder of the managed store."""
        return self.home / "stores" / self.store

    @classmethod
    def from_environment(cls, env: Mapping[str, str] | None = None, *, store: str | None = None) -> StoreSettings:
        """The settings that the environment asks for; ``store`` overrides ``GOVGRAPH_STORE``."""
        env = os.environ if env is None else env
        home = Path(env["GOVGRAPH_HOME"]) if env.get("GOVGRAPH_HOME") else _user_data()
        home = home.expanduser().absolute()
        return cls(
            home=home,
            store=store or env.get("GOVGRAPH_STORE") or "default",
            cache=_folder(env.get("GOVGRAPH_CACHE")) or home / "neo4j-dist",
            distribution=_folder(env.get("GOVGRAPH_NEO4J_DIST")),
            port=_port(env.get("GOVGRAPH_PORT")),
            uri=env.get("NEO4J_URI") or None,
            user=env.get("NEO4J_USER") or "neo4j",
            password=env.get("NEO4J_PASSWORD", ""),
            database=env.get("NEO4J_DATABASE") or None,
        )


def _user_data() -> Path:
    from platformdirs import user_data_path

    return user_data_path("govgraph", appauthor=False)


def _folder(value: str | None) -> Path | None:
    return Path(value).expanduser().absolute() if value else None


def _port(value: str | None) -> int | None:
    if not value:
        return None
    if not value.isdecimal() or not 1024 <= int(value) <= 65535:
        raise UsageError("store.bad_port", port=value)
    return int(value)
