"""What lies outside a viewer's scope is on no page and in no file, and changes none.

As tests/api/graphql/equality/test_leaks.py does for operations: values that nothing else has are given to what lies
outside, then others; every page is opened with every kind of thing, inside and outside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest

from api.accounts.viewer import RIGHTS, Viewer
from api.pages.links import file_path
from api.pages.routes import pages
from tests.api.clients.district import DAY, STREET
from tests.api.graphql.equality.facts import Node, read_all
from tests.api.graphql.equality.leak_markers import Marks, marks_of, outside_of, plant
from tests.api.graphql.equality.view import View
from tests.api.pages.conftest import Browser, MakeSite
from tests.conftest import wipe

if TYPE_CHECKING:
    import httpx

    from graph.store.connection import Store

KINDS = {
    "areas": "Area", "batches": "ImportBatch", "findings": "Finding", "graph": "Area",
    "organisations": "Organisation", "people": "Person",
    "posts": "Post", "rules": None,
}  # fmt: skip
"""What each page of one thing shows; None: something of the program's own."""
_CHANGING = re.compile(r'name="csrf" value="\w+"|draft=\w+|\d\d:\d\d(?::\d\d)?')
_SAMPLES = 4


@dataclass
class Case:
    """A street's administrator, and what lies outside the street."""

    browser: Browser
    store: Store
    outside: list[Node]
    inside: list[Node]
    marks: tuple[Marks, Marks]

    def addresses(self) -> Iterator[str]:
        """Every page and file, of things inside and outside, and asked to search for what is outside."""
        for page in pages():
            paths = [page.path.replace("{form}", "svg")]
            if "{id}" in page.path:
                paths = [page.path.replace("{id}", id) for id in self._ids(page.path.split("/")[1])]
            for path in paths:
                yield f"{path}?asOf={DAY}"
                if page.sheet is not None:
                    yield from (f"{file_path(path)}.{form}?asOf={DAY}" for form in ("json", "csv", "xlsx"))
                if "{id}" not in page.path:
                    outside = self._some("Area", self.outside)[0].id
                    yield from (f"{path}?asOf={DAY}&{part}={outside}" for part in ("area", "around"))

    def _ids(self, part: str) -> list[str]:
        label = KINDS[part]
        return ["S02"] if label is None else [
            node.id for nodes in (self.inside, self.outside) for node in self._some(label, nodes)
        ]  # fmt: skip

    def _some(self, label: str, nodes: list[Node]) -> list[Node]:
        return sorted((node for node in nodes if node.is_a(label)), key=lambda node: node.id)[:_SAMPLES]

    def told(self, answer: httpx.Response) -> list[str]:
        """What an answer tells of the outside, beyond what its own address says."""
        text = _text(answer)
        # what a thing inside is known from names its sheet, wherever that is at home
        ids = {node.id for node in self.outside if not node.is_a("Source")} - {
            *re.findall(r"[\w-]+", str(answer.request.url))
        }
        patterns = [pattern for one in self.marks for pattern in one.patterns if pattern in text]
        return patterns + sorted(ids.intersection(re.findall(r"[\w-]+", text)))


def _text(answer: httpx.Response) -> str:
    """All that an answer says, without what changes from one to the next."""
    if "spreadsheet" in answer.headers["content-type"]:
        book = openpyxl.load_workbook(BytesIO(answer.content))
        cells = (cell.value for sheet in book for row in sheet for cell in row)
        return _CHANGING.sub("", "\n".join(str(value) for value in cells if value is not None))
    return _CHANGING.sub("", unescape(answer.text))


@pytest.fixture
def case(district: Store, make_site: MakeSite) -> Iterator[Case]:
    viewer = Viewer("永泰管理", "admin", (STREET,), rights=RIGHTS)
    facts = read_all(district)
    view = View(facts, viewer, DAY)
    outside = outside_of(view, facts)
    ids = {node.id for node in outside}
    inside = [node for node in facts.nodes.values() if node.id not in ids and view.alive(node)]
    yield Case(make_site(viewer).browser(), district, outside, inside, marks_of(0))
    wipe(district)  # what was planted is no district that another test could use


@pytest.mark.slow
def test_outside_is_on_no_page_and_changes_none(case: Case) -> None:
    plant(case.store, case.outside, case.marks[0])
    before = {}
    for address in case.addresses():
        answer = case.browser.get(address, headers={"accept": "text/html"})
        assert answer.status_code in (200, 400, 403, 404), (address, answer.status_code, answer.text[-300:])
        assert case.told(answer) == [], address
        before[address] = _text(answer)
    assert len(before) > 3 * len(pages()) and sum(map(len, before.values())) > 100_000
    plant(case.store, case.outside, case.marks[1])
    for address, text in before.items():
        assert _text(case.browser.get(address, headers={"accept": "text/html"})) == text, address


def test_leak_on_purpose_is_found(case: Case, make_site: MakeSite) -> None:
    plant(case.store, case.outside, case.marks[0])
    answer = make_site().browser().get(f"/overview.json?asOf={DAY}")
    assert case.marks[0].text in case.told(answer)
