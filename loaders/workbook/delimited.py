"""Text tables: which encoding, which separator, and the rows.

Encodings are tried strictly, in the order in which a wrong one is least likely to pass: byte order marks, UTF-16
by its zero bytes, UTF-8, GB18030. GB18030 accepts nearly any bytes, so what it gives must look like Chinese.
"""

from __future__ import annotations

import csv
import io

from loaders.workbook.refusal import Refusal

__all__ = ["decode", "read_delimited", "separator_of"]

MARKS: tuple[tuple[bytes, str], ...] = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
SEPARATORS = (",", "\t", ";", "，", "|")
"""In order of preference where two fit equally well."""

COMMON_SHARE = 0.8
"""Share of the Chinese characters that must be among GB 2312's 3,755 common ones; wrong decodings have about 40 %."""

LONGEST_CELL = 131_072
SAMPLE = 30


def decode(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding; raises ``Refusal`` where none fits.

    >>> decode("姓名,电话".encode("gb18030"))
    ('姓名,电话', 'gb18030')
    >>> decode("姓名".encode("utf-16-le"))[1]
    'utf-16-le'
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _strict(data, encoding), encoding
    for encoding in (*_wide(data), "utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and (encoding == "utf-8" or _looks_chinese(text)):
            return text, encoding
    raise Refusal("encoding")


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refusal("encoding") from error


def _wide(data: bytes) -> tuple[str, ...]:
    """UTF-16 without a mark: line ends and digits leave zeros on one side; pure Chinese is a last resort."""
    if len(data) % 2:
        return ()
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if odd and not even:
        return ("utf-16-le",)
    if even and not odd:
        return ("utf-16-be",)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return tuple(name for name in ("utf-16-le", "utf-16-be") if _passes(data, name))
    return ()


def _passes(data: bytes, encoding: str) -> bool:
    """A lone pair of Chinese characters is also valid GB18030; believe UTF-16 only where GB18030 looks wrong."""
    try:
        data.decode(encoding)
        return not _looks_chinese(data.decode("gb18030"))
    except UnicodeDecodeError:
        return True


def _looks_chinese(text: str) -> bool:
    wide = [character for character in text[:20_000] if character >= "\u3400" and not "\uff00" <= character <= "\uffef"]
    if not wide:
        return all(character < "\u0100" or character > "\u2000" for character in text[:20_000])
    common = sum(1 for character in wide if b"\xb0" <= character.encode("gb2312", "ignore")[:1] <= b"\xd7")
    return common >= COMMON_SHARE * len(wide)


def separator_of(text: str) -> str:
    """The separator that cuts the first lines into most cells, and most evenly.

    >>> separator_of("姓名;电话\\n张三,李四;138")
    ';'
    """
    lines = [_outside_quotes(line) for line in text.splitlines()[:SAMPLE] if line.strip()]
    if text[:4].lower() == "sep=":
        return text[4:5]

    def weight(separator: str) -> tuple[int, int]:
        counts = [line.count(separator) for line in lines]
        commonest = max(set(counts), key=lambda count: (counts.count(count) * (count > 0), count), default=0)
        return (counts.count(commonest) if commonest else 0, commonest)

    return max(SEPARATORS, key=weight, default=",")


def _outside_quotes(line: str) -> str:
    return "".join(line.split('"')[0::2])


def read_delimited(data: bytes) -> tuple[list[list[str | None]], str, str]:
    """Rows (empty cells None, all else text), encoding, separator; raises ``Refusal``."""
    text, encoding = decode(data)
    separator = separator_of(text)
    csv.field_size_limit(LONGEST_CELL)
    rows: list[list[str | None]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        rows.extend([cell or None for cell in row] for row in reader)
    except csv.Error as error:
        raise Refusal("quotes", line=reader.line_num) from error
    if text[:4].lower() == "sep=" and rows:
        rows[0] = []
    return rows, encoding, separator
