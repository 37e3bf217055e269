"""One entry of the audit: who, when, what, from where, whether personal data was shown, and how it ended.

Names of the schema and ids of the graph only: no value of a variable, no answer, no password, no name of a person. What a
client chose (the name of its operation) is cut and cleaned.

>>> entry = Entry(who="张三", role="reader", by="token", action="read", fields=("grids",), status=200)
>>> entry.content(1)["fields"], "personal" in entry.content(1)
(['grids'], True)
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any, Literal, get_args

import orjson

from api.accounts.clock import moment, utc_now
from api.accounts.viewer import Viewer

__all__ = ["ACTIONS", "Action", "By", "Entry", "entry_of", "read_entry"]

Action = Literal[
    "read", "write", "login", "login-refused", "logout", "account-added", "account-changed", "account-disabled",
    "account-enabled", "password-set", "token-issued", "token-revoked", "sessions-ended", "accounts-listed", "audit-read",
    "audit-verified", "audit-pruned",
]  # fmt: skip
By = Literal["token", "session", "header", "password", "oidc", "local", "command", "none"]
"""How somebody said who he is; ``command``: the command line, where ``who`` is the operating system's user."""

ACTIONS: tuple[str, ...] = get_args(Action)
UNKNOWN = "?"
"""Who, where nobody has said so."""

_LONGEST, _MOST = 200, 100
_TEXTS = ("who", "action", "by", "role", "address", "operation", "document", "note", "code", "at", "key")
_LISTS = ("fields", "targets")


def _key() -> str:
    return secrets.token_hex(16)


def _now() -> str:
    return moment(utc_now())


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is told of one read or write, before it has a place in the chain.

    ``fields`` are root fields of the schema, ``targets`` ids of what was changed, ``document`` the sha256 of the operation's
    text, ``personal`` whether personal data went out unmasked, ``status`` and ``code`` the outcome (HTTP status; code of an
    error). ``key`` is what the entry is known by before it has a number: the same key is never written twice.
    """

    who: str
    action: Action
    by: By
    role: str | None = None
    address: str | None = None
    operation: str | None = None
    document: str | None = None
    fields: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    note: str | None = None
    personal: bool = False
    status: int | None = None
    code: str | None = None
    at: str = field(default_factory=_now)
    key: str = field(default_factory=_key)

    def content(self, number: int) -> dict[str, Any]:
        """What the store keeps of it and what its hash is over, at that place of the chain; nothing that is empty."""
        told: dict[str, Any] = {"number": number, "personal": self.personal}
        for name in _TEXTS:
            value = getattr(self, name)
            if value is not None:
                told[name] = _clean(value)
        for name in _LISTS:
            value = getattr(self, name)
            if value:
                told[name] = [_clean(one) for one in value[:_MOST]]
        if self.status is not None:
            told["status"] = self.status
        return told

    def line(self) -> bytes:
        """It as a line of JSON, for keeping it until it is written."""
        told = self.content(0)
        del told["number"]
        return orjson.dumps(told, option=orjson.OPT_APPEND_NEWLINE)


def read_entry(line: bytes) -> Entry:
    """The entry that :meth:`Entry.line` wrote; raises ``ValueError`` for anything else."""
    told: Any = orjson.loads(line)
    if not isinstance(told, dict) or not told.keys() <= {one.name for one in fields(Entry)}:
        raise ValueError(line[:80])
    try:
        told = {name: tuple(value) if isinstance(value, list) else value for name, value in told.items()}
        return Entry(**told)
    except TypeError as error:
        raise ValueError(line[:80]) from error


def entry_of(viewer: Viewer, action: Action, *, by: By, at: datetime | None = None, **told: Any) -> Entry:
    """The entry of what a viewer did.

    >>> from api.accounts.viewer import LOCAL
    >>> entry_of(LOCAL, "write", by="local", targets=("finding-1",)).role
    'admin'
    """
    if at is not None:
        told["at"] = moment(at)
    return Entry(who=viewer.name, role=viewer.role, action=action, by=by, **told)


def _clean(text: str) -> str:
    """Short, and without what no store takes (halves of characters) or what would make a listing unreadable."""
    if len(text) <= _LONGEST and text.isprintable():
        return text
    cut = text[:_LONGEST].encode("utf-8", "replace").decode("utf-8")
    return "".join(letter if letter.isprintable() else "�" for letter in cut)
