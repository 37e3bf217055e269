"""What holds for every page: who comes in, forms, headers, and what is told when something goes wrong."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pytest

from api.accounts.viewer import Viewer
from api.graphql.engine import Answer, Request
from api.graphql.engine.answer import refused_by
from api.graphql.errors import fault
from api.pages.reply import POLICY
from api.pages.routes import pages
from tests.api.pages.conftest import ORIGIN, PLANNER

if TYPE_CHECKING:
    from graph.store.connection import Store
    from tests.api.pages.conftest import Browser, MakeSite, Site

DAY = "asOf=2026-11-01"
PLAIN = sorted({page.path for page in pages() if "{" not in page.path})


class Away:
    """An engine whose store does not answer, until it is there again."""

    def __init__(self, engine: Any, code: str = "STORE_UNAVAILABLE") -> None:
        self.engine, self.code, self.away = engine, code, True

    async def answer(self, request: Request, viewer: Viewer, context: dict[str, Any], /) -> Answer:
        if self.away:
            return refused_by(fault(self.code, seconds=1, reference="x", name="links", right="links", role="reader"))
        answer: Answer = await self.engine.answer(request, viewer, context)
        return answer


@pytest.fixture
def site(district: Store, make_site: MakeSite) -> Site:
    """A server with accounts; a planner is signed in."""
    return make_site(PLANNER)


def finding_of(browser: Browser) -> str:
    """The address of some finding."""
    (first, *_) = browser.get(f"/findings.json?{DAY}&rule=S02").json()["rows"]
    return f"/findings/{first['id']}"


# ── every page ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", PLAIN)
def test_every_page_is_there_in_both_languages(path: str, lang: str, local: Browser) -> None:
    page = local.page(path, params={"asOf": "2026-11-01", "lang": lang})
    assert f'<html lang="{"zh-CN" if lang == "zh" else "en"}"' in page and page.count("<h1>") == 1
    assert "<main" in page and 'href="#main"' in page


@pytest.mark.parametrize("path", PLAIN)
def test_every_page_runs_files_of_this_server_only(path: str, local: Browser) -> None:
    answer = local.get(f"{path}?{DAY}")
    scripts = re.findall(r"<script([^>]*)>", answer.text)
    assert answer.headers["content-security-policy"] == POLICY
    assert all("src=" in each or "application/json" in each for each in scripts) and " onclick=" not in answer.text
    assert not re.findall(r'(?:src|href|action|hx-get)="(?:https?:|/)', answer.text)


@pytest.mark.parametrize("path", PLAIN)
def test_every_page_may_be_seen_by_a_reader_of_one_street(path: str, scoped: Browser) -> None:
    answer = scoped.get(f"{path}?{DAY}")
    assert answer.status_code in (200, 403) and "古城街道" not in answer.text


def test_files_of_pages_are_kept_until_their_content_changes(local: Browser) -> None:
    (address,) = re.findall(r'href="\./(static/pages/workbench.css\?v=\w+)"', local.page("/findings"))
    kept = local.get(f"/{address}", headers={"accept-encoding": "gzip"})
    assert kept.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert kept.headers["content-encoding"] == "gzip" and "text/css" in kept.headers["content-type"]
    assert local.get("/static/pages/../routes.py").status_code == 404


def test_first_pages_are_planned_beside_serving_and_nobody_is_said_to_have_read(site: Site) -> None:
    assert site.service.prepare is not None
    site.runner.run(site.service.prepare())
    assert site.audit.entries == []


# ── who comes in ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("path", "back"),
    [
        ("/", "login?next=.%2F"), ("/findings?rule=S02", "login?next=findings%3Frule%3DS02"),
        ("/findings/finding-1?asOf=2026-11-01", "../login?next=findings%2Ffinding-1%3FasOf%3D2026-11-01"),
    ],
)  # fmt: skip
def test_who_is_not_signed_in_comes_back_to_the_page(path: str, back: str, site: Site) -> None:
    answer = site.browser(session="gvs_none").get(path)
    assert (answer.status_code, answer.headers["location"].removeprefix("./")) == (303, back)
    browser = site.browser(session="gvs_none")
    told = {"name": "lin", "password": "right", "next": back.partition("next=")[2]}
    shown = browser.get(f"/login?next={told['next']}").text
    (onward,) = re.findall(r'name="next" value="([^"]*)"', shown)
    assert onward.startswith(("./", "findings"))


def test_signing_in_with_nowhere_to_go_leads_to_the_overview(site: Site) -> None:
    told = {"name": "lin", "password": "right"}
    headers = {"accept": "text/html", **ORIGIN}
    assert site.browser().post("/login", data=told, headers=headers).headers["location"] == "./"


def test_head_tells_who_looks_in_which_role_and_scope(scoped: Browser) -> None:
    page = scoped.page(f"/findings?{DAY}")
    assert "永泰值班 · 查阅" in page and 'title="范围">永泰街道<' in page and "退出" in page


# ── forms ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("headers", "token"), [({}, None), ({"origin": "http://evil.example"}, None), (ORIGIN, ""), (ORIGIN, "f" * 64)]
)
def test_form_from_elsewhere_or_without_its_token_is_refused(
    headers: Mapping[str, str], token: str | None, site: Site
) -> None:
    browser = site.browser()
    path = finding_of(browser)
    own = browser.token(path) if token is None else token
    fields = {"csrf": own, "decision": "comment", "text": "x", "revision": "1"}
    answer = browser.post(path, data=fields, headers={"accept": "text/html", **headers})
    assert answer.status_code == 403 and "writes" not in [entry.action for entry in site.audit.entries]


def test_token_is_of_the_session(site: Site) -> None:
    browser = site.browser()
    path = finding_of(browser)
    before = browser.token(path)
    site.people.session = "gvs_" + "a" * 43
    assert site.browser().token(path) != before


def test_form_sent_after_the_session_ended_is_filled_in_again(site: Site) -> None:
    browser = site.browser()
    path = finding_of(browser)
    fields = {
        "csrf": browser.token(path),
        "decision": "accept",
        "reason": "选址<b>中",
        "until": "2030-01-01",
        "revision": "1",
    }
    site.people.ended.append(site.people.session)
    answer = browser.post(path, data=fields, headers={"accept": "text/html", **ORIGIN})
    assert answer.status_code == 303 and "draft%3D" in answer.headers["location"]
    site.people.ended.clear()
    draft = answer.headers["location"].partition("draft%3D")[2]
    page = browser.page(f"{path}?draft={draft}")
    assert "选址&lt;b&gt;中</textarea>" in page and 'value="2030-01-01"' in page and '<details class="act" open' in page


def test_form_sent_while_the_store_is_away_waits(site: Site) -> None:
    browser = site.browser()
    path = finding_of(browser)
    token = browser.token(path)
    away = Away(site.service.engine)
    site.service.engine = away
    answer = browser.post(
        path, data={"csrf": token, "decision": "comment", "text": "先看房", "revision": "1"}, headers=ORIGIN
    )
    away.away = False
    assert answer.status_code == 503 and "已留存" in answer.text
    (again,) = re.findall(r'content="5; url=\.\./findings/([^"]*)"', answer.text)
    assert "先看房</textarea>" in browser.page(f"/findings/{again}")


# ── what goes wrong ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_store_that_is_away_is_told_and_asked_again(site: Site) -> None:
    away = Away(site.service.engine)
    site.service.engine = away
    browser = site.browser()
    page = browser.page(f"/findings?{DAY}", 503)
    assert "库暂时不可用" in page and 'http-equiv="refresh" content="5; url=./findings?asOf=2026-11-01"' in page
    away.away = False
    assert "库暂时不可用" not in browser.page(f"/findings?{DAY}")


@pytest.mark.parametrize(
    ("code", "status"), [("FORBIDDEN", 403), ("TIMEOUT", 504), ("INTERNAL", 500), ("TOO_MANY_REQUESTS", 429)]
)
def test_codes_of_answers_are_pages_with_what_to_do(code: str, status: int, site: Site) -> None:
    site.service.engine = Away(site.service.engine, code)
    page = site.browser().page(f"/findings?{DAY}", status)
    assert code in page and 'role="alert"' in page and "Traceback" not in page


def test_what_is_asked_is_in_the_audit(site: Site) -> None:
    site.browser().page(f"/findings?{DAY}&rule=S02")
    entry = next(entry for entry in reversed(site.audit.entries) if entry.operation == "Findings")
    assert (entry.who, entry.role, entry.action) == ("统筹员", "planner", "read")


@pytest.mark.parametrize(
    ("path", "route"),
    [
        ("/findings.json", "/findings"), ("/findings/13800000001", "/findings"), ("/findings-x", "other"), ("/", "/"),
        ("/Findings", "other"), ("/张三.xlsx", "other"),
    ],
)  # fmt: skip
def test_log_names_a_page_by_its_first_part_only(
    path: str, route: str, site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    site.browser().get(f"{path}?area=张三")
    told = [record.__dict__["told"] for record in caplog.records if "told" in record.__dict__]
    assert told[-1]["route"] == route and "张三" not in repr(told) and "138" not in repr(told)


def test_address_of_nothing_is_a_page_for_browsers(site: Site) -> None:
    assert "没有这个页面" in site.browser().page("/nowhere/at/all", 404)
    assert site.browser().get("/nowhere").json()["errors"][0]["extensions"]["code"] == "NOT_FOUND"


def test_nothing_there_is_a_page(site: Site) -> None:
    assert "没有这个页面或这条记录" in site.browser().page("/findings/finding-none", 404)
