"""Headings as they are compared: without width, spaces, line breaks, stars and colons.

``联 系\\n电话 *`` and ``联系电话：`` are the same heading. What stands in brackets may matter (面积(㎡)) or not
(姓名(必填)), so both forms are given, the full one first.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["heading_names", "normalise_heading"]

EDGES = "*＊※:：、.。,，;；_-—'\"“”"
GAPS = re.compile(r"[\s\u200b\u200c\u200d\u2060\ufeff\u00ad]+")
BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕")
SERIAL = {"no": "序号", "no.": "序号", "#": "序号", "№": "序号", "序": "序号"}


def normalise_heading(text: str) -> str:
    """The heading in the form in which headings are compared; empty where nothing is left.

    >>> [normalise_heading(text) for text in ("联 系\\n电话 *", "＊姓　名：", "区（县）", "ＮＯ.", "面积（㎡）")]
    ['联系电话', '姓名', '区(县)', '序号', '面积(m2)']
    """
    plain = GAPS.sub("", unicodedata.normalize("NFKC", text)).strip(EDGES).casefold()
    return SERIAL.get(plain, plain)


def heading_names(text: str) -> tuple[str, ...]:
    """The heading's names, best first: as it stands, then without its brackets.

    >>> heading_names("姓名（必填）"), heading_names("姓名")
    (('姓名(必填)', '姓名'), ('姓名',))
    """
    full = normalise_heading(text)
    bare = normalise_heading(BRACKETS.sub("", full))
    return tuple(dict.fromkeys(name for name in (full, bare) if name))
