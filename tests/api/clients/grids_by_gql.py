"""Reads the grids of a district page by page with gql; the guide shows this file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gql import Client, GraphQLRequest
from gql.transport.exceptions import TransportQueryError
from gql.transport.httpx import HTTPXTransport

OPERATIONS = Path("docs/operations")


def connect(url: str, token: str | None = None) -> Client:
    """A client of the server; without a token where no accounts are set up."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return Client(transport=HTTPXTransport(url=url, headers=headers, timeout=60))


def pages(client: Client, **variables: Any) -> Iterator[dict[str, Any]]:
    """Each page of ``grids``, until there is none behind it."""
    document = (OPERATIONS / "pages.graphql").read_text(encoding="utf-8")
    after = None
    with client as session:
        while True:
            grids = session.execute(GraphQLRequest(document, variable_values={**variables, "after": after}))["grids"]
            yield grids
            if not grids["pageInfo"]["hasNextPage"]:
                return
            after = grids["pageInfo"]["endCursor"]


def code_of(error: TransportQueryError) -> str:
    """What went wrong, as a program reads it; the words are in ``message``."""
    return str((error.errors or [{}])[0].get("extensions", {}).get("code", "INTERNAL"))


if __name__ == "__main__":
    server = connect("http://127.0.0.1:8000/graphql", os.environ.get("GOVGRAPH_TOKEN"))
    large = {"households": {"gte": 500}}
    try:
        for page in pages(server, first=100, where=large, asOf="2026-11-01"):
            for edge in page["edges"]:
                print(edge["node"]["name"], edge["node"]["households"])
    except TransportQueryError as error:
        if code_of(error) == "UNAUTHENTICATED":
            raise SystemExit("请设置 GOVGRAPH_TOKEN / set GOVGRAPH_TOKEN") from error
        raise
