"""What leaves in an export, that it comes back the same, and that it is whole or not there."""

from __future__ import annotations

import csv
import errno
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from graph.errors import StoreError, StoreTooNew, UsageError
from graph.model import load_model
from graph.store.batches import Marking
from graph.store.connection import Store
from graph.store.delta import Delta
from graph.store.export import export_graph, read_export, read_manifest
from graph.store.export.manifest import Format
from graph.store.export.selection import leaving_properties, select
from graph.store.export.write import _TABLE_WRITERS
from graph.store.reader import read_state
from graph.store.records import GraphState, Node, Relationship
from graph.store.writer import write_delta

DAY = date(2026, 11, 1)
TABLES: tuple[Format, ...] = ("parquet", "csv")
FORMATS: tuple[Format, ...] = ("parquet", "csv", "graphml", "popolo", "ftm")


def small_graph() -> GraphState:
    """A community with a grid, its committee, two posts (one held, one whose holder has left), and what must not leave."""
    told: dict[str, Any] = {"sources": ["sheet-a#3"], "synthetic": True}
    hidden = {"records": ["grids|张三"], "keys": ["9f" * 10], "phones": ["138****1234"], "units": ["9f" * 10]}
    nodes = [
        Node("area-1", ("Area", "Community"), {**told, "name": "和平社区", "code": "140213050001", "facilityArea": 310.5}),
        Node("area-2", ("Area", "Grid"), {**told, "name": "第一网格", "validFrom": date(2024, 1, 1), "lon": 113.3, "lat": 40.1,
                                          "crs": "CGCS2000", "households": 310, "noticeName": False, "aliases": ["=1+1", ""]}),
        Node("area-3", ("Area", "Grid"), {**told, "name": "撤销的网格", "validTo": DAY}),
        Node("org-1", ("Organisation", "ResidentsCommittee"), {**told, "name": "和平社区居委会", "shortName": "居委会"}),
        Node("org-2", ("Organisation", "PropertyCompany"), {**told, "name": "@物业", "uscc": "91350100M000100Y43"}),
        Node("post-1", ("Post",), {**told, "name": "网格长", "title": "网格长", "role": "gridLeader", "seats": 1}),
        Node("post-2", ("Post",), {**told, "name": "网格员", "title": "网格员", "role": "gridWorker"}),
        Node("tenure-1", ("Tenure",), {**told, "validFrom": date(2025, 3, 1), "termEnd": date(2026, 3, 1)}),
        Node("tenure-2", ("Tenure",), {**told, "validFrom": date(2025, 3, 1), "validTo": date(2026, 3, 1)}),
        Node("tenure-3", ("Tenure",), {**told, "validFrom": date(2025, 3, 1)}),
        Node("person-1", ("Person",), {**told, "name": "张三", "pinyin": "zhang san", "phone": "138****1234"}),
        Node("person-2", ("Person",), {**told, "nameless": True}),
        Node("sheet-a", ("Source",), {"name": "a.xlsx [网格]", "file": "a.xlsx", "fileHash": "00", "columns": '{"name": "B"}'}),
        Node("link-1", ("Link",), {"a": "x", "b": "y", "state": "certain", "at": datetime(2026, 11, 1, tzinfo=UTC)}),
    ]  # fmt: skip
    ties: list[tuple[str, str, str, dict[str, Any]]] = [
        ("WITHIN", "area-2", "area-1", {}), ("WITHIN", "area-3", "area-1", {}), ("BASED_IN", "org-1", "area-1", {}),
        ("SERVES", "org-2", "area-1", {"mode": "-合同", "contractOn": date(2025, 1, 1)}),
        ("SERVES", "org-2", "area-2", {"validTo": date(2026, 1, 1)}),
        ("POST_IN", "post-1", "org-1", {}), ("POST_IN", "post-2", "org-1", {}), ("RESPONSIBLE_FOR", "post-1", "area-2", {}),
        ("OF_POST", "tenure-1", "post-1", {}), ("HOLDER", "tenure-1", "person-1", hidden),
        ("OF_POST", "tenure-2", "post-2", {}), ("HOLDER", "tenure-2", "person-2", hidden),
        ("OF_POST", "tenure-3", "post-3", {}), ("HOLDER", "tenure-3", "person-2", hidden),
        ("CHECKED_IN", "person-2", "area-1", {"on": date(2025, 5, 1), "services": -2, **hidden}),
        ("JOINS", "link-1", "person-1", {}),
    ]  # fmt: skip
    nodes.append(Node("post-3", ("Post",), {"name": "旧岗位", "role": "gridWorker", "validTo": date(2026, 1, 1)}))
    rows = [Relationship(f"rel-{number:02}", *tie[:3], {**told, **tie[3]}) for number, tie in enumerate(ties)]
    return GraphState({node.id: node for node in nodes}, {row.id: row for row in rows})


def export(folder: Path, format: Format = "parquet", **changed: Any) -> Any:
    chosen: dict[str, Any] = {"as_of": DAY, "marking": "内部"}
    return export_graph(changed.pop("state", None) or small_graph(), folder, format, **{**chosen, **changed})


def chosen() -> GraphState:
    return select(small_graph(), DAY, load_model()).state()


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_select_keeps_what_is_alive_with_both_its_ends() -> None:
    state = chosen()
    assert sorted(state.nodes) == [
        "area-1", "area-2", "org-1", "org-2", "person-1", "person-2", "post-1", "post-2", "sheet-a", "tenure-1",
    ]  # fmt: skip
    assert [(row.type, row.start) for row in state.relationships.values()] == [
        ("WITHIN", "area-2"), ("BASED_IN", "org-1"), ("SERVES", "org-2"), ("POST_IN", "post-1"), ("POST_IN", "post-2"),
        ("RESPONSIBLE_FOR", "post-1"), ("OF_POST", "tenure-1"), ("HOLDER", "tenure-1"), ("CHECKED_IN", "person-2"),
    ]  # fmt: skip


def test_select_knows_the_day() -> None:
    before = select(small_graph(), date(2025, 12, 31), load_model()).state()
    assert {"area-3", "tenure-2", "tenure-3"} < set(before.nodes)


@pytest.mark.parametrize("format", FORMATS)
def test_export_lets_no_key_record_or_clock_out(format: Format, tmp_path: Path) -> None:
    result = export(tmp_path / "out", "csv" if format == "parquet" else format)
    told = b"".join(files_of(tmp_path / "out").values()).decode("utf-8")
    assert "9f9f" not in told and "grids|" not in told and "2026-11-01T" not in told and "link-1" not in told
    assert "138****1234" in told or format == "ftm"
    assert result.manifest.withheld == {
        "CHECKED_IN.keys": 1, "CHECKED_IN.phones": 1, "CHECKED_IN.records": 1, "CHECKED_IN.units": 1,
        "HOLDER.keys": 1, "HOLDER.phones": 1, "HOLDER.records": 1, "HOLDER.units": 1,
    }  # fmt: skip


def careers() -> GraphState:
    """Six people: one in post, one who left, one who left and still works at a body, reserves listed and taken off, and
    one who is a former holder and a listed reserve."""
    state = small_graph()
    tell: dict[str, list[tuple[str, date | None]]] = {
        "left": [("tenure", date(2026, 3, 1))], "works": [("tenure", date(2026, 3, 1)), ("WORKS_AT", None)],
        "listed": [("RESERVE_FOR", None)], "off": [("RESERVE_FOR", date(2026, 5, 1))],
        "both": [("tenure", date(2026, 3, 1)), ("RESERVE_FOR", None)],
    }  # fmt: skip
    for who, spans in tell.items():
        names = {"name": f"王{who}", "pinyin": f"wang {who}", "initials": f"w{who}", "phone": f"139****{who}"}
        state.add_node(Node(f"person-{who}", ("Person",), names))
        for kind, until in spans:
            ended = {"validTo": until} if until else {}
            if kind == "tenure":
                state.add_node(Node(f"tenure-{who}", ("Tenure",), ended))
                state.add_relationship(Relationship(f"of-{who}", "OF_POST", f"tenure-{who}", "post-2", {}))
                told = {"records": [f"grids|王{who}"], "phones": [f"139****{who}"]}
                state.add_relationship(
                    Relationship(f"by-{who}", "HOLDER", f"tenure-{who}", f"person-{who}", told | ended)
                )
            else:
                end = "org-2" if kind == "WORKS_AT" else "post-1"
                told = {"records": [f"x|王{who}"], "phones": [f"139****{who}"]}
                state.add_relationship(Relationship(f"{kind}-{who}", kind, f"person-{who}", end, told | ended))
    return state


def test_only_holders_and_listed_reserves_of_the_day_leave_with_a_name() -> None:
    def named(as_of: date) -> set[str]:
        nodes = select(careers(), as_of, load_model()).nodes
        return {str(node.properties["name"]) for node in nodes if node.label == "Person" and "name" in node.properties}

    assert named(DAY) == {"张三", "王listed", "王both"}
    assert named(date(2026, 2, 1)) == {"张三", "王left", "王works", "王listed", "王off", "王both"}


def test_former_holder_stays_only_for_what_is_alive_and_without_a_name() -> None:
    selection = select(careers(), DAY, load_model())
    persons = {node.id: node.properties for node in selection.nodes if node.label == "Person"}
    assert set(persons) == {"person-1", "person-2", "person-works", "person-listed", "person-both"}
    assert persons["person-works"] == {"nameless": True}
    assert selection.withheld["Person.name"] == selection.withheld["Person.phone"] == 1


@pytest.mark.parametrize("format", FORMATS)
def test_export_names_nobody_who_has_left(format: Format, tmp_path: Path) -> None:
    export(tmp_path / "out", "csv" if format == "parquet" else format, state=careers())
    told = b"".join(files_of(tmp_path / "out").values()).decode("utf-8")
    for who in ("left", "works", "off"):
        assert f"王{who}" not in told and f"wang {who}" not in told and f"139****{who}" not in told
    assert "王both" in told or format in ("popolo", "ftm")


def test_no_hash_that_the_model_declares_may_leave() -> None:
    model = load_model()
    declared = [model.properties(name) for name in model.names() if name != "Source"]
    declared += [model.relationship_properties(name) for name in model.relationships]
    leaving = [row for rows in declared for row in leaving_properties(rows).values()]
    assert not [row.en for row in leaving if "hash" in row.en or "散列" in row.zh]
    assert "units" in leaving_properties(model.properties("Building"))


@pytest.mark.parametrize("format", TABLES)
def test_read_export_gives_the_graph_back(format: Format, tmp_path: Path) -> None:
    export(tmp_path / "out", format)
    assert read_export(tmp_path / "out") == chosen()


@pytest.mark.parametrize("format", TABLES)
def test_export_from_the_store_comes_back_equal(format: Format, ready_store: Store, tmp_path: Path) -> None:
    state = chosen()
    delta = Delta(created_nodes=[*state.nodes.values()], created_relationships=[*state.relationships.values()])
    ready_store.write(lambda tx: write_delta(tx, delta, GraphState()))
    export(tmp_path / "out", format, state=ready_store.read(read_state))
    back = read_export(tmp_path / "out")
    assert (back.nodes, back.relationships) == (state.nodes, state.relationships)


@pytest.mark.parametrize("format", FORMATS)
def test_export_gives_the_same_bytes_in_whatever_order_the_graph_comes(format: Format, tmp_path: Path) -> None:
    state = small_graph()
    turned = GraphState(dict(reversed(state.nodes.items())), dict(reversed(state.relationships.items())))
    export(tmp_path / "a", format)
    export(tmp_path / "b", format, state=turned)
    assert files_of(tmp_path / "a") == files_of(tmp_path / "b")


def test_export_has_one_file_a_label_and_type(tmp_path: Path) -> None:
    export(tmp_path / "out", "csv")
    assert sorted(files_of(tmp_path / "out")) == [
        "manifest.json", "nodes/Community.csv", "nodes/Grid.csv", "nodes/Person.csv", "nodes/Post.csv",
        "nodes/PropertyCompany.csv", "nodes/ResidentsCommittee.csv", "nodes/Source.csv", "nodes/Tenure.csv",
        "relationships/BASED_IN.csv", "relationships/CHECKED_IN.csv", "relationships/HOLDER.csv",
        "relationships/OF_POST.csv", "relationships/POST_IN.csv", "relationships/RESPONSIBLE_FOR.csv",
        "relationships/SERVES.csv", "relationships/WITHIN.csv",
    ]  # fmt: skip


def test_export_csv_is_safe_to_open(tmp_path: Path) -> None:
    export(tmp_path / "out", "csv")
    path = tmp_path / "out" / "nodes" / "PropertyCompany.csv"
    assert path.read_bytes().startswith(b"\xef\xbb\xbfid,name,")
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert next(csv.DictReader(file))["name"] == "'@物业"
    with (tmp_path / "out" / "relationships" / "CHECKED_IN.csv").open(encoding="utf-8-sig", newline="") as file:
        assert next(csv.DictReader(file))["services"] == "-2"


def test_manifest_says_what_the_export_is(tmp_path: Path) -> None:
    export(tmp_path / "out", "csv", marking="敏感")
    told = json.loads((tmp_path / "out" / "manifest.json").read_bytes())
    assert {key: told[key] for key in ("version", "format", "asOf", "model", "marking", "synthetic", "notice")} == {
        "version": 1, "format": "csv", "asOf": "2026-11-01", "model": 1, "marking": "敏感", "synthetic": True,
        "notice": "示例数据",
    }  # fmt: skip
    assert told["counts"] | {"Grid": 1, "Community": 1, "WITHIN": 1, "SERVES": 1} == told["counts"]
    entry = next(entry for entry in told["files"] if entry["path"] == "nodes/Source.csv")
    assert set(entry) == {"path", "bytes", "sha256"} and len(entry["sha256"]) == 64
    table = next(table for table in told["tables"] if table["path"] == "nodes/Grid.csv")
    assert {key: table[key] for key in ("kind", "labels", "zh", "en", "rows")} == {
        "kind": "nodes", "labels": ["Area", "Grid"], "zh": "网格", "en": "Grid", "rows": 1,
    }  # fmt: skip
    assert next(row for row in table["properties"] if row["name"] == "households") == {
        "name": "households", "type": "integer", "list": False, "unit": "户", "zh": "户数", "en": "households",
    }  # fmt: skip


def test_export_of_nothing_is_an_export(tmp_path: Path) -> None:
    result = export_graph(GraphState(), tmp_path / "out", "parquet", as_of=DAY, marking="公开")
    assert result.counts == {} and not result.manifest.synthetic and result.manifest.notice is None
    assert read_export(tmp_path / "out") == GraphState()


def test_export_takes_an_empty_folder_and_no_other(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    export(tmp_path / "empty")
    before = files_of(tmp_path)
    with pytest.raises(UsageError, match="不是空文件夹"):
        export(tmp_path / "empty", "csv")
    with pytest.raises(UsageError, match="不是空文件夹"):
        export(tmp_path / "empty" / "manifest.json")
    assert files_of(tmp_path) == before


@pytest.mark.parametrize(("number", "text"), [(errno.ENOSPC, "磁盘空间不足"), (errno.EROFS, "无法写入")])
def test_export_that_the_disk_does_not_take_leaves_nothing(
    number: int, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(table: object, path: Path) -> None:
        path.write_bytes(b"half")
        if path.name.startswith("Post"):
            raise OSError(number, "no")

    monkeypatch.setitem(_TABLE_WRITERS, "csv", refuse)
    with pytest.raises(StoreError, match=text) as caught:
        export(tmp_path / "out", "csv")
    assert caught.value.exit_code == 4
    assert list(tmp_path.iterdir()) == []


def test_export_refuses_words_it_does_not_know(tmp_path: Path) -> None:
    bad: Any = "xml"
    with pytest.raises(UsageError, match="xml"):
        export(tmp_path / "out", bad)
    secret: Marking | Any = "秘密"
    with pytest.raises(UsageError, match="秘密"):
        export(tmp_path / "out", marking=secret)


def test_export_refuses_a_value_of_the_wrong_type(tmp_path: Path) -> None:
    state = small_graph()
    state.nodes["area-2"].properties["households"] = "三百"
    with pytest.raises(StoreError, match=r"area-2 的属性 households") as caught:
        export(tmp_path / "out", state=state)
    assert "三百" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def alter(folder: Path) -> None:
    path = folder / "nodes" / "Grid.csv"
    path.write_bytes(path.read_bytes().replace(b"310", b"311"))


def lose(folder: Path) -> None:
    (folder / "nodes" / "Grid.csv").unlink()


def forget(folder: Path) -> None:
    (folder / "manifest.json").unlink()


def scribble(folder: Path) -> None:
    (folder / "manifest.json").write_bytes(b"{")


def escape(folder: Path) -> None:
    path = folder / "manifest.json"
    path.write_text(path.read_text("utf-8").replace("nodes/Grid.csv", "../nodes/Grid.csv"), "utf-8")


@pytest.mark.parametrize(
    ("damage", "text"),
    [
        (alter, "Grid.csv 与清单不符"),
        (lose, "缺少"),
        (forget, "不是导出文件夹"),
        (scribble, "manifest.json 与清单不符"),
        (escape, "缺少"),
    ],
)
def test_read_export_refuses_what_is_not_whole(damage: Callable[[Path], None], text: str, tmp_path: Path) -> None:
    export(tmp_path / "out", "csv")
    damage(tmp_path / "out")
    with pytest.raises(StoreError, match=text):
        read_export(tmp_path / "out")


def test_read_export_refuses_a_newer_model(tmp_path: Path) -> None:
    export(tmp_path / "out")
    path = tmp_path / "out" / "manifest.json"
    path.write_text(path.read_text("utf-8").replace('"model":', '"model": 9', 1).replace("9 1", "91"), "utf-8")
    with pytest.raises(StoreTooNew, match="升级"):
        read_manifest(tmp_path / "out")


def test_read_export_says_which_formats_come_back(tmp_path: Path) -> None:
    export(tmp_path / "out", "graphml")
    with pytest.raises(UsageError, match="parquet、csv"):
        read_export(tmp_path / "out")


def test_export_graphml_is_read_by_networkx(tmp_path: Path) -> None:
    import networkx

    state = small_graph()
    state.nodes["org-1"].properties["address"] = "和平路1号\x0b<西>&\r东"
    export(tmp_path / "out", "graphml", state=state)
    G = networkx.read_graphml(tmp_path / "out" / "graph.graphml", force_multigraph=True)
    assert (len(G), G.size(), G.graph["asOf"], G.graph["synthetic"]) == (10, 9, "2026-11-01", True)
    grid = {key: G.nodes["area-2"][key] for key in ("label", "households", "lon", "noticeName", "validFrom", "aliases")}
    assert grid == {
        "label": "Grid", "households": 310, "lon": 113.3, "noticeName": False, "validFrom": "2024-01-01",
        "aliases": '["=1+1", ""]',
    }  # fmt: skip
    assert G.nodes["org-1"]["address"] == "和平路1号\ufffd<西>&\r东"
    assert G.edges["tenure-1", "person-1", "rel-09"]["type"] == "HOLDER"
