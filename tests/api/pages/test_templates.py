"""Templates have no words of their own: every text is of the catalogue, and every key that they name is in it."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path

import pytest
from jinja2 import nodes

from api.pages.drawing import Drawing
from graph.messages import catalogue

TEMPLATES = Path(str(resources.files("api.pages") / "templates"))
FILES = sorted(TEMPLATES.glob("*.html"))
NAMED = {"GraphQL", "xlsx", "csv", "json", "govgraph"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_template_has_no_words_of_its_own(file: Path) -> None:
    words = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<[^<>]*>", " ", file.read_text(encoding="utf-8"), flags=re.DOTALL)
    words = re.sub(r"<[^<>]*>", " ", words)
    assert not [word for word in re.findall(r"[A-Za-z\u3400-\u9fff]{2,}", words) if word not in NAMED]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_texts_that_a_template_names_are_in_the_catalogue(file: Path) -> None:
    tree = Drawing().environment.parse(file.read_text(encoding="utf-8"))
    calls = [call for call in tree.find_all(nodes.Call) if isinstance(call.node, nodes.Name) and call.node.name == "t"]
    keys = [call.args[0].value for call in calls if isinstance(call.args[0], nodes.Const)]
    joined = [call.args[0].nodes[0] for call in calls if isinstance(call.args[0], nodes.Concat)]
    begun = [first.value for first in joined if isinstance(first, nodes.Const)]
    assert not [key for key in keys if key not in catalogue()]
    assert not [start for start in begun if not any(key.startswith(start) for key in catalogue())]


def test_undefined_names_are_errors_and_values_are_escaped() -> None:
    environment = Drawing().environment
    assert environment.from_string("{{ name }}").render(name="<b>'\"") == "&lt;b&gt;&#39;&#34;"
    with pytest.raises(Exception, match="'missing' is undefined"):
        environment.from_string("{{ missing }}").render()


def test_every_page_in_the_navigation_has_its_word() -> None:
    from api.pages.routes import pages

    assert not [page.name for page in pages() if page.nav and f"page_{page.name}.nav" not in catalogue()]
