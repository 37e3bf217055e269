"""Bad input from end to end: each as a real file through ``govgraph load``.

What cannot be trusted is refused with exit code 3, a text that names the place and says what to do, and a store that is
as it was. What is wrong in the district is stored as written and told with its cell; ``--strict`` refuses that too.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from graph.model import MODEL_VERSION
from graph.store.connection import Store
from loaders.workbook.process import Parser

Govgraph = Callable[..., Any]
Write = Callable[..., Path]
Dump = Callable[..., list[str]]
Refused = Callable[..., str]

FILE = "网格员花名册.xlsx"
GRIDS = ["街道", "社区", "网格名称", "网格编码", "网格长", "网格长联系电话", "户数", "任职时间"]
GRID = ["永泰街道", "康吉社区", "第1网格", None, "张春生", "13800000001", 310, "2021-05-01"]
PARTY = ["街道", "社区", "党组织名称", "类别", "上级党组织", "成立时间", "撤销日期"]
LEDGER = ["街道", "社区", "小区名称", "户数", "物业公司", "统一社会信用代码"]


def grid(**changed: Any) -> list[Any]:
    """The row of a grid with some cells changed, by heading."""
    return [changed.get(heading, cell) for heading, cell in zip(GRIDS, GRID, strict=True)]


def branch(name: str, superior: str, **changed: Any) -> list[Any]:
    """The row of a Party organisation."""
    row = ["永泰街道", "康吉社区", name, "党支部", superior, "2020-05-01", None]
    return [changed.get(heading, cell) for heading, cell in zip(PARTY, row, strict=True)]


@pytest.fixture
def stocked(store: Store, run_govgraph: Govgraph, write_roster: Write, write_codes: Write) -> Store:
    """The store with a few facts in it, which no test that uses this changes."""
    if store.one("MATCH (:Grid {name: '留存网格'}) RETURN 1 AS there") is None:
        with store.session() as session:
            session.run("MATCH (n) DETACH DELETE n").consume()
        folder = write_roster("留存.csv", GRIDS, [grid(网格名称="留存网格")]).parent
        write_codes()
        assert run_govgraph("load", folder).code == 0
        (folder / "留存.csv").unlink()
    return store


@pytest.fixture
def refused(stocked: Store, run_govgraph: Govgraph, dump: Dump, write_codes: Write) -> Refused:
    """Loads a file beside the codes, which must be refused and leave the store as it was; gives what was said."""
    write_codes()

    def load(path: Path, *words: str, code: int = 3) -> str:
        before = dump()
        answer = run_govgraph("load", path.parent, *words)
        assert (answer.code, dump() == before) == (code, True), answer.err
        assert "Traceback" not in answer.err
        said: str = answer.err
        return said

    return load


# --- a file as a whole ---


def change_sheet(path: Path, change: Callable[[bytes], bytes]) -> None:
    """Rewrites the sheet inside an xlsx."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, change(data) if name == "xl/worksheets/sheet1.xml" else data)


def change_rows(path: Path, change: Callable[[Any], None]) -> None:
    """Does something to the sheet, as openpyxl has it."""
    book = openpyxl.load_workbook(path)
    change(book.active)
    book.save(path)


def protect(path: Path) -> None:
    """Puts the envelope around it in which Office keeps a workbook with a password."""
    streams = (f"{name}\0".encode("utf-16-le").ljust(128, b"\0") for name in ("EncryptionInfo", "EncryptedPackage"))
    head = bytes.fromhex("D0CF11E0A1B11AE1").ljust(512, b"\0")
    path.write_bytes((head + b"".join(streams)).ljust(8192, b"\0"))


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-900])


def empty(path: Path) -> None:
    openpyxl.Workbook().save(path)


def behead(path: Path) -> None:
    def rows(sheet: Any) -> None:
        sheet.delete_rows(1, 9)
        for n in range(9):
            sheet.append([n, f"张{n}", 13800000000 + n])

    change_rows(path, rows)


def add_header(path: Path) -> None:
    change_rows(path, lambda sheet: sheet.append(["街道", "社区", "网格名称", "户数", "网格长", "四至", "网格类型"]))


def swell(path: Path) -> None:
    change_sheet(path, lambda xml: xml.replace(b"<sheetData>", b"<sheetData>" + b" " * (40 << 20)))


def claim_500_megabytes(path: Path) -> None:
    """In its directory, which is all that is read of such a file."""
    data = bytearray(path.read_bytes())
    place = data.rfind(b"PK\x01\x02", 0, data.rfind(b"xl/worksheets/sheet1.xml"))
    data[place + 20 : place + 28] = (20 << 20).to_bytes(4, "little") + (500 << 20).to_bytes(4, "little")
    path.write_bytes(data)


def declare_entities(path: Path) -> None:
    declared = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    change_sheet(path, lambda xml: declared + xml[xml.find(b"<worksheet") :])


def mark_secret(path: Path) -> None:
    def title(sheet: Any) -> None:
        sheet.insert_rows(1)
        sheet["A1"] = "秘密★1年"

    change_rows(path, title)


@pytest.mark.parametrize(
    ("spoil", "why", "advice"),
    [
        (protect, "文件有打开密码", "请取消打开密码后另存"),
        (truncate, "文件不完整或已损坏", "请重新下载"),
        (empty, "工作簿是空的", "请核对是否选错了文件"),
        (behead, "前 6 行中找不到表头", "请保留一行列标题"),
        (add_header, "第 1 行和第 3 行都像表头", "请只留一个表头"),
        (swell, "可能是压缩炸弹", "请向报送单位核实来源"),
        (claim_500_megabytes, "文件解开后有 501 MB，超过上限 320 MB", "请按街道拆分后再导入"),
        (declare_entities, "声明了 DOCTYPE 或实体", "请核实来源"),
        (mark_secret, "文件带有密级标志（Sheet A1）", "请按保密规定处理"),
    ],
)
def test_file_that_cannot_be_trusted_is_refused(
    spoil: Callable[[Path], None], why: str, advice: str, write_roster: Write, refused: Refused
) -> None:
    path = write_roster(FILE, GRIDS, [GRID])
    spoil(path)
    said = refused(path)
    assert f"{FILE}" in said and why in said and advice in said


def test_web_page_saved_as_xls_is_refused(tmp_path: Path, refused: Refused) -> None:
    page = tmp_path / "rosters" / "网格员花名册.xls"
    page.write_text("<html><body><table><tr><td>街道</td></tr></table></body></html>", encoding="utf-8")
    said = refused(page)
    assert "网格员花名册.xls：文件实际是网页（HTML）" in said and "请用 Excel 打开后另存为 .xlsx" in said


def test_file_whose_name_is_marked_secret_is_refused(write_roster: Write, refused: Refused) -> None:
    assert "文件带有密级标志（文件名）" in refused(write_roster("【机密】网格员花名册.xlsx", GRIDS, [GRID]))


def test_file_that_changes_while_read_is_refused(
    write_roster: Write, refused: Refused, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, parse = write_roster(FILE, GRIDS, [GRID]), Parser.parse

    def parse_and_save(parser: Parser, asked: Path) -> dict[str, Any]:
        answer = parse(parser, asked)
        with asked.open("ab") as stream:
            stream.write(b"\0")
        return answer

    monkeypatch.setattr(Parser, "parse", parse_and_save)
    said = refused(path)
    assert f"{FILE}：读取期间文件被改动" in said and "请保存并关闭后重试" in said


def test_file_and_folder_that_are_not_there_are_refused(tmp_path: Path, refused: Refused) -> None:
    assert "没有这个文件" in refused(tmp_path / "无" / FILE)
    (tmp_path / "空").mkdir()
    assert "文件夹里没有可读的花名册" in refused(tmp_path / "空" / FILE)


# --- a row or a cell ---


@pytest.mark.parametrize(
    ("headings", "rows", "place", "why", "advice"),
    [
        (GRIDS, [grid(), grid(户数=999)], "第3行 G列", "与本文件第2行矛盾", "请核对两行"),
        (GRIDS, [grid(任职时间="2021-02-31")], "第2行 H列", "历法上没有这一天：2021-02-31", "请核对原件"),
        (GRIDS, [grid(任职时间="2021.6-2020.3")], "第2行 H列", "结束早于开始", "请核对起止时间"),
        (
            PARTY,
            [branch("康吉社区第一党支部", "", 撤销日期="2019-01-01")],
            "第2行 G列",
            "早于开始日期",
            "请核对两个日期",
        ),
        (GRIDS, [grid(网格编码="1.40213E+14")], "第2行 D列", "末尾几位已经丢失", "设为“文本”格式"),
        (GRIDS, [grid(网格编码=1402130500010010)], "第2行 D列", "超过 15 位", "设为“文本”格式"),
        (
            GRIDS,
            [grid(社区="康杰社区")],
            "第2行 B列",
            "没有社区或村“康杰社区”；最接近：康吉社区",
            "请改为代码表中的名称",
        ),
        (GRIDS, [grid(网格名称=None)], "第2行 C列", "必填的单元格是空的", "请补填"),
    ],
)
def test_cell_that_cannot_be_trusted_is_refused_with_its_place(
    headings: list[str], rows: list[list[Any]], place: str, why: str, advice: str, write_roster: Write, refused: Refused
) -> None:
    path = write_roster(FILE if headings is GRIDS else "党组织名册.xlsx", headings, rows)
    line = next(line for line in refused(path).splitlines() if line.startswith("[拒绝]"))
    assert line.startswith(f"[拒绝] {path.name} [Sheet] {place}")
    assert why in line and advice in line


def test_error_value_in_a_cell_is_told_with_its_place_and_taken_for_unknown(
    write_roster: Write, write_codes: Write, govgraph: Govgraph
) -> None:
    write_codes()
    answer = govgraph(
        "load", write_roster(FILE, GRIDS, [grid(户数="=1/0"), grid(网格名称="=A2&1", 网格长="李立")]).parent
    )
    flagged, refused = (
        [line for line in answer.err.splitlines() if line.startswith(sign)] for sign in ("[提示]", "[拒绝]")
    )
    assert answer.code == 3
    assert flagged[0].startswith(f"[提示] {FILE} [Sheet] 第2行 G列（户数）：单元格是错误值或未计算的公式（=）")
    assert refused[0].startswith(f"[拒绝] {FILE} [Sheet] 第3行 C列（网格名称）：必填的单元格是空的")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems keep file names as text")
def test_file_name_that_is_no_text_is_read_as_the_archive_meant_it(
    tmp_path: Path, write_codes: Write, govgraph: Govgraph, ready_store: Store
) -> None:
    folder = write_codes().parent
    path = folder / os.fsdecode("网格员花名册.csv".encode("gb18030"))
    lines = [",".join(map(str, GRIDS)), ",".join("" if cell is None else str(cell) for cell in GRID)]
    path.write_text("\n".join(lines), encoding="utf-8")
    answer = govgraph("load", folder, "--format", "json")
    assert answer.code == 0 and "网格员花名册.csv" in [file["file"] for file in answer.document["files"]]
    assert ready_store.one("MATCH (s:Source {kind: 'grids'}) RETURN s.file AS file") == {"file": "网格员花名册.csv"}


# --- what is wrong in the district ---


@pytest.mark.parametrize(
    ("name", "headings", "rows", "why", "found"),
    [
        (
            "小区台账.csv", LEDGER, [["永泰街道", "康吉社区", "锦绣花园", 300, "明德物业有限公司", "91140200MA0K12345X"]],
            "第2行 F列（统一社会信用代码）：统一社会信用代码", "MATCH (n:PropertyCompany {uscc: '91140200MA0K12345X'})",
        ),
        (
            FILE, GRIDS, [grid(网格编码="140213050001001"), grid(社区="平和社区", 网格编码="140213050001001", 网格长="李立")],
            "同时属于 平和社区、康吉社区", "MATCH (:Community)<-[:WITHIN]-(n:Grid)-[:WITHIN]->(:Community {name: '平和社区'})",
        ),
        (
            "党组织名册.csv", PARTY, [branch("甲党支部", "乙党支部"), branch("乙党支部", "甲党支部")],
            "隶属关系成环", "MATCH (n {name: '甲党支部'})-[:SUBORDINATE_TO]->({name: '乙党支部'})-[:SUBORDINATE_TO]->(n)",
        ),
        (
            "党组织名册.csv", PARTY, [branch("甲党支部", "乙党支部、丙党支部"), branch("乙党支部", ""), branch("丙党支部", "")],
            "有不止一个上级", "MATCH ({name: '乙党支部'})<-[:SUBORDINATE_TO]-(n)-[:SUBORDINATE_TO]->({name: '丙党支部'})",
        ),
        (
            FILE, GRIDS, [grid(网格编码="140213051001001")],
            "第2行 D列（网格编码）：网格编码", "MATCH (n:Grid {code: '140213051001001'})-[:WITHIN]->({name: '康吉社区'})",
        ),
        (
            FILE, GRIDS, [grid(), grid(网格长="李立新", 网格长联系电话="13800000009")],
            "只有 1 个席位，同时有 2 人任职", "MATCH (n:Post {seats: 1}) WHERE COUNT { (n)<-[:OF_POST]-(:Tenure) } = 2",
        ),
        (
            "党组织名册.csv", PARTY, [branch("甲党支部", "无此党总支")],
            "第2行 E列（上级党组织）：上级党组织“无此党总支”", "MATCH (n {superiorText: '无此党总支'})",
        ),
    ],
    ids=["credit code", "two communities", "circle", "two superiors", "foreign code", "two holders", "unknown superior"],
)  # fmt: skip
def test_fault_of_the_district_is_stored_and_flagged_and_refused_by_strict(
    name: str, headings: list[str], rows: list[list[Any]], why: str, found: str,
    write_roster: Write, write_codes: Write, govgraph: Govgraph, ready_store: Store,
) -> None:  # fmt: skip
    folder = write_roster(name, headings, rows).parent
    write_codes()
    strict = govgraph("load", folder, "--strict")
    assert strict.code == 3 and why in strict.err
    assert ready_store.one("MATCH (n:Area) RETURN n") is None
    answer = govgraph("load", folder)
    lines = [line for line in answer.err.splitlines() if line.startswith("[提示]")]
    assert answer.code == 0 and any(line.startswith(f"[提示] {name}") and why in line for line in lines), answer.err
    assert ready_store.one(f"{found} RETURN count(n) AS n") == {"n": 1}


# --- the store ---


def test_store_of_a_newer_model_is_refused(stocked: Store, write_roster: Write, refused: Refused) -> None:
    mark = "MATCH (m:StoreMeta) SET m.model = $version"
    stocked.write(lambda tx: tx.run(mark, version=MODEL_VERSION + 1).consume())
    try:
        said = refused(write_roster(FILE, GRIDS, [GRID]))
        assert f"由更新的模型版本 {MODEL_VERSION + 1} 写成" in said and "请升级程序" in said
    finally:
        stocked.write(lambda tx: tx.run(mark, version=MODEL_VERSION).consume())


def test_store_whose_key_is_another_is_refused(stocked: Store, write_roster: Write, refused: Refused) -> None:
    row = stocked.one("MATCH (m:StoreMeta) RETURN m.key AS key") or {}
    mark = "MATCH (m:StoreMeta) SET m.key = $key"
    stocked.write(lambda tx: tx.run(mark, key="another").consume())
    try:
        assert "不是本库使用的散列密钥" in refused(write_roster(FILE, GRIDS, [GRID]))
    finally:
        stocked.write(lambda tx: tx.run(mark, key=row["key"]).consume())


def test_store_whose_key_is_gone_is_refused(
    stocked: Store, write_roster: Write, refused: Refused, command_environment: dict[str, str]
) -> None:
    (key,) = Path(command_environment["GOVGRAPH_HOME"]).rglob("*.key")
    kept = key.rename(key.with_suffix(".kept"))
    try:
        said = refused(write_roster(FILE, GRIDS, [GRID]))
        assert "散列密钥不在" in said and "请从带口令的备份中恢复密钥" in said and not key.exists()
    finally:
        kept.rename(key)


def test_port_that_another_program_has_is_told(
    write_roster: Write, refused: Refused, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hang_up(listening: socket.socket) -> None:
        while True:
            try:
                listening.accept()[0].close()
            except OSError:
                return

    with socket.create_server(("127.0.0.1", 0)) as other:
        threading.Thread(target=hang_up, args=(other,), daemon=True).start()
        monkeypatch.setenv("NEO4J_URI", f"bolt://127.0.0.1:{other.getsockname()[1]}")
        said = refused(write_roster(FILE, GRIDS, [GRID]), code=4)
        other.shutdown(socket.SHUT_RDWR)
    assert "连接不上 bolt://127.0.0.1" in said and "请检查地址" in said


def test_two_loads_at_once_both_end_well(
    govgraph: Govgraph, ready_store: Store, write_roster: Write, write_codes: Write, command_environment: dict[str, str]
) -> None:
    assert govgraph("load", write_codes()).code == 0
    paths = [
        write_roster(f"{place}.csv", GRIDS, [grid(社区=f"{place}社区", 网格长=f"张{place}", 网格长联系电话=None)])
        for place in ("康吉", "平和")
    ]
    start = [sys.executable, "-c", "from api.cli.run import main; main()", "load"]
    loads = [subprocess.Popen([*start, path], env={**os.environ, **command_environment}) for path in paths]
    assert [load.wait(200) for load in loads] == [0, 0]
    rows = ready_store.rows("MATCH (p:Person)<-[:HOLDER]-(:Tenure) RETURN p.name AS name ORDER BY name")
    assert [row["name"] for row in rows] == ["张平和", "张康吉"]
