"""Accounts, tokens, sessions, roles and area scopes, and the audit of who read or changed what.

A server takes ``credentials_of`` a request, asks ``Accounts.viewer_of``, answers for that ``Viewer``, and leaves an ``Entry``
with its ``AuditLog`` before the answer goes out. The command line is ``LOCAL``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from api.accounts.viewer import LOCAL, Viewer

if TYPE_CHECKING:
    from api.accounts.audit.append import AuditedStore
    from api.accounts.audit.entry import Entry, entry_of
    from api.accounts.audit.log import AuditLog
    from api.accounts.credentials import Credentials, client_address, credentials_of
    from api.accounts.errors import AuditStopped, LoginRefused
    from api.accounts.granted import Grant
    from api.accounts.manage import has_accounts
    from api.accounts.service import Accounts
    from api.accounts.settings import AuthSettings, read_auth_settings

__all__ = [
    "LOCAL",
    "Accounts",
    "AuditLog",
    "AuditStopped",
    "AuditedStore",
    "AuthSettings",
    "Credentials",
    "Entry",
    "Grant",
    "LoginRefused",
    "Viewer",
    "client_address",
    "credentials_of",
    "entry_of",
    "has_accounts",
    "read_auth_settings",
]

_HOMES = {
    "Accounts": "service", "AuditLog": "audit.log", "AuditStopped": "errors", "AuditedStore": "audit.append",
    "AuthSettings": "settings", "Credentials": "credentials", "Entry": "audit.entry", "Grant": "granted",
    "LoginRefused": "errors", "client_address": "credentials", "credentials_of": "credentials",
    "entry_of": "audit.entry", "has_accounts": "manage", "read_auth_settings": "settings",
}  # fmt: skip
"""Where each public name lives; read in when it is first asked for, so that asking for a viewer costs nothing."""


def __getattr__(name: str) -> Any:
    """A public name, read in when it is first asked for (PEP 562)."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{home}"), name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
