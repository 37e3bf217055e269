"""Forms of pages: from this server's own pages only, with the token that the page was given, and short enough.

The token is a keyed hash of what the browser shows to say who it is (the session's secret), so it needs no room in the
store, is another one after the next sign-in, and can still be checked when the session has just ended.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from api.http.body import read_body
from api.pages.trouble import Trouble
from graph.messages import text

if TYPE_CHECKING:
    from api.accounts.credentials import Credentials
    from api.http.edge import Visit
    from api.pages.links import Pairs

__all__ = ["TOKEN", "Form", "need_own", "read_form", "token_of"]

TOKEN = "csrf"
"""The field's name."""

_LONGEST = 262_144
_MOST_FIELDS = 2_000
_KIND = "application/x-www-form-urlencoded"


class Form:
    """The fields of a form.

    >>> form = Form([("reason", " 选址中 "), ("id", "a"), ("id", "b")])
    >>> form.text("reason"), form.many("id"), form.text("until")
    ('选址中', ['a', 'b'], '')
    """

    def __init__(self, pairs: Pairs) -> None:
        self.pairs = pairs

    def text(self, name: str) -> str:
        """A field without blanks around it; "" where it is absent."""
        return next((value.strip() for key, value in self.pairs if key == name), "")

    def many(self, name: str) -> list[str]:
        """All values of a field, each once."""
        return list(dict.fromkeys(value for key, value in self.pairs if key == name and value))

    @property
    def filled(self) -> dict[str, str]:
        """What to fill a form in with again, the token left out."""
        return {name: value for name, value in self.pairs if name != TOKEN}


def token_of(shown: Credentials | None, key: bytes) -> str:
    """The token for whoever shows these; ``key`` is the process's own, for those who show no secret."""
    secret = key if shown is None or shown.kind == "header" else shown.value.encode()
    who = "" if shown is None else f"{shown.kind} {shown.value}"
    return hmac.new(secret, f"form {who}".encode(), hashlib.sha256).hexdigest()


async def read_form(visit: Visit) -> Form:
    """The form of a request; raises ``Refusal`` for a body that is too long or too slow, ``Trouble`` for what is none."""
    kind = (visit.header(b"content-type") or "").partition(";")[0].strip().lower()
    body = await read_body(visit.receive, visit.headers, _LONGEST)
    if kind != _KIND:
        raise Trouble("BAD_USER_INPUT", text("pages.no_form"), 415)
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise Trouble("BAD_USER_INPUT", text("pages.no_form"), 400) from None
    return Form([(name, value.replace("\r\n", "\n")) for name, value in pairs])


def need_own(visit: Visit, form: Form, token: str) -> None:
    """Raises ``Trouble`` (403) for a form that another site sent or that has not this page's token."""
    origin, host = visit.header(b"origin"), (visit.header(b"host") or "").lower()
    same = urlsplit(origin).netloc.lower() == host if origin else visit.headers.get(b"sec-fetch-site") == b"same-origin"
    if not same or not hmac.compare_digest(form.text(TOKEN).encode(), token.encode()):
        raise Trouble("FORBIDDEN", text("pages.not_our_form"))
