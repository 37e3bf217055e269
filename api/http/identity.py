"""Who asks: what a request shows, looked up among the accounts, and what follows where it shows nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.accounts.credentials import Credentials, credentials_of
from api.accounts.viewer import LOCAL, Viewer, make_viewer
from api.graphql.errors import fault
from api.http.refusal import Refusal

if TYPE_CHECKING:
    from api.accounts.audit.entry import By
    from api.http.edge import Visit
    from api.http.interfaces import People

__all__ = ["Identity", "Known"]

_NOBODY = make_viewer("public", "public")
"""Whoever has not signed in, where the server is told to answer the public."""


@dataclass(frozen=True, slots=True)
class Known:
    """The viewer, how he is known, and the name under which his requests are counted."""

    viewer: Viewer
    by: By
    client: str


class Identity:
    """Tells who asks. ``public``: whoever shows nothing is answered as role public rather than refused."""

    def __init__(self, people: People, *, public: bool = False) -> None:
        self.people = people
        self._public = public

    def shown(self, visit: Visit) -> Credentials | None:
        """What the request shows."""
        return credentials_of(visit.scope["headers"], visit.peer.connection, self.people.proxy)

    async def known(self, visit: Visit) -> Known:
        """Who asks; raises ``Refusal`` (401) where it is nobody who may come in."""
        found = await self.find(visit)
        if found is None:
            raise Refusal(fault("UNAUTHENTICATED"), www_authenticate='Bearer realm="govgraph"')
        return found

    async def find(self, visit: Visit) -> Known | None:
        """Who asks, None where it is nobody who may come in."""
        shown = self.shown(visit)
        viewer = await self.people.viewer_of(shown)
        address = visit.peer.address or "-"
        if viewer is LOCAL:
            # there is no account yet; whoever comes from elsewhere is never taken for this machine's administrator
            return Known(LOCAL, "local", address) if visit.peer.local else None
        if viewer is not None and shown is not None:
            return Known(viewer, shown.kind, viewer.name)
        if shown is None and self._public:
            return Known(_NOBODY, "none", address)
        return None
