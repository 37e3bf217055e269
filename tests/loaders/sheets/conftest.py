"""The hand-made workbooks of the mini district: two streets of 140213, everything below community fictional."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from graph.store.records import GraphState
from loaders.facts import Claim
from loaders.gather import Gathered, gather
from loaders.linking.secret import Key
from loaders.reading import ReadFile, read_files
from loaders.sheets.kinds import load_kinds

WORKBOOKS = Path(__file__).parent / "workbooks"
BASE = ("divisions", "communities", "party_organisations", "grids", "compounds")
"""What every other kind builds upon."""

Holders = dict[str, list[str]]


@cache
def _read(path: Path) -> ReadFile:
    return next(iter(read_files([path])))


def _path(name: str) -> Path:
    return next(path for path in WORKBOOKS.iterdir() if path.stem.lstrip("0123456789") == name)


@pytest.fixture
def book() -> Callable[[str], ReadFile]:
    """One hand-made workbook after reading: dropped and unmapped columns, notes, flags of single cells."""
    return lambda name: _read(_path(name))


@pytest.fixture
def gathered() -> Callable[..., Gathered]:
    """The facts of the named workbooks and of those that they build upon; a path stands for the workbook of its name."""

    def gather_named(*names: str | Path) -> Gathered:
        chosen = {name: _path(name) for name in BASE}
        for name in names:
            path = name if isinstance(name, Path) else _path(name)
            chosen[path.stem.lstrip("0123456789")] = path
        order = {kind: place for place, kind in enumerate(load_kinds())}
        paths = sorted(chosen.items(), key=lambda pair: order.get(pair[0], len(order)))
        return _gather(tuple(path for _, path in paths))

    return gather_named


@cache
def _gather(paths: tuple[Path, ...]) -> Gathered:
    """Gathered once for all tests that look at the same workbooks; no test may change what it gets."""
    return gather([_read(path) for path in paths], Key(b"0" * 32), GraphState())


@pytest.fixture
def changed(tmp_path: Path) -> Callable[..., Path]:
    """A copy of a hand-made xlsx with some cells changed: ``changed("grids", {"D7": "九九网格"})``."""

    def change(name: str, cells: Mapping[str, Any], *, sheet: str | None = None) -> Path:
        workbook = openpyxl.load_workbook(_path(name))
        for place, value in cells.items():
            (workbook[sheet] if sheet else workbook.worksheets[0])[place] = value
        path = tmp_path / _path(name).name
        workbook.save(path)
        return path

    return change


@pytest.fixture
def roster(tmp_path: Path) -> Callable[..., Path]:
    """A small csv of one's own in the place of a hand-made workbook: ``roster("compounds", headings, row, …)``."""

    def write(name: str, *rows: Sequence[object]) -> Path:
        path = tmp_path / f"{name}.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(rows)
        return path

    return write


@pytest.fixture
def named() -> Callable[[Gathered, str], dict[str, Claim]]:
    """The gathered nodes of one label or sub-label, by name."""

    def by_name(load: Gathered, label: str) -> dict[str, Claim]:
        claims = load.desk.facts.nodes.values()
        return {claim.properties["name"]: claim for claim in claims if claim.label == label}

    return by_name


@pytest.fixture
def joined() -> Callable[[Gathered, str], list[tuple[str, str, dict[str, Any]]]]:
    """The gathered relationships of one type: names of both ends, and what is said of it."""

    def of_type(load: Gathered, kind: str) -> list[tuple[str, str, dict[str, Any]]]:
        nodes, claims = load.desk.facts.nodes, load.desk.facts.relationships.values()
        named = {id: str(claim.properties.get("name", id)) for id, claim in nodes.items()}
        return [
            (named[claim.ends[0]], named[claim.ends[1]], claim.properties)
            for claim in claims
            if claim.label == kind and claim.ends
        ]

    return of_type


@pytest.fixture
def told() -> Callable[[Gathered, str], list[tuple[int, str, str]]]:
    """What gathering remarks on one workbook: row, column, key of the reason."""

    def of_book(load: Gathered, name: str) -> list[tuple[int, str, str]]:
        mine = [remark for remark in load.remarks if Path(remark.file).stem.lstrip("0123456789") == name]
        return [(remark.row, remark.column, remark.why.key) for remark in mine]

    return of_book


@pytest.fixture
def holders() -> Callable[[Gathered, str], Holders]:
    """Who holds the posts of one role, by the name of the area (of the body, where there is none); vacant ones too.

    Two areas of one name are told apart by the area above: 第1网格 of 康吉社区 is ``康吉社区/第1网格``.
    """

    def by_place(load: Gathered, role: str) -> Holders:
        facts = load.desk.facts
        ends = {kind: [claim.ends for claim in facts.relationships.values() if claim.label == kind and claim.ends]
                for kind in ("RESPONSIBLE_FOR", "POST_IN", "OF_POST", "HOLDER")}  # fmt: skip
        place = dict(ends["POST_IN"]) | dict(ends["RESPONSIBLE_FOR"])
        person = {tenure: facts.nodes[id].properties.get("name", "") for tenure, id in ends["HOLDER"]}
        posts = [
            claim.id for claim in facts.nodes.values() if claim.label == "Post" and claim.properties["role"] == role
        ]
        return {
            _full_name(load, place[post]): sorted(person[tenure] for tenure, of in ends["OF_POST"] if of == post)
            for post in posts
        }

    return by_place


def _full_name(load: Gathered, id: str) -> str:
    area = load.desk.places.get(id)
    if area is None:
        return str(load.desk.facts.nodes[id].properties["name"])
    above = [place.name for place in load.desk.places.above(id)]
    return f"{above[1]}/{area.name}" if area.label in ("Grid", "Building") else area.name
