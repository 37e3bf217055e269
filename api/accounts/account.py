"""An account: its name, role and scope, and the rules for all three."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from pydantic import BaseModel, ConfigDict, Field

from api.accounts.viewer import LOCAL, Viewer, make_viewer, roles
from graph.errors import UsageError

__all__ = ["Account", "account_id", "need_name", "need_role", "read_name"]

_NAME = re.compile(r"\w[\w.@-]{0,63}")


class Account(BaseModel):
    """An account as the store holds it; ``repr`` never shows the password's hash.

    ``areas`` bound what it sees (empty: everything). ``issuer`` and ``subject`` say whom an OpenID provider means by it.
    """

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    id: str
    name: str
    role: str
    areas: tuple[str, ...] = ()
    share_totals: bool = Field(alias="shareTotals", default=False)
    reserves: bool = False
    disabled: bool = False
    created_at: str = Field(alias="createdAt")
    password: str | None = Field(default=None, repr=False)
    issuer: str | None = None
    subject: str | None = None

    def viewer(self) -> Viewer | None:
        """Who asks with this account; None while it is disabled or has a role that this program does not know."""
        if self.disabled or self.role not in roles():
            return None
        return make_viewer(
            self.name, self.role, areas=self.areas, share_totals=self.share_totals, reserves=self.reserves
        )

    @property
    def note(self) -> str:
        """What it may see, in short, for the audit."""
        flags = [word for word, on in (("shareTotals", self.share_totals), ("reserves", self.reserves)) if on]
        return " ".join([f"role={self.role}", f"areas={','.join(self.areas) or '*'}", *flags])


def read_name(name: str) -> str | None:
    """A name as accounts have it, or None where no account can be called so.

    >>> read_name(" 张三 "), read_name("a/b")
    ('张三', None)
    """
    told = unicodedata.normalize("NFKC", name).strip()
    return told if _NAME.fullmatch(told) and told.casefold() != LOCAL.name else None


def need_name(name: str) -> str:
    """The same; raises ``UsageError`` where no account can be called so."""
    told = read_name(name)
    if told is None:
        raise UsageError("accounts.bad_name", name=name)
    return told


def need_role(role: str) -> str:
    """The role; raises ``UsageError`` naming the roles there are."""
    if role not in roles():
        raise UsageError("accounts.no_role", role=role, known=" ".join(roles()))
    return role


def account_id(name: str) -> str:
    """The identity of the account of that name: the same for names that differ in upper and lower case only.

    >>> account_id("Admin") == account_id("admin")
    True
    """
    return f"account-{hashlib.sha256(name.casefold().encode('utf-8')).hexdigest()[:16]}"
