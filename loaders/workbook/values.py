"""Every parser of one cell, under one name.

Each takes a raw cell and returns a value, or None (or an empty tuple) where the cell has nothing, or raises ``BadCell``
with reason and advice; none guesses, and none raises anything else.

>>> parse_count("320户").value, parse_serial("三网格"), parse_yes_no("√")
(320, 3, True)
"""

from __future__ import annotations

from loaders.errors import BadCell
from loaders.workbook.codes import parse_code
from loaders.workbook.dates import Bound, PartialDate, Precision, Span, date_of_serial, is_open, parse_date, parse_span
from loaders.workbook.numbers import Count, parse_count, parse_decimal, parse_percent, parse_yes_no
from loaders.workbook.people import Named, parse_people
from loaders.workbook.phones import Phone, parse_phone, parse_phones
from loaders.workbook.serials import parse_serial, serial_of_numeral
from loaders.workbook.text import has_nothing, is_blank, parse_name, parse_text, text_of

__all__ = [
    "BadCell",
    "Bound",
    "Count",
    "Named",
    "PartialDate",
    "Phone",
    "Precision",
    "Span",
    "date_of_serial",
    "has_nothing",
    "is_blank",
    "is_open",
    "parse_code",
    "parse_count",
    "parse_date",
    "parse_decimal",
    "parse_name",
    "parse_people",
    "parse_percent",
    "parse_phone",
    "parse_phones",
    "parse_serial",
    "parse_span",
    "parse_text",
    "parse_yes_no",
    "serial_of_numeral",
    "text_of",
]
