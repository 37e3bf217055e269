"""The parsers of one cell: tables of what people write, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest

from loaders.workbook.sheet import Cell, CellError
from loaders.workbook.values import (
    BadCell,
    Count,
    has_nothing,
    parse_code,
    parse_count,
    parse_date,
    parse_decimal,
    parse_name,
    parse_people,
    parse_percent,
    parse_phone,
    parse_phones,
    parse_serial,
    parse_span,
    parse_text,
    parse_yes_no,
    serial_of_numeral,
)

NOTHING: list[Cell] = [None, "", "　", "/", "——", "无", "空 缺", "待定"]


def _key(call: object, *args: object, **options: object) -> str:
    with pytest.raises(BadCell) as caught:
        call(*args, **options)  # type: ignore[operator]
    assert caught.value.reason.zh and caught.value.advice.en
    return caught.value.reason.key.removeprefix("reading.")


@pytest.mark.parametrize("value", NOTHING)
def test_nothing_is_none_for_every_parser(value: Cell) -> None:
    parsers = (parse_count, parse_decimal, parse_percent, parse_date, parse_span, parse_code, parse_phone, parse_serial)
    assert has_nothing(value)
    assert [parser(value) for parser in parsers] == [None] * len(parsers)
    assert (parse_people(value), parse_phones(value)) == ((), ())


@pytest.mark.parametrize(("error", "key"), [("#N/A", "cell_error"), ("=", "not_computed")])
def test_errors_are_refused_by_every_parser(error: str, key: str) -> None:
    for parser in (
        parse_text, parse_name, parse_count, parse_decimal, parse_percent, parse_yes_no, parse_date, parse_span,
        parse_code, parse_phone, parse_phones, parse_people, parse_serial,
    ):  # fmt: skip
        assert _key(parser, CellError(error)) == key


@pytest.mark.parametrize(
    ("value", "count"),
    [
        ("320户", Count(320)),
        ("1,200", Count(1200)),
        ("１，２００人", Count(1200)),
        (5.0, Count(5)),
        (0, Count(0)),
        ("约300", Count(300, True)),
        ("300余户", Count(300, True)),
        ("300左右", Count(300, True)),
        ("1.2万", Count(12000)),
        ("3个", Count(3)),
    ],
)
def test_counts(value: Cell, count: Count) -> None:
    assert parse_count(value) == count


@pytest.mark.parametrize(
    ("value", "key"),
    [
        (-5, "count_negative"), ("-5户", "count_negative"), (1.5, "count"), ("1,20", "count"),
        ("三百", "count"), ("12-15", "count"), (True, "count"), (float("nan"), "count"),
        (float("inf"), "count"), (date(2021, 1, 1), "count"), ("1e5", "count"),
    ],
)  # fmt: skip
def test_counts_that_are_refused(value: Cell, key: str) -> None:
    assert _key(parse_count, value) == key


def test_decimals_and_percents() -> None:
    assert [parse_decimal(value) for value in ("1,200.5㎡", "1200.5平方米", 3, "-2.5")] == [1200.5, 1200.5, 3.0, -2.5]
    assert [parse_percent(value) for value in ("95%", "95.5％", 0.95, 95, "0.95", "100%")] == [
        0.95,
        0.955,
        0.95,
        0.95,
        0.95,
        1.0,
    ]
    assert [_key(parse_percent, value) for value in ("120%", -1, "高", True)] == ["percent"] * 4


def test_yes_and_no() -> None:
    assert [parse_yes_no(value) for value in ("是", "√", "Y", "有", 1, True, "✔")] == [True] * 7
    assert [parse_yes_no(value) for value in ("否", "×", "n", "无", 0, False, "不是")] == [False] * 7
    assert [parse_yes_no(value) for value in ("", None, "/", "-")] == [None] * 4
    assert [_key(parse_yes_no, value) for value in ("也许", 2, "是否")] == ["yes_no"] * 3


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (140213005001, "140213005001"),
        (140213005001001.0, "140213005001001"),
        ("'140213005001001", "140213005001001"),
        (" 1402 1300 5001 ", "140213005001"),
        ("９１１４０２１３ma0abc1234", "91140213MA0ABC1234"),
        ("140213005001.0", "140213005001"),
        ("007", "007"),
        ("大平组〔2021〕5号", "大平组〔2021〕5号"),
        ("12E3", "12E3"),
    ],
)
def test_codes(value: Cell, code: str) -> None:
    assert parse_code(value) == code


@pytest.mark.parametrize(
    ("value", "key"),
    [
        ("1.40213E+11", "code_exponent"), ("1.40213005001001E14", "code_exponent"),
        ("1E+11", "code_exponent"), (1.40213005001001e17, "code_too_long"),
        (10**15, "code_too_long"), (float("inf"), "code_too_long"), (1.5, "code"), (-1, "code"),
        (float("nan"), "code"), (True, "code"), (date(2021, 1, 1), "code"), ("甲，乙", "code"),
    ],
)  # fmt: skip
def test_codes_that_lost_digits_are_refused(value: Cell, key: str) -> None:
    assert _key(parse_code, value) == key


def test_code_of_the_wrong_length_is_refused() -> None:
    assert parse_code("140213005001", lengths={12, 15}) == "140213005001"
    assert _key(parse_code, "14021300500", lengths={12, 15}) == "code_length"


@pytest.mark.parametrize(
    ("value", "number", "kind"),
    [
        (13800000000, "13800000000", "mobile"),
        (13800000000.0, "13800000000", "mobile"),
        ("138-0000-0000", "13800000000", "mobile"),
        ("138 0000 0000", "13800000000", "mobile"),
        ("+86 13800000000", "13800000000", "mobile"),
        ("手机：13800000000", "13800000000", "mobile"),
        ("１３８００００００００", "13800000000", "mobile"),
        ("0352-6021234", "03526021234", "landline"),
        ("（0352）6021234", "03526021234", "landline"),
        ("6021234", "6021234", "landline"),
        ("12345", "12345", "service"),
        ("138****1234", "138****1234", "masked"),
        ("138＊＊＊＊1234", "138****1234", "masked"),
        ("138xxxx1234", "138****1234", "masked"),
    ],
)
def test_phones(value: Cell, number: str, kind: str) -> None:
    phone = parse_phone(value)
    assert phone is not None
    assert (phone.number, phone.kind, phone.masked) == (number, kind, kind == "masked")


def test_landline_with_extension() -> None:
    phone = parse_phone("0352-6021234转801")
    assert phone is not None and (phone.number, phone.extension) == ("03526021234", "801")


@pytest.mark.parametrize(
    "value",
    [
        "13800000000、13900000000", "13800000000/13900000000", "13800000000 13900000000",
        "1380000000013900000000", "13800000000\n13900000000", "13800000000；13900000000",
        "13800000000或13900000000",
    ],
)  # fmt: skip
def test_several_phones(value: str) -> None:
    assert [phone.number for phone in parse_phones(value)] == ["13800000000", "13900000000"]
    assert _key(parse_phone, value) == "phone_several"


@pytest.mark.parametrize(
    ("value", "key"),
    [
        ("1380000000", "phone_length"), ("138000000001", "phone_length"),
        (3526021234, "phone_zero"), ("同微信", "phone"), (1.5, "phone"), (True, "phone"),
        (date(2021, 1, 1), "phone"), ("1.38E+10", "phone"),
    ],
)  # fmt: skip
def test_phones_that_are_refused(value: Cell, key: str) -> None:
    assert _key(parse_phones, value) == key


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("张三、李四", ["张三", "李四"]),
        ("张三，李四；王五/赵六\n钱七", ["张三", "李四", "王五", "赵六", "钱七"]),
        ("张 三", ["张三"]),
        ("张三 李四", ["张三", "李四"]),
        ("张　三、李　四", ["张三", "李四"]),
        ("张三（书记、兼）、李四", ["张三", "李四"]),
        ("买买提•艾力", ["买买提·艾力"]),
        ("张三。", ["张三"]),
        ("张三、", ["张三"]),
        ("龚䶮", ["龚䶮"]),
        ("张三、无", ["张三"]),
    ],
)
def test_people(value: str, names: list[str]) -> None:
    assert [person.name for person in parse_people(value)] == names


@pytest.mark.parametrize(
    "value",
    ["张三(13800000000)、李四", "张三13800000000、李四", "张三：138 0000 0000，李四", "张三（书记）13800000000、李四"],
)
def test_people_with_phones(value: str) -> None:
    people = parse_people(value)
    assert [(person.name, person.phone and person.phone.number) for person in people] == [
        ("张三", "13800000000"),
        ("李四", None),
    ]


def test_note_in_brackets_is_kept() -> None:
    assert [person.note for person in parse_people("张三（兼）、李四")] == ["兼", ""]


@pytest.mark.parametrize("value", [5, True, "张三(", "3人", "张", "张三(1380000000)", date(2021, 1, 1), "、"])
def test_people_that_are_refused(value: Cell) -> None:
    assert _key(parse_people, value) == "people"


@pytest.mark.parametrize(
    ("value", "serial"),
    [
        ("第3网格", 3), ("3网格", 3), ("三网格", 3), ("第十二网格", 12), ("网格3", 3), ("03网格", 3), ("第 ３ 网格", 3),
        ("3号网格", 3), (3, 3), ("3", 3), ("第3", 3), ("迎宾社区第二十一网格", 21), ("迎宾社区3网格", 3),
        ("一百零二网格", 102), ("两百网格", 200), ("廿三网格", 23), ("网格十", 10), ("一百二网格", 120), ("001网格", 1),
    ],
)  # fmt: skip
def test_grid_serials(value: Cell, serial: int) -> None:
    assert parse_serial(value) == serial


@pytest.mark.parametrize("value", ["红旗网格", "网格", "第0网格", "1000网格", True, -3, 1.5, "第3楼", date(2021, 1, 1)])
def test_names_without_a_serial_are_refused(value: Cell) -> None:
    assert _key(parse_serial, value) == "serial"


def test_other_words_than_grid() -> None:
    assert parse_serial("第三党小组", word="党小组") == 3
    assert [serial_of_numeral(text) for text in ("", "百", "三四五六", "十百")] == [None] * 4


def test_text_and_names() -> None:
    assert parse_text("　ＡＢＣ（甲）\n乙 ") == "ABC(甲) 乙"
    assert parse_text("东至迎宾街，西至①㎡") == "东至迎宾街，西至①㎡"
    assert parse_text(320.0) == "320"
    assert [parse_name(value) for value in ("张　三", " 欧阳 娜娜 ", "⼤山", "John Smith")] == [
        "张三",
        "欧阳娜娜",
        "大山",
        "John Smith",
    ]
    assert [_key(parse_name, value) for value in ("张", "张三、李四", "张三1", 5, "张三(兼)")] == ["name"] * 5
