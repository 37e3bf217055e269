"""Who asks for a write, and with what it is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from api.accounts.audit.entry import By, Entry, entry_of
from api.graphql.errors import fault
from graph.store.settings import StoreSettings

if TYPE_CHECKING:
    from api.accounts.viewer import Viewer
    from graph.store.connection import Store
    from loaders.linking.secret import Key

__all__ = ["Asked"]


@dataclass(frozen=True, slots=True)
class Asked:
    """The viewer, the store, how the viewer said who it is, and the settings that say where the store's key lies."""

    viewer: Viewer
    store: Store
    by: By = "local"
    address: str | None = None
    document: str | None = None
    settings: StoreSettings | None = None

    @classmethod
    def of(cls, context: Mapping[str, Any]) -> Asked:
        """From the context of an operation: ``viewer`` and ``store``; and where they are known ``by``, ``address``,
        ``document`` and ``settings``. Raises STORE_UNAVAILABLE where this server has no store to write to."""
        if context.get("store") is None:
            raise fault("STORE_UNAVAILABLE")
        told = {name: context[name] for name in ("by", "address", "document", "settings") if context.get(name)}
        return cls(context["viewer"], context["store"], **told)

    def entry(self, field: str, id: str, code: str | None = None) -> Entry:
        """The entry of the audit for a write by this viewer; ``code``: of the error that refused it."""
        return entry_of(
            self.viewer, "write", by=self.by, address=self.address, document=self.document, fields=(field,),
            targets=(id,), code=code,
        )  # fmt: skip

    def key(self) -> Key:
        """The key of the store's hashes."""
        from loaders.linking.secret import store_key

        return store_key(self.store, self.settings or StoreSettings.from_environment())
