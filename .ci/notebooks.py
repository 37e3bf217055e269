"""Execute the notebooks from clean, and keep each with its outputs as .ipynb and as one .html that needs nothing else.

``notebooks.py [--to FOLDER] [--no-demo] [NAME ...]`` takes those whose file begins with one of the names, all without one.
First the demo is made where it is not there yet (``--no-demo``: the store of the environment holds it already). Each notebook
has a kernel of its own, run by this Python; no kernel need be installed, nothing of a user's Jupyter or IPython is read.
"""

from __future__ import annotations

import argparse
import copy
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbconvert import HTMLExporter

import graph
from graph.coverage.history import latest_run
from graph.store.snapshot.demo import DEMO_DATE

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = ROOT / "notebooks"
TARGET = ROOT / ".notebooks"
TEMPLATES = Path(__file__).resolve().parent

PATIENCE = 600
"""Seconds for one cell."""

DEMO = "import sys; from api.cli.run import run; sys.exit(run(['demo']))"


class OwnKernel(AsyncKernelManager):
    """A kernel of this Python, whatever kernels the machine knows by name; on loopback, with signed messages."""

    @property
    def kernel_spec(self) -> KernelSpec:
        """How it is started."""
        words = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}", "--log-level=ERROR"]
        return KernelSpec(argv=words, display_name="Python 3", language="python")


def main(words: list[str] | None = None) -> int:
    """Executes what was asked for, tells where it lies; 1 where a cell failed."""
    asked = _parser().parse_args(words)
    chosen = [file for file in sorted(NOTEBOOKS.glob("*.py")) if file.name.startswith(tuple(asked.names) or "")]
    if not chosen:
        sys.exit(f"no notebook begins with {' '.join(asked.names)}")
    os.environ.setdefault("GOVGRAPH_STORE", "demo")
    if not asked.no_demo and not demo_is_there():
        subprocess.run([sys.executable, "-c", DEMO], cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    asked.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as private:
        for name in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"):
            os.environ[name] = private
        failed = [file.name for file in chosen if not _kept(file, asked.to)]
    print(f"→ {asked.to}" if not failed else f"failed: {' '.join(failed)}")
    return bool(failed)


def demo_is_there() -> bool:
    """Whether the store holds the reference district with a saved run: what ``govgraph demo`` makes last."""
    with graph.connect() as store:
        known = latest_run(store)
    return known is not None and known[1] == DEMO_DATE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="execute the notebooks")
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--to", type=Path, default=TARGET, metavar="FOLDER")
    parser.add_argument("--no-demo", action="store_true")
    return parser


def _kept(file: Path, folder: Path) -> bool:
    """Executes one notebook and keeps what came out, failed or not; whether every cell ran."""
    began = time.monotonic()
    book = jupytext.read(file)
    problem = execute(book)
    nbformat.write(book, folder / f"{file.stem}.ipynb")
    (folder / f"{file.stem}.html").write_text(html_of(book, title_of(book)), encoding="utf-8")
    cells = sum(cell.cell_type == "code" for cell in book.cells)
    print(f"{file.stem}  {cells} cells  {time.monotonic() - began:.0f} s", flush=True)
    if problem:
        print(problem, file=sys.stderr, flush=True)
    return not problem


def execute(book: Any) -> str:
    """Runs every cell in the folder of the notebooks; what went wrong, or nothing. The notebook keeps the outputs."""
    place = {"metadata": {"path": str(NOTEBOOKS)}}
    client = NotebookClient(book, timeout=PATIENCE, kernel_manager_class=OwnKernel, resources=place)
    try:
        client.execute()
    except CellExecutionError as error:
        return str(error)
    for cell in book.cells:
        cell.metadata.pop("execution", None)  # times of day, which differ from run to run
    return ""


def title_of(book: Any) -> str:
    """The first heading."""
    lines = (line for cell in book.cells if cell.cell_type == "markdown" for line in cell.source.splitlines())
    return next((line[2:].strip() for line in lines if line.startswith("# ")), "govgraph")


def html_of(book: Any, title: str) -> str:
    """The notebook as one page that loads nothing; links to other notebooks lead to their pages."""
    book = copy.deepcopy(book)
    for cell in book.cells:
        if cell.cell_type == "markdown":
            cell.source = cell.source.replace(".ipynb)", ".html)")
    exporter = HTMLExporter(
        template_name="notebook", extra_template_basedirs=[str(TEMPLATES)], language_code="zh-CN", anchor_link_text="",
    )  # fmt: skip
    body, _ = exporter.from_notebook_node(book, resources={"metadata": {"name": title}})
    return str(body)


if __name__ == "__main__":
    sys.exit(main())
