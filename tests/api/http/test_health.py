"""What watchmen are told, and whom figures are for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.api.http.conftest import FewPeople

if TYPE_CHECKING:
    from tests.api.http.conftest import Client, Small


def test_process_and_store_are_there(client: Client) -> None:
    assert (client.get("/healthz").status_code, client.get("/healthz").json()) == (200, {"ok": True})
    assert client.get("/readyz").json() == {"ready": True, "store": True, "schema": True}


async def _hangs() -> bool:
    await asyncio.sleep(60)
    return True


async def _fails() -> bool:
    raise OSError("bolt://secret:7687")


@pytest.mark.parametrize("probe", [_hangs, _fails])
def test_store_that_does_not_answer_is_told(
    probe: Callable[[], object], small: Small, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.http.service._READY_WITHIN", 0.05)
    monkeypatch.setattr(small.service, "probe", probe)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"ready": False, "store": False, "schema": True})
    assert client.get("/healthz").status_code == 200


def test_figures_count_requests_by_kind_status_and_code(client: Client) -> None:
    for query in ("{ hello }", "{ hello }", "{ helo }", "mutation { set }"):
        client.query(query)
    client.get("/nowhere")
    figures = client.get("/metrics").text.splitlines()
    for line in (
        'govgraph_requests_total{kind="query",status="200"} 2.0',
        'govgraph_requests_total{kind="refused",status="400"} 1.0',
        'govgraph_requests_total{kind="mutation",status="200"} 1.0',
        'govgraph_requests_total{kind="other",status="404"} 1.0',
        'govgraph_errors_total{code="GRAPHQL_VALIDATION_FAILED"} 1.0',
        'govgraph_request_seconds_count{kind="query"} 2.0',
        "govgraph_operation_price_count 3.0",
    ):
        assert line in figures


def test_figures_tell_of_nobody(client: Client) -> None:
    client.query("query($n: String) { hello(name: $n) }", variables={"n": "张三"})
    figures = client.get("/metrics").text
    assert "张三" not in figures and "local" not in figures and "127.0.0.1" not in figures


def test_figures_are_for_this_machine_and_for_who_may_read_the_audit(make_small: Callable[..., Small]) -> None:
    small = make_small(people=FewPeople(empty=False))
    bearer = {"authorization": f"Bearer {small.people.token}"}
    far = small.client("10.1.1.1")
    assert small.client().get("/metrics").status_code == 200
    assert far.get("/metrics").status_code == 401
    assert far.get("/metrics", headers=bearer).status_code == 403


def test_two_applications_do_not_count_together(make_small: Callable[..., Small]) -> None:
    first, second = make_small(), make_small()
    first.client().query("{ hello }")
    assert 'kind="query"' not in second.client().get("/metrics").text
