"""Whatever becomes of the child, the parent lives and says it."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from loaders.errors import FileRefused
from loaders.workbook.limits import Limits
from loaders.workbook.process import Parser

Write = Callable[..., Path]

SERVE = """
    import json, os, sys, time
    for line in sys.stdin.buffer:
        name = os.path.basename(json.loads(line)["path"])
        {act}
        data = json.dumps({{"said": name}}).encode()
        sys.stdout.buffer.write(len(data).to_bytes(8, "big") + data)
        sys.stdout.buffer.flush()
"""


def _child(act: str) -> tuple[str, ...]:
    return ("-c", textwrap.dedent(SERVE).format(act=act))


def _key(child: tuple[str, ...], limits: Limits | None = None) -> str:
    with Parser(limits or Limits(), child=child) as parser, pytest.raises(FileRefused) as caught:
        parser.parse(Path("a.xlsx"))
    return caught.value.reason.key.removeprefix("reading.")


@pytest.mark.parametrize(
    ("act", "key"),
    [
        ("os.abort()", "crashed"),
        ("os.kill(os.getpid(), 9)", "crashed"),
        ("sys.exit(0)", "crashed"),
        ("sys.stderr.write('memory allocation of 99 bytes failed'); sys.stderr.flush(); os.abort()", "memory"),
        ("sys.stdout.buffer.write(b'short'); sys.exit(0)", "crashed"),
        ("sys.stdout.buffer.write((1 << 60).to_bytes(8, 'big') + b'x'); sys.stdout.flush(); time.sleep(9)", "crashed"),
    ],
)
def test_child_that_dies_is_one_refused_file(act: str, key: str) -> None:
    assert _key(_child(act)) == key


def test_child_that_hangs_is_ended_in_time() -> None:
    assert _key(_child("time.sleep(60)"), Limits(seconds=0.5)) == "timeout"


def test_parser_that_aborts_is_contained(xlsx: Write) -> None:
    """Calamine itself, on the sheet that ends its process, with the look before it switched off."""
    path = xlsx([["x"]], change=lambda sheet: sheet.cell(1_048_576, 16_384, "y"))
    with Parser(Limits(cells=1 << 60)) as parser, pytest.raises(FileRefused) as caught:
        parser.parse(path)
    assert caught.value.reason.key in ("reading.memory", "reading.crashed")


def test_memory_hog_is_contained(tmp_path: Path, edited: Write) -> None:
    """A small file that is long when read: one text of 30,000 characters, 20,000 times."""
    rows = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(1, 20_001))
    path = edited(_one_long_text(tmp_path), "xl/worksheets/sheet1.xml", lambda xml: _with_rows(xml, rows))
    assert path.stat().st_size < 1 << 20
    with Parser(Limits(memory_bytes=300 << 20)) as parser, pytest.raises(FileRefused) as caught:
        parser.parse(path)
    assert caught.value.reason.key == "reading.memory"


def test_answer_that_is_too_long_is_refused(tmp_path: Path, edited: Write) -> None:
    rows = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(1, 501))
    path = edited(_one_long_text(tmp_path), "xl/worksheets/sheet1.xml", lambda xml: _with_rows(xml, rows))
    with Parser(Limits(answer_bytes=10 << 20)) as parser, pytest.raises(FileRefused) as caught:
        parser.parse(path)
    assert caught.value.reason.key == "reading.too_large"


def _one_long_text(folder: Path) -> Path:
    import xlsxwriter

    with xlsxwriter.Workbook(folder / "long.xlsx") as book:
        book.add_worksheet().write(0, 0, "文" * 30_000)
    return folder / "long.xlsx"


def _with_rows(xml: bytes, rows: bytes) -> bytes:
    head, _, rest = xml.partition(b"<sheetData>")
    return head + b"<sheetData>" + rows + b"</sheetData>" + rest.partition(b"</sheetData>")[2]


def test_file_that_fails_in_a_used_child_gets_a_fresh_one(tmp_path: Path) -> None:
    second = _child("served = globals().get('served', 0) + 1; served == 2 and os.abort()")
    with Parser(Limits(), child=second) as parser:
        assert [parser.parse(Path(name))["said"] for name in "abc"] == ["a", "b", "c"]


def test_next_file_is_read_after_a_crash() -> None:
    with Parser(Limits(), child=_child("name == 'bad' and os.abort()")) as parser:
        with pytest.raises(FileRefused):
            parser.parse(Path("bad"))
        assert parser.parse(Path("good"))["said"] == "good"


def test_no_child_is_left_behind(xlsx: Write) -> None:
    before = set(psutil.Process().children())
    with Parser(Limits()) as parser:
        parser.parse(xlsx())
        assert set(psutil.Process().children()) - before
    assert not set(psutil.Process().children()) - before


def test_path_with_odd_characters_is_passed_on(xlsx: Write) -> None:
    with Parser(Limits()) as parser:
        assert parser.parse(xlsx(name="a\"b'\n 名册%$.xlsx"))["kind"] == "xlsx"
