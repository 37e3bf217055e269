"""What holds for the checkout as a whole: names, texts, pins, and what must never be committed."""

from __future__ import annotations

import ast
import importlib
import os
import pkgutil
import re
import string
import subprocess
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("graph", "loaders", "api")

TOP_LEVEL = {
    *PACKAGES,
    *("docs", "notebooks", "tests", "schema.graphql"),
    *("README.md", "CHANGELOG.md", "LICENSE", "Makefile", "compose.yaml", "pyproject.toml", "requirements.lock"),
    *(".ci", ".gitattributes", ".gitignore"),
}
"""What may lie at the top; another name needs a decision (docs/decisions)."""

OF_A_MACHINE = re.compile(
    rb"(?<![\w.~-])/(?:work|root)/|/opt/wheel[s]|[.]pyenv[/]"  # where somebody's checkout or Python lies
    rb"|pypi\.org|pythonhosted\.org|repo1?\.maven\.|maven\.apache\.org/maven2|registry\.npmjs\.|proxy\.golang\."
    rb"|static\.crates\.io|deb\.debian\.org|mirrors?\.(?:aliyun|tuna|ustc)\."
)
"""Paths of one machine and hosts of package registries: true here, wrong elsewhere."""

SEATS_ARE_WON = re.compile("任命|撤换")
"""A seat in a committee is won in an election: texts say 建议人选…通过法定程序."""

MESSAGES = sorted((ROOT / "graph" / "messages").glob("*.yaml"))


@cache
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@cache
def committed() -> tuple[Path, ...]:
    """Every file that is in git or would be added to it."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    words = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(words, cwd=ROOT, capture_output=True, check=True, text=True, encoding="utf-8").stdout
    return tuple(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())


def modules() -> list[tuple[Path, str]]:
    """Every module of the three packages: its file and its name."""
    files = [file for package in PACKAGES for file in sorted((ROOT / package).rglob("*.py"))]
    return [(file, ".".join(file.relative_to(ROOT).with_suffix("").parts)) for file in files]


# ── the three packages ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("package", PACKAGES)
def test_no_other_distribution_brings_the_package(package: str) -> None:
    assert set(packages_distributions().get(package, [])) <= {"govgraph"}


@pytest.mark.parametrize("package", PACKAGES)
def test_package_is_the_one_under_test(package: str) -> None:
    file = Path(str(importlib.import_module(package).__file__)).resolve()
    if os.environ.get("GOVGRAPH_WHEEL") == "yes":
        assert "site-packages" in file.parts
    else:
        assert file.parent == ROOT / package


def _packages() -> list[str]:
    found = [name.removesuffix(".__init__") for _, name in modules() if name.endswith(".__init__")]
    return sorted(found)


@pytest.mark.parametrize("name", _packages())
def test_no_public_name_equals_a_module_below(name: str) -> None:
    """A lazy export beside a module of its name turns into that module on second use."""
    package: ModuleType = importlib.import_module(name)
    below = {module.name for module in pkgutil.iter_modules(package.__path__)}
    public = {word for word in getattr(package, "__all__", ()) if not isinstance(getattr(package, word), ModuleType)}
    assert not public & below


def test_imports_are_of_declared_dependencies() -> None:
    """What is imported is required by name, not by the luck of another package requiring it."""
    declared = {canonicalize_name(Requirement(line).name) for line in project()["project"]["dependencies"]}
    homes = packages_distributions()
    strangers = {
        f"{name}: {top}"
        for file, name in modules()
        for top in _imported(file)
        if top not in sys.stdlib_module_names and top not in PACKAGES
        if not {canonicalize_name(home) for home in homes.get(top, [])} & declared
    }
    assert not strangers


def _imported(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


# ── texts ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _texts() -> list[tuple[str, Any]]:
    return [
        (f"{file.stem}.{key}", both)
        for file in MESSAGES
        for key, both in (yaml.safe_load(file.read_text(encoding="utf-8")) or {}).items()
    ]


def _places(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name is not None}


def test_messages_are_there() -> None:
    assert MESSAGES


def test_every_text_is_in_both_languages() -> None:
    wrong = [key for key, both in _texts() if set(both) != {"zh", "en"} or not all(map(str.strip, both.values()))]
    assert not wrong


def test_both_languages_have_the_same_places() -> None:
    wrong = [key for key, both in _texts() if _places(both["zh"]) != _places(both["en"])]
    assert not wrong


def test_places_have_names() -> None:
    wrong = [key for key, both in _texts() for name in _places(both["zh"]) if not name.isidentifier()]
    assert not wrong


@pytest.mark.parametrize("file", MESSAGES, ids=lambda file: file.stem)
def test_no_key_is_given_twice(file: Path) -> None:
    tree = yaml.compose(file.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    keys = [key.value for key, _ in tree.value] if tree else []
    assert len(keys) == len(set(keys))


def test_texts_never_speak_of_filling_an_elected_seat() -> None:
    wrong = [key for key, both in _texts() if SEATS_ARE_WON.search(both["zh"])]
    assert not wrong


# ── pins ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def pins() -> dict[str, tuple[str, str]]:
    """requirements.lock by name: the version, and the block that it stands in."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    blocks = re.findall(r"^([\w.-]+)(?:\[[^]]*\])?==([^\s;]+)((?:.*\n)(?:[ ]+.*\n)*)", text, re.MULTILINE)
    return {canonicalize_name(name): (version, rest) for name, version, rest in blocks}


def _asked() -> list[str]:
    return [*project()["project"]["dependencies"], *project()["project"]["optional-dependencies"]["dev"]]


@pytest.mark.parametrize("line", [*_asked(), *project()["build-system"]["requires"]])
def test_lock_pins_what_the_project_asks_for(line: str) -> None:
    asked = Requirement(line)
    version, _ = pins()[canonicalize_name(asked.name)]
    assert asked.specifier.contains(version), "run `make lock`"


def test_lock_knows_no_package_that_nobody_asked_for() -> None:
    """pip-compile says beside each pin who asked; "govgraph" alone means this project."""
    asked = {canonicalize_name(Requirement(line).name) for line in _asked()}
    direct = {name for name, (_, block) in pins().items() if re.search(r"# +(?:via )?govgraph\b", block)}
    assert direct == asked


def test_lock_has_a_hash_for_every_pin() -> None:
    assert not [name for name, (_, block) in pins().items() if "--hash=sha256:" not in block]


def test_lock_is_made_on_the_oldest_python() -> None:
    """A newer one would pin versions that the oldest cannot install, and leave out backports."""
    oldest = project()["project"]["requires-python"].removeprefix(">=")
    assert f"by pip-compile with Python {oldest}\n" in (ROOT / "requirements.lock").read_text(encoding="utf-8")


def test_lock_says_nothing_of_where_from() -> None:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    assert not [line for line in lines if "://" in line or re.match(r"-|\S+ @ ", line)]


# ── the checkout ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_top_level_holds_the_fixed_layout_only() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in committed()} <= TOP_LEVEL


def test_no_init_under_tests() -> None:
    assert not list((ROOT / "tests").rglob("__init__.py"))


def test_nothing_of_one_machine_is_committed() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {hit.group().decode()}"
        for path in committed()
        if (hit := OF_A_MACHINE.search(path.read_bytes()))
    ]
    assert not found


def test_make_leaves_nothing_to_commit() -> None:
    made = {
        ".venv",
        ".demo",
        ".notebooks",
        ".wheel",
        "dist",
        "__pycache__",
        ".pytest_cache",
        ".mypy_cache",
        ".ruff_cache",
    }
    assert not [path for path in committed() if made & set(path.relative_to(ROOT).parts)]
