"""What the server asks of the parts that it brings together; each is as small as what is used of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from api.accounts import Grant
    from api.accounts.audit.entry import Entry
    from api.accounts.credentials import Credentials
    from api.accounts.settings import ProxySettings
    from api.accounts.viewer import Viewer
    from api.graphql.engine import Answer, Request

__all__ = ["Engine", "People", "Witness"]


class Engine(Protocol):
    """Runs one operation for one viewer, as :class:`api.graphql.engine.Engine` does."""

    async def answer(self, request: Request, viewer: Viewer, context: dict[str, Any], /) -> Answer:
        """The answer; faults of the operation are part of it."""


class People(Protocol):
    """The accounts, as :class:`api.accounts.Accounts` has them."""

    proxy: ProxySettings | None
    provider: Any
    """The OpenID provider, None where there is none."""

    async def any(self) -> bool:
        """Whether there is any account."""

    async def viewer_of(self, credentials: Credentials | None, /) -> Viewer | None:
        """Who shows these; None for nobody who may come in."""

    async def login(self, name: str, password: str, *, address: str | None) -> Grant:
        """Opens a session; raises ``LoginRefused``."""

    async def logout(self, credentials: Credentials, *, address: str | None) -> None:
        """Ends the session."""

    async def begin_oidc(self) -> tuple[str, str]:
        """Where to send a browser, and the secret for its cookie."""

    async def finish_oidc(self, answer: Mapping[str, str], cookie: str | None, *, address: str | None) -> Grant:
        """Opens a session for whoever comes back; raises ``LoginRefused``."""


class Witness(Protocol):
    """The audit, as :class:`api.accounts.AuditLog` has it."""

    async def record(self, entry: Entry, /) -> None:
        """Keeps an entry, or raises where it cannot be kept."""
