"""The notebooks executed from clean: no error, the figures of the report, every picture there, nothing from outside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from tests.notebooks.conftest import ROOT, Executed

pytestmark = [pytest.mark.slow, pytest.mark.timeout(2400)]

NAMES = sorted(path.stem for path in (ROOT / "notebooks").glob("*.py"))
FETCHING = {"src", "data", "poster", "background", "action", "srcset"}
"""Attributes that make a browser fetch; ``href`` does so in a ``link``."""

OUTSIDE = re.compile(r"(?:[a-z]+:)?//", re.IGNORECASE)


def _code(book: Any) -> Iterator[Any]:
    return (cell for cell in book.cells if cell.cell_type == "code")


@pytest.mark.parametrize("name", NAMES)
def test_notebook_runs_to_its_end_without_error_or_warning(name: str, executed: Executed) -> None:
    cells = [*_code(executed.book(name))]
    assert [cell.execution_count for cell in cells] == [*range(1, len(cells) + 1)]
    outputs = [output for cell in cells for output in cell.outputs]
    assert not [output for output in outputs if output.output_type == "error" or output.get("name") == "stderr"]


def _tagged(executed: Executed, kind: str) -> Iterator[tuple[str, str, float]]:
    for name in executed.names:
        for cell in _code(executed.book(name)):
            for tag in cell.metadata.get("tags", ()):
                if tag.startswith(f"{kind}:"):
                    (output,) = cell.outputs
                    yield name, tag.partition(":")[2], float(output.data["text/plain"])


def test_figures_are_those_of_the_report(executed: Executed) -> None:
    shown = [*_tagged(executed, "figure")]
    assert executed.report.all_equal
    assert {name for name, _, _ in shown} >= {"01_quick_start", "03_dual_roles", "04_coverage", "06_time", "07_graphql"}
    assert not [(name, id, value) for name, id, value in shown if value != executed.report[id].counted]


def test_links_behind_the_127_are_those_of_the_report(executed: Executed) -> None:
    shown = {state: value for _, state, value in _tagged(executed, "linked")}
    assert shown == {state: executed.report.concurrent[state] for state in ("certain", "stated")}
    assert sum(shown.values()) == executed.report["concurrent"].counted


def test_report_in_excel_is_the_report(executed: Executed) -> None:
    (cell,) = (cell for cell in _code(executed.book("08_excel")) if "report" in cell.metadata.get("tags", ()))
    words = cell.outputs[0].data["text/plain"]
    assert all(re.search(rf"\b{figure.id}\b", words) for figure in executed.report.figures)


def test_undone_rosters_leave_nothing(executed: Executed) -> None:
    *_, last = _code(executed.book("02_own_rosters"))
    assert last.outputs[0].text.split() == ["batch-000001", "0"]


class Asking(HTMLParser):
    """What a page would fetch, and the pages in its frames."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.frames: list[str] = []
        self.policies: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        fetched = [told[name] for name in FETCHING & set(told)] + ([told.get("href", "")] if tag == "link" else [])
        self.asked += [value for value in fetched if OUTSIDE.match(value)]
        self.frames += [told["srcdoc"]] if "srcdoc" in told else []
        self.policies += [told["content"]] if told.get("http-equiv") == "Content-Security-Policy" else []


@pytest.mark.parametrize("name", NAMES)
def test_page_fetches_nothing(name: str, executed: Executed) -> None:
    page = Asking(executed.page(name).read_text(encoding="utf-8"))
    inner = [Asking(frame) for frame in page.frames]
    assert not [asked for one in (page, *inner) for asked in one.asked]
    assert page.policies and "http" not in page.policies[0]
    styles = re.findall(r"<style.*?</style>", executed.page(name).read_text(encoding="utf-8"), re.DOTALL)
    assert not re.search(r"@import|url\(\s*['\"]?(?:[a-z]+:)?//", "".join(styles))


@pytest.mark.parametrize("name", NAMES)
def test_every_picture_is_in_the_page(name: str, executed: Executed) -> None:
    asked = sum(bool(re.search(r"graph\.show\((?!.*\.save\()|^once$", cell.source, re.MULTILINE)) - ("once, again" in cell.source)
                for cell in _code(executed.book(name)))  # fmt: skip
    frames = Asking(executed.page(name).read_text(encoding="utf-8")).frames
    assert len(frames) == asked
    assert all("示例数据" in frame for frame in frames)


def test_links_between_notebooks_lead_to_pages(executed: Executed) -> None:
    text = executed.page("01_quick_start").read_text(encoding="utf-8")
    linked = set(re.findall(r'href="(\d\d_\w+\.\w+)"', text))
    assert linked == {f"{name}.html" for name in executed.names if name != "01_quick_start"}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """The Chromium of this machine."""
    import os
    import shutil

    from playwright.sync_api import sync_playwright

    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as driver:
        sandbox = [] if os.name == "nt" or os.geteuid() else ["--no-sandbox"]
        opened = driver.chromium.launch(executable_path=program, args=sandbox)
        yield opened
        opened.close()


@pytest.mark.parametrize("name", NAMES)
def test_browser_shows_every_picture_and_asks_nobody(name: str, executed: Executed, chromium: Any) -> None:
    page = chromium.new_page(viewport={"width": 1366, "height": 768})
    asked, said = list[str](), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    file: Path = executed.page(name)
    page.goto(file.as_uri())
    for frame in page.locator("iframe").all():
        frame.scroll_into_view_if_needed()
        inside = frame.content_frame
        inside.locator("canvas, table").first.wait_for(timeout=30_000)
        assert inside.locator("h1").first.inner_text()
    page.close()
    assert not [url for url in asked if url != file.as_uri() and not url.startswith(("data:", "blob:", "about:"))]
    assert not said
