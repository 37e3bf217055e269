"""Every page that is opened by itself, with one thing that it can show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.pages.routes import pages

if TYPE_CHECKING:
    from graph.store.connection import Store

__all__ = ["DAY", "address_of", "paths"]

DAY = "asOf=2026-11-01"
SAMPLES = {
    "/areas/{id}": "MATCH (n:Community {code: '140213050001'}) RETURN n.id AS id",
    "/batches/{id}": "MATCH (n:ImportBatch) RETURN n.id AS id LIMIT 1",
    "/findings/{id}": "MATCH (n:Finding {rule: 'S02'}) RETURN n.id AS id ORDER BY id LIMIT 1",
    "/organisations/{id}": "MATCH (n:PartyOrganisation)<-[:POST_IN]-() RETURN n.id AS id ORDER BY id LIMIT 1",
    "/people/{id}": "MATCH (n:Person)<-[:HOLDER]-() WHERE n.name IS NOT NULL RETURN n.id AS id ORDER BY id LIMIT 1",
    "/posts/{id}": "MATCH (n:Post)<-[:OF_POST]-() RETURN n.id AS id ORDER BY id LIMIT 1",
    "/rules/{id}": "RETURN 'S02' AS id",
}
"""One thing that each page of one thing can show."""

PARTS = ("/graph.{form}", "/graph/cards/{id}", "/map.{form}")
"""What pages load or hand out, and nobody opens by itself."""


def paths() -> list[str]:
    """The paths of all pages, with places in braces."""
    return sorted({page.path for page in pages()}.difference(PARTS))


def address_of(path: str, store: Store) -> str:
    """The address of that page as of the district's day."""
    if "{" not in path:
        return f"{path}?{DAY}"
    found = store.one(SAMPLES[path])
    assert found is not None, path
    return f"{path.replace('{id}', found['id'])}?{DAY}"
