"""Signing in and out for browsers: a session behind a cookie that no script can read and no other site can send.

``POST /login`` takes a name and a password as a form or as JSON; ``/auth/login`` and ``/auth/callback`` lead to an OpenID
provider and back. Programs need none of this: they send a token (``Authorization: Bearer``).

A request of another site is refused before it comes here (:mod:`api.http.origins`); the cookie is ``SameSite=Strict`` beside
that, and /graphql takes JSON only, which another site's page cannot send without asking first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import orjson
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from api.accounts.credentials import COOKIE, SECURE_COOKIE
from api.accounts.errors import LoginRefused
from api.accounts.oidc.handshake import OIDC_COOKIE
from api.http.body import read_body
from api.http.negotiate import is_json, wants_page
from api.http.refusal import bad, refuse
from api.http.signin_page import come_in_page, login_page

if TYPE_CHECKING:
    from starlette.requests import Request

    from api.accounts import Grant
    from api.http.edge import Visit
    from api.http.identity import Identity
    from graph.errors import GovgraphError

__all__ = ["signin_routes"]

_LONGEST_BODY = 8_192
_MINUTES_AT_PROVIDER = 10
_FORM = "application/x-www-form-urlencoded"
_NEXT = re.compile(
    r"(?:\./|[A-Za-z0-9_-][A-Za-z0-9_/-]{0,200}(?:\.(?:xlsx|csv|json|svg|png))?)"
    r"(?:\?[A-Za-z0-9_.~%&=+,:@!*$-]{0,1000})?"
)
"""Where to go after signing in: an address of this server at or below the one that it is at, and nothing else. No colon
stands before the question mark and no slash at the start, so it can name neither a scheme nor a host."""


def signin_routes(identity: Identity, home: str = "graphql") -> list[Route]:
    """/login, /logout, /auth/login and /auth/callback; ``home`` is where they lead when nothing else is asked for."""
    people = identity.people

    async def show(request: Request) -> Response:
        """The form."""
        onward = _next(request.query_params.get("next"), home)
        return HTMLResponse(login_page(onward, provider=people.provider is not None))

    async def login(request: Request) -> Response:
        """Opens a session."""
        visit = _visit(request)
        told = await _told(visit)
        onward = _next(told.get("next"), home)
        try:
            grant = await people.login(told["name"], told["password"], address=visit.peer.address)
        except LoginRefused as refused:
            return _refused(visit, refused, onward, provider=people.provider is not None)
        answer: Response = RedirectResponse(onward, 303) if wants_page(visit.header(b"accept")) else _signed_in(grant)
        return _with_session(answer, visit, grant)

    async def logout(request: Request) -> Response:
        """Ends the session, if there is one."""
        visit = _visit(request)
        shown = identity.shown(visit)
        if shown is not None:
            await people.logout(shown, address=visit.peer.address)
        answer = RedirectResponse("login", 303) if wants_page(visit.header(b"accept")) else Response(status_code=204)
        answer.delete_cookie(_cookie(visit), path="/", secure=visit.peer.secure, httponly=True, samesite="strict")
        return answer

    async def to_provider(request: Request) -> Response:
        """Sends the browser to the OpenID provider."""
        visit = _visit(request)
        try:
            address, secret = await people.begin_oidc()
        except LoginRefused as refused:
            return _refused(visit, refused, home, provider=False)
        answer = RedirectResponse(address, 303)
        # lax: the way back starts at the provider's site
        answer.set_cookie(
            OIDC_COOKIE, secret, max_age=60 * _MINUTES_AT_PROVIDER, path="/auth", secure=visit.peer.secure,
            httponly=True, samesite="lax",
        )  # fmt: skip
        return answer

    async def from_provider(request: Request) -> Response:
        """Opens a session for whoever comes back."""
        visit = _visit(request)
        told, cookie = dict(request.query_params), request.cookies.get(OIDC_COOKIE)
        try:
            grant = await people.finish_oidc(told, cookie, address=visit.peer.address)
        except LoginRefused as refused:
            answer = _refused(visit, refused, home, provider=True)
        else:
            # a page, not a redirect: a strict cookie does not travel on a way that began at another site
            answer = _with_session(HTMLResponse(come_in_page(f"../{home}")), visit, grant)
        answer.delete_cookie(OIDC_COOKIE, path="/auth", secure=visit.peer.secure, httponly=True, samesite="lax")
        return answer

    return [
        Route("/login", show, methods=["GET"]),
        Route("/login", login, methods=["POST"]),
        Route("/logout", logout, methods=["POST"]),
        Route("/auth/login", to_provider, methods=["GET"]),
        Route("/auth/callback", from_provider, methods=["GET"]),
    ]


def _visit(request: Request) -> Visit:
    visit: Visit = request.scope["visit"]
    return visit


async def _told(visit: Visit) -> dict[str, str]:
    """Name, password and where to go next. A form is taken from a page of this server only."""
    kind = (visit.header(b"content-type") or "").partition(";")[0].strip().lower()
    body = await read_body(visit.receive, visit.headers, _LONGEST_BODY)
    told: Any
    if is_json(visit.header(b"content-type")):
        try:
            told = orjson.loads(body)
        except orjson.JSONDecodeError:
            raise bad("login_words") from None
    elif kind == _FORM:
        if not (visit.headers.get(b"origin") or visit.headers.get(b"sec-fetch-site") == b"same-origin"):
            raise refuse("FORBIDDEN", "http.other_origin")
        try:
            told = dict(parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=8))
        except ValueError:
            raise bad("login_words") from None
    else:
        raise refuse("BAD_USER_INPUT", "http.login_words", status=415)
    if not isinstance(told, dict) or not all(isinstance(told.get(name), str) for name in ("name", "password")):
        raise bad("login_words")
    return {name: value for name, value in told.items() if isinstance(value, str)}


def _signed_in(grant: Grant) -> Response:
    ends = grant.expires.isoformat(timespec="seconds")
    return JSONResponse({"name": grant.viewer.name, "role": grant.viewer.role, "expires": ends})


def _with_session(answer: Response, visit: Visit, grant: Grant) -> Response:
    visit.record.viewer, visit.record.role = grant.viewer.name, grant.viewer.role
    answer.set_cookie(
        _cookie(visit), grant.secret, path="/", secure=visit.peer.secure, httponly=True, samesite="strict"
    )
    return answer


def _refused(visit: Visit, refused: LoginRefused, onward: str, *, provider: bool) -> Response:
    status = 401 if refused.retry_after is None else 429
    visit.record.code = "UNAUTHENTICATED" if status == 401 else "TOO_MANY_REQUESTS"
    headers = {} if refused.retry_after is None else {"retry-after": str(refused.retry_after)}
    if wants_page(visit.header(b"accept")):
        return HTMLResponse(login_page(onward, provider=provider, said=_text(refused)), status, headers=headers)
    error = {"message": _text(refused), "extensions": {"code": visit.record.code}}
    return JSONResponse({"errors": [error]}, status, headers=headers)


def _text(error: GovgraphError) -> str:
    return str(error.message)


def _cookie(visit: Visit) -> str:
    return SECURE_COOKIE if visit.peer.secure else COOKIE


def _next(told: str | None, home: str) -> str:
    """
    >>> _next("findings?rule=S02", "./"), _next("./?asOf=2026-11-01", "./"), _next(None, "graphql")
    ('findings?rule=S02', './?asOf=2026-11-01', 'graphql')
    >>> _next("//elsewhere.example/x", "./"), _next("javascript:alert(1)", "./"), _next("x/../../y", "./")
    ('./', './', './')
    """
    return told if told and _NEXT.fullmatch(told) else home
