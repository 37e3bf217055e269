"""Boundaries of areas from a GeoJSON file: a FeatureCollection whose features carry the code or the name of an area.

The features become rows of a sheet (heading row 0, so that row 1 is the first feature), and go the way of every roster:
properties are columns, deny-listed ones are dropped, unknown ones reported. Parsing needs no library but the standard
one, and is bounded: size of the file, positions of one boundary.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graph.messages import text
from loaders.desk import Desk
from loaders.errors import FileRefused, Remark
from loaders.facts import Ref
from loaders.linking.names import nearest_names, plain_name
from loaders.places import Place
from loaders.reading import ReadFile, ReadSheet, read_book
from loaders.sheets.adjacency.rows import find_near
from loaders.sheets.kinds import load_kinds
from loaders.sheets.row import Row
from loaders.typed import OTHER
from loaders.workbook.file_name import file_name
from loaders.workbook.heading import normalise_heading
from loaders.workbook.limits import MEBIBYTE
from loaders.workbook.marking import is_marked, mark_in_name
from loaders.workbook.sheet import Cell, Sheet, Workbook, column_letter

__all__ = ["read", "read_boundaries"]

FILE_BYTES = 16 * MEBIBYTE
"""A district's streets, communities and compounds in full detail are 2 MB; parsed JSON takes some twenty times its size."""
POSITIONS = 20_000
"""Positions of one boundary: a community is drawn with some hundred."""
TITLE, GEOMETRY, CRS = "GeoJSON 边界", "GeoJSON geometry", "crs"
POLYGONS = {"Polygon": 1, "MultiPolygon": 2}
"""Kinds of geometry that bound an area, by how deep their rings lie."""
RING = 4
LEVELS = ("District", "Street", "Community", "Village", "Grid", "Compound", "Building")


class Unfit(ValueError):
    """A geometry that cannot be a boundary; the argument is the message's key."""


def read(row: Row, desk: Desk) -> None:
    """One area's boundary with its coordinate system, unknown where the file names none."""
    area = _area(row, desk)
    crs = row["crs"] if row["crs"] not in (None, OTHER) else "unknown"
    desk.facts.node(
        area.label, area.id, row, boundary=row["geometry"], boundaryCrs=crs, **row.pick(confirmedOn="confirmed_on")
    )


def _area(row: Row, desk: Desk) -> Ref:
    code, name = row["code"], plain_name(row["name"] or "")
    if code and (place := desk.places.by_code(str(code))):
        return place.ref
    if not name:
        desk.refuse(row, "code", "boundaries.no_area", name=code or "", near="—")
    labels = (row["level"],) if row["level"] in LEVELS else LEVELS
    home = desk.home(row) if row["street"] or row["community"] else None
    found: list[Place] = find_near(desk, name, home, *labels) if home else []
    found = found or desk.places.find(name, desk.places.of_label(*labels))
    if len(found) != 1:
        known = [plain_name(place.name) for place in found or desk.places.of_label(*labels)]
        near = "、".join(known[:3]) if found else nearest_names(name, known)
        desk.refuse(row, "name", "checks.place_ambiguous" if found else "boundaries.no_area", name=name, near=near)
    return found[0].ref


# --- from the file to rows ---


def read_boundaries(path: Path) -> ReadFile:
    """The features of a GeoJSON file as rows; refused where it is no FeatureCollection, too large, or not readable."""
    try:
        if mark_in_name(file_name(path)):
            raise FileRefused(file_name(path), "reading.marked", place="文件名")
        data, sha256 = _bytes_of(path)
        collection = _parsed(file_name(path), data)
        if any(isinstance(value, str) and is_marked(value.strip()) for value in collection.values()):
            raise FileRefused(file_name(path), "reading.marked", place="FeatureCollection")
        sheet, remarks = _sheet(file_name(path), collection)
    except FileRefused as refused:
        return ReadFile(path, file_name(path), refused=refused)
    file = read_book(Workbook(path, file_name(path), sha256, len(data), False, (sheet,)))
    for read in file.sheets:
        read.remarks[:0] = remarks
        _tell_crs(read)
    return file


def _bytes_of(path: Path) -> tuple[bytes, str]:
    """The file's bytes and their hash; refused where it is too large, or changes while it is read."""
    try:
        before = path.stat()
        if before.st_size > FILE_BYTES:
            size, limit = -(-before.st_size // MEBIBYTE), FILE_BYTES // MEBIBYTE
            raise FileRefused(file_name(path), "reading.file_size", megabytes=size, limit=limit)
        data = path.read_bytes()
        after = path.stat()
    except OSError as error:
        raise FileRefused(file_name(path), "reading.cannot_open") from error
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or len(data) != after.st_size:
        raise FileRefused(file_name(path), "reading.changed")
    return data, hashlib.sha256(data).hexdigest()


def _parsed(name: str, data: bytes) -> dict[str, Any]:
    try:
        found = json.loads(_decoded(data), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        where = f"{error.lineno}:{error.colno}" if isinstance(error, json.JSONDecodeError) else "—"
        raise FileRefused(name, "boundaries.bad_json", where=where) from error
    if not isinstance(found, dict) or found.get("type") != "FeatureCollection":
        kind = str(found.get("type", "—")) if isinstance(found, dict) else "—"
        raise FileRefused(name, "boundaries.no_collection", kind=kind[:40])
    features = found.get("features")
    if not isinstance(features, list) or not features:
        raise FileRefused(name, "boundaries.no_features")
    if any(not isinstance(feature, dict) or feature.get("type") != "Feature" for feature in features):
        raise FileRefused(name, "boundaries.no_collection", kind="features")
    return found


def _decoded(data: bytes) -> str:
    """The text: UTF-8 with or without BOM, UTF-16, or GB18030 as older programs write it."""
    try:
        return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def _no_number(word: str) -> None:
    raise ValueError(word)


def _sheet(name: str, collection: dict[str, Any]) -> tuple[Sheet, list[Remark]]:
    """The features as a sheet, one column a property, and what is wrong with their geometries."""
    features = [(feature, _flat(feature)) for feature in collection["features"]]
    keys = list(dict.fromkeys(key for _, properties in features for key in properties if key != GEOMETRY))
    if not any(_fills(key, "code", "name") for key in keys):
        raise FileRefused(name, "boundaries.no_names")
    crs = next((key for key in keys if _fills(key, "crs")), CRS)
    stated = _crs_of(collection)
    if stated and crs not in keys:
        keys.append(crs)
    title = f"{TITLE} {collection.get('name') or ''}".strip()
    column = column_letter(len(keys) + 1)
    rows: list[list[Cell]] = [[*keys, GEOMETRY]]
    remarks = []
    for number, (feature, properties) in enumerate(features, start=1):
        try:
            geometry = _geometry(feature.get("geometry"))
        except Unfit as unfit:
            key, said = f"boundaries.{unfit}", str((feature.get("geometry") or {}).get("type") or "—")
            why, advice = text(key, value=said, limit=POSITIONS), text(f"{key}_advice")
            remarks.append(Remark(name, title, number, column, GEOMETRY, said, why, advice))
            rows.append([])
            continue
        rows.append([*(properties.get(key) or (stated if key == crs else None) for key in keys), geometry])
    return Sheet(title, rows, first_row=0, file=name), remarks


def _fills(key: str, *columns: str) -> bool:
    """Whether a property's name is a heading of one of these columns."""
    declared = load_kinds()["boundaries"].columns
    return any(normalise_heading(key) in map(normalise_heading, declared[one].headings) for one in columns)


def _flat(feature: dict[str, Any]) -> dict[str, Cell]:
    """The properties that a cell could hold; what is nested says nothing of an area and is left out."""
    properties = feature.get("properties")
    if not isinstance(properties, dict):
        return {}
    return {str(key): value for key, value in properties.items() if isinstance(value, (str, int, float, bool))}


def _crs_of(collection: dict[str, Any]) -> str | None:
    """What the collection says of its coordinate system: a word, or the named system of the 2008 edition."""
    crs = collection.get("crs")
    if isinstance(crs, dict):
        crs = (crs.get("properties") or {}).get("name")
    return crs if isinstance(crs, str) and crs.strip() else None


def _tell_crs(read: ReadSheet) -> None:
    known = load_kinds()["boundaries"].columns["crs"].choices
    if any(row["crs"] not in known for row in read.rows):
        read.notes.append(text("boundaries.no_crs"))


# --- geometry ---


def _geometry(geometry: Any) -> str:
    """The geometry as compact JSON, rings closed; raises :class:`Unfit` for what bounds no area."""
    if not isinstance(geometry, dict) or geometry.get("type") not in POLYGONS:
        raise Unfit("bad_geometry")
    kind, coordinates = geometry["type"], geometry.get("coordinates")
    rings = [*_rings(coordinates, POLYGONS[kind])]
    if not rings:
        raise Unfit("bad_geometry")
    if sum(map(len, rings)) > POSITIONS:
        raise Unfit("too_many_positions")
    for ring in rings:
        _check_ring(ring)
    return json.dumps({"type": kind, "coordinates": coordinates}, separators=(",", ":"))


def _rings(coordinates: Any, depth: int) -> Iterator[list[Any]]:
    if not isinstance(coordinates, list):
        raise Unfit("bad_geometry")
    for part in coordinates:
        if depth > 1:
            yield from _rings(part, depth - 1)
        elif isinstance(part, list):
            yield part
        else:
            raise Unfit("bad_geometry")


def _check_ring(ring: list[Any]) -> None:
    for position in ring:
        if not isinstance(position, list) or len(position) < 2 or not all(map(_is_number, position)):
            raise Unfit("bad_geometry")
        if abs(position[0]) > 180 or abs(position[1]) > 90:
            raise Unfit("no_degrees")
    if ring and ring[0] != ring[-1]:
        ring.append(ring[0])
    if len(ring) < RING:
        raise Unfit("bad_geometry")


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
