"""The pages that need no page above them: to sign in with, to come back through, and where there is nothing."""

from __future__ import annotations

from html import escape
from string import Template

from api.http.page import read_static

__all__ = ["come_in_page", "login_page", "nowhere_page"]


def login_page(onward: str, *, provider: bool, said: str = "") -> str:
    """The form; ``onward`` is where it leads, ``provider`` whether the organisation's own sign-in is there as well."""
    words = f'<p class="said" role="alert">{escape(said)}</p>' if said else ""
    link = '<p><a href="auth/login">用单位统一登录 / sign in with your organisation</a></p>' if provider else ""
    page = Template(read_static("login.html").decode("utf-8"))
    return page.substitute(said=words, next=escape(onward, quote=True), provider=link)


def come_in_page(onward: str) -> str:
    """A page that leads on at once: the browser goes there by itself, as if somebody had clicked on this site."""
    page = Template(read_static("come_in.html").decode("utf-8"))
    return page.substitute(next=escape(onward, quote=True))


def nowhere_page(up: str) -> str:
    """Says that there is nothing at this address; ``up`` is the way to the top of the server."""
    page = Template(read_static("nowhere.html").decode("utf-8"))
    return page.substitute(up=escape(up, quote=True))
