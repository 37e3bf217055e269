"""The guide's example in Python, against a server: variables, pages, codes of errors."""

from __future__ import annotations

from pathlib import Path

import pytest
from gql.transport.exceptions import TransportQueryError

from tests.api.clients import grids_by_gql
from tests.api.clients.grids_by_gql import code_of, connect, pages

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(autouse=True)
def checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    """The example names files from the root of the checkout."""
    monkeypatch.chdir(ROOT)


def test_gql_reads_pages_with_variables_until_the_last(address: str) -> None:
    read = [*pages(connect(address), first=100, where={"kind": {"eq": "special"}}, asOf="2026-11-01")]
    nodes = [edge["node"] for page in read for edge in page["edges"]]
    assert [len(page["edges"]) for page in read] == [100, 34]
    assert len({node["id"] for node in nodes}) == read[0]["totalCount"] == 134
    codes = [node["code"] or "~" for node in nodes]
    assert codes == sorted(codes)


def test_gql_tells_the_code_of_an_error(address: str) -> None:
    with pytest.raises(TransportQueryError) as raised:
        next(pages(connect(address), first=2000))
    assert code_of(raised.value) == "PAGE_LIMIT"


def test_guide_shows_the_example_as_it_is() -> None:
    guide = (ROOT / "docs" / "guides" / "graphql.md").read_text(encoding="utf-8")
    assert f"```python\n{Path(grids_by_gql.__file__).read_text(encoding='utf-8')}```" in guide
