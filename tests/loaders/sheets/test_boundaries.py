"""GeoJSON boundaries: features as rows, geometries checked, areas found by code or name."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from loaders.reading import ReadFile, read_files
from loaders.sheets.boundaries.rows import FILE_BYTES, POSITIONS, read_boundaries

SQUARE: list[Any] = [[[113.3, 40.0], [113.4, 40.0], [113.4, 40.1], [113.3, 40.0]]]

Writer = Callable[..., Path]


@pytest.fixture
def geojson(tmp_path: Path) -> Writer:
    """A file of one feature, or of the text given."""

    def write(
        geometry: object = None, *, text: str | None = None, file: str = "boundaries.geojson", **properties: object
    ) -> Path:
        shape = {"type": "Polygon", "coordinates": SQUARE} if geometry is None else geometry
        feature = {"type": "Feature", "properties": properties or {"name": "康吉社区"}, "geometry": shape}
        path = tmp_path / file
        path.write_text(text or json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
        return path

    return write


def boundaries(load: Any) -> dict[str, Any]:
    nodes = load.desk.facts.nodes.values()
    return {claim.properties["name"]: claim.properties for claim in nodes if claim.properties.get("boundary")}


def test_areas_get_their_boundary_by_code_and_by_name(gathered: Any) -> None:
    found = boundaries(gathered("boundaries"))
    assert len(found) == 23
    assert json.loads(found["白登山街道"]["boundary"])["type"] == "MultiPolygon"
    assert {"学府南苑", "御华花园A区", "第2网格", "桥北社区"} <= set(found)


def test_the_coordinate_system_is_the_features_or_the_files(gathered: Any) -> None:
    found = boundaries(gathered("boundaries"))
    assert (found["学府南苑"]["boundaryCrs"], found["平城区"]["boundaryCrs"]) == ("GCJ-02", "CGCS2000")


def test_an_open_ring_is_closed_and_heights_stay(gathered: Any) -> None:
    found = boundaries(gathered("boundaries"))
    ring = json.loads(found["御东学府北社区"]["boundary"])["coordinates"][0]
    assert len(ring) == 5 and ring[0] == ring[-1]
    assert json.loads(found["桐府社区"]["boundary"])["coordinates"][0][0] == [113.35, 40.08, 1050.0]


def test_properties_are_dropped_ignored_or_reported(book: Callable[[str], ReadFile]) -> None:
    sheet = book("boundaries").sheets[0]
    assert [heading for _, heading, _ in sheet.dropped] == ["居民姓名"]
    assert [heading for _, heading, _ in sheet.unmapped] == ["颜色"]
    assert {heading for _, heading in sheet.ignored} == {"FID", "面积"}
    assert sheet.origin is not None and sheet.origin.synthetic


def test_an_unknown_coordinate_system_is_said(geojson: Writer, gathered: Any) -> None:
    file = read_boundaries(geojson())
    assert [note.key for note in file.sheets[0].notes] == ["boundaries.no_crs"]
    assert boundaries(gathered(geojson()))["康吉社区"]["boundaryCrs"] == "unknown"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('{"type": "FeatureCollection", "features": [', "bad_json"),
        ('{"type": "FeatureCollection", "features": [{"a": NaN}]}', "bad_json"),
        ("[" * 100_000, "bad_json"),
        ('{"type": "Polygon", "coordinates": []}', "no_collection"),
        ("[]", "no_collection"),
        ('{"type": "FeatureCollection", "features": []}', "no_features"),
        ('{"type": "FeatureCollection", "features": [1]}', "no_collection"),
    ],
)
def test_a_file_that_is_no_collection_is_refused(geojson: Writer, text: str, key: str) -> None:
    file = read_boundaries(geojson(text=text))
    assert file.refused is not None and file.refused.reason.key == f"boundaries.{key}"
    assert file.refused.advice.zh and file.sheets == []


def test_features_without_code_or_name_are_refused(geojson: Writer) -> None:
    file = read_boundaries(geojson(颜色="红"))
    assert file.refused is not None and file.refused.reason.key == "boundaries.no_names"


def test_a_large_or_marked_file_is_refused(geojson: Writer) -> None:
    large = geojson()
    with large.open("r+b") as stream:
        stream.truncate(FILE_BYTES + 1)
    assert [read_boundaries(path).refused.reason.key for path in (large, geojson(file="边界【秘密】.geojson"))] == [  # type: ignore[union-attr]
        "reading.file_size", "reading.marked",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("geometry", "key"),
    [
        ({"type": "Point", "coordinates": [113.3, 40.1]}, "bad_geometry"),
        ({"type": "Polygon", "coordinates": [[[113.3, 40.0], [113.4, 40.0]]]}, "bad_geometry"),
        ({"type": "Polygon", "coordinates": [[["a", 1]] * 4]}, "bad_geometry"),
        ({"type": "Polygon", "coordinates": [[[4_400_000.0, 500_000.0]] * 4]}, "no_degrees"),
        ({"type": "Polygon", "coordinates": [[[113.3, 40.0]] * (POSITIONS + 1)]}, "too_many_positions"),
        ({}, "bad_geometry"),
    ],
)
def test_a_geometry_that_bounds_nothing_is_refused(geojson: Writer, geometry: object, key: str) -> None:
    sheet = read_boundaries(geojson(geometry)).sheets[0]
    refused = [(remark.row, remark.why.key, remark.severity) for remark in sheet.remarks]
    assert refused == [(1, f"boundaries.{key}", "refused")]
    assert sheet.rows == []


@pytest.mark.parametrize("properties", [{"name": "康乐社区"}, {"code": "140213050999"}, {"name": "第1网格"}])
def test_an_area_that_is_not_known_or_not_one_is_refused(
    geojson: Writer, gathered: Any, properties: dict[str, str]
) -> None:
    refused = gathered(geojson(**properties)).desk.remarks.refused
    assert [remark.row for remark in refused] == [1]
    assert refused[0].why.key in {"boundaries.no_area", "checks.place_ambiguous"}


def test_geojson_goes_the_way_of_every_file(geojson: Writer) -> None:
    (file,) = read_files([geojson()])
    assert [sheet.kind for sheet in file.sheets] == ["boundaries"]
    assert file.sha256 and file.sheets[0].rows[0].number == 1
