"""The audit: who read or changed what, when and from where, each entry bound to the one before it by a hash.

``entry`` says what an entry holds and never holds; ``chain`` binds entries together; ``append`` writes them inside a
transaction; ``log`` takes those of requests and writes them in batches; ``spool`` keeps what is not written yet over a
kill; ``verify`` finds what was changed, taken out or put elsewhere; ``read`` lists, ``prune`` lets go of what is old.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from api.accounts.audit.append import AuditedStore, append_entries, append_entries_async
    from api.accounts.audit.entry import Entry
    from api.accounts.audit.log import AuditLog

__all__ = ["AuditLog", "AuditedStore", "Entry", "append_entries", "append_entries_async"]

_HOMES = {
    "AuditLog": "log", "AuditedStore": "append", "Entry": "entry", "append_entries": "append",
    "append_entries_async": "append",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """A public name, read in when it is first asked for (PEP 562)."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{home}"), name)
    return found
