"""Build the sdist and the wheel, look into them, and use the wheel as a user has it.

Two stages in a fresh environment of their own (``.wheel/``):

1. the wheel and what it requires, nothing of the development tools: every module can be imported, the command answers;
2. the development tools as well: the tests run against the installed wheel, not against the checkout.

Versions and hashes are those of requirements.lock in both.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "dist"
WORK = ROOT / ".wheel"
PYTHON = WORK / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
PACKAGES = ("graph", "loaders", "api")

SMOKE = [["--help"], ["check", "--help"], ["report", "--help"], ["store", "--help"]]
"""Calls that must answer in an environment without the development tools."""

DEMO = "import graph; print(graph.demo_network())"
"""The reference district must open without anything but the wheel."""

REFERENCE = "graph/store/snapshot/reference.facts"
"""Made by the Makefile and ignored by git: what a build may forget."""

IMPORT_ALL = """
import importlib, pkgutil, sys, warnings
warnings.simplefilter("error")
names = []
for package in {packages}:
    root = importlib.import_module(package)
    assert "site-packages" in root.__file__, root.__file__
    names += [module.name for module in pkgutil.walk_packages(root.__path__, package + ".")]
for name in names:
    if not name.endswith(".__main__"):
        importlib.import_module(name)
print(f"{{len(names)}} modules imported")
"""


def main() -> int:
    """Everything in order; the first thing that fails ends it."""
    for folder in (DIST, WORK):
        shutil.rmtree(folder, ignore_errors=True)
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", DIST, ROOT)
    wheel, sdist = only("*.whl"), only("*.tar.gz")
    look_into(wheel, sdist)

    WORK.mkdir()
    venv.create(WORK / "venv", with_pip=True)
    install_locked(runtime_names())
    pip("install", "--no-deps", "--no-index", wheel)
    pip("check")
    run(PYTHON, "-c", IMPORT_ALL.format(packages=PACKAGES), cwd=WORK)
    run(PYTHON, "-c", DEMO, cwd=WORK)
    for words in SMOKE:
        run(PYTHON.with_name("govgraph"), *words, cwd=WORK, stdout=subprocess.DEVNULL)

    install_locked(None)
    # "tests" only: the packages' own folders would be imported from the checkout
    run(PYTHON.with_name("pytest"), "tests", "-m", "not slow and not managed_server", env={"GOVGRAPH_WHEEL": "yes"})
    return 0


def look_into(wheel: Path, sdist: Path) -> None:
    """Both hold every file of the packages, the wheel nothing else at top level; the sdist holds the notebooks too."""
    wanted = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc"
    }
    held = set(zipfile.ZipFile(wheel).namelist())
    with tarfile.open(sdist) as archive:
        source = {name.partition("/")[2] for name in archive.getnames()}
    problems = [f"not in the wheel: {name}" for name in sorted(wanted - held)]
    problems += [f"not in the wheel: {REFERENCE}; make wheel makes it first"] if REFERENCE not in held else []
    notebooks = {path.relative_to(ROOT).as_posix() for path in (ROOT / "notebooks").glob("*.py")}
    problems += [f"not in the sdist: {name}" for name in sorted((wanted | notebooks) - source)]
    problems += [
        f"should not be in the wheel: {name}"
        for name in sorted(held - wanted)
        if not re.match(r"govgraph-[^/]+\.dist-info/", name)
    ]
    if problems:
        sys.exit("\n".join(problems))
    data = sum(not name.endswith(".py") for name in wanted)
    print(f"{wheel.name}: {len(wanted)} files, {data} of them data; {wheel.stat().st_size:,} bytes")


def runtime_names() -> set[str]:
    """What govgraph requires, and what that requires in turn, here and now; without extras of its own."""
    found: set[str] = set()
    todo: list[tuple[str, str]] = [("govgraph", "")]
    seen: set[tuple[str, str]] = set()
    while todo:
        name, extra = todo.pop()
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        for line in metadata.requires(name) or ():
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
                needed = canonicalize_name(requirement.name)
                found.add(needed)
                todo += [(needed, wanted) for wanted in ("", *requirement.extras)]
    return found


def install_locked(names: set[str] | None) -> None:
    """Install these packages (None: all) as requirements.lock pins them, hashes checked."""
    blocks = re.findall(r"^\S+==.*(?:\n[ ]+.*)*", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE)
    wanted = [block for block in blocks if names is None or canonicalize_name(re.split(r"[=\[]", block)[0]) in names]
    file = WORK / "requirements.txt"
    file.write_text("\n".join(wanted) + "\n", encoding="utf-8")
    pip("install", "--require-hashes", "--no-deps", "-r", file)


def only(pattern: str) -> Path:
    (found,) = DIST.glob(pattern)
    return found


def pip(*words: str | Path) -> None:
    run(PYTHON, "-m", "pip", words[0], "--quiet", "--disable-pip-version-check", *words[1:])


def run(*words: str | Path, cwd: Path = ROOT, env: dict[str, str] | None = None, stdout: int | None = None) -> None:
    print("+", *(str(word) if "\n" not in str(word) else "…" for word in words), flush=True)
    done = subprocess.run(
        [str(word) for word in words], cwd=cwd, env=os.environ | (env or {}), stdout=stdout, check=False
    )
    if done.returncode:
        sys.exit(done.returncode)


if __name__ == "__main__":
    sys.exit(main())
