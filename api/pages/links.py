"""Addresses on a page: relative, so that the server may stand below any path of a proxy, each with its query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import quote, urlencode

__all__ = ["Pairs", "address", "changed", "file_path", "page_path", "root_of"]

Pairs = list[tuple[str, str]]


def root_of(path: str) -> str:
    """The way from a page to the top of the server.

    >>> root_of("/"), root_of("/findings"), root_of("/findings/finding-1")
    ('./', './', '../')
    """
    return "../" * (path.count("/") - 1) or "./"


def address(root: str, path: str, query: Iterable[tuple[str, str]] = ()) -> str:
    """A relative address of a page.

    >>> address("../", "rules/S02", [("asOf", "2026-11-01"), ("lang", "en")])
    '../rules/S02?asOf=2026-11-01&lang=en'
    """
    told = urlencode([*query])
    return f"{root}{quote(path, safe='/-_.~')}{'?' if told else ''}{told}"


def file_path(path: str) -> str:
    """Where a page's table lies, but for the suffix that says in which form; the overview's cannot be called ``/.xlsx``.

    >>> file_path("/findings"), file_path("/"), page_path("/overview.csv"), page_path("/findings.csv")
    ('/findings', '/overview', ('/', 'csv'), ('/findings', 'csv'))
    """
    return "/overview" if path == "/" else path


def page_path(path: str) -> tuple[str, str]:
    """The page whose table is asked for, and in which form."""
    page, _, form = path.rpartition(".")
    return "/" if page == "/overview" else page, form


def changed(pairs: Pairs, changes: Mapping[str, object]) -> Pairs:
    """A query with some values set to others; None and "" take a name out, a list gives it several times.

    >>> changed([("rule", "S02"), ("after", "x")], {"after": None, "area": "140213050000"})
    [('rule', 'S02'), ('area', '140213050000')]
    """
    kept = [(name, value) for name, value in pairs if name not in changes]
    for name, value in changes.items():
        several = value if isinstance(value, (list, tuple)) else [value]
        kept += [(name, str(each)) for each in several if each not in (None, "")]
    return kept
