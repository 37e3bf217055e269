"""GraphiQL for browsers at /graphql, from files of this package: no other host is asked for anything."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from api.http.reply import Reply

if TYPE_CHECKING:
    from api.http.edge import Visit
    from api.http.identity import Identity

__all__ = ["PAGE_POLICY", "STATIC", "make_page", "page_policy", "read_static"]

STATIC = Path(__file__).resolve().parent / "static"

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'{nonce}; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def page_policy(nonce: str = "") -> tuple[bytes, bytes]:
    """The header that lets a page load scripts, styles and data of this server only, and styles that know the nonce."""
    named = f" 'nonce-{nonce}'" if nonce else ""
    return b"content-security-policy", _POLICY.format(nonce=named).encode("ascii")


PAGE_POLICY = page_policy()
"""For pages without styles of their scripts' making."""


def make_page(identity: Identity) -> Callable[[Visit], Awaitable[Reply]]:
    """What a browser is shown: GraphiQL, or the way to sign in where nobody has."""

    async def page(visit: Visit) -> Reply:
        if await identity.find(visit) is None:
            return Reply(303, kind="text/html", headers=[(b"location", b"login?next=graphql")])
        nonce = secrets.token_urlsafe(16)  # GraphiQL's dialogs put a style into the page
        body = read_static("graphiql/index.html").replace(b"$nonce", nonce.encode("ascii"))
        return Reply(200, body, "text/html", policy=page_policy(nonce))

    return page


@cache
def read_static(name: str) -> bytes:
    """A file of the package's static folder."""
    return (STATIC / name).read_bytes()
