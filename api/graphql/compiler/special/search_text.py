"""A text to search for: what is compared with stored values, and a question to the full-text index that misses nothing.

The index (analyzer ``cjk``) holds Han characters as pairs of neighbours, a Han character without a neighbour alone, and
letters and digits as whole words in lower case; English stop words are not in it. So the question asks for the runs of the
text that must be in one value: Han runs as phrases, others as ``*run*``. Only letters and digits of ASCII and Han
characters are ever in it, so nothing that was typed is read as Lucene's syntax. Where the index may not know a match (a
text of punctuation or of another script, part of a stop word), every node is looked through instead.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from api.graphql.errors import fault

__all__ = ["LONGEST", "compared", "folded", "initials", "question", "spaceless", "whole"]

LONGEST = 100
"""Characters of a text that is searched for."""
_NOTHING = 'name:""'
"""A question that no node answers."""
_WHOLE = ("code", "name", "shortName", "aliases", "title", "initials")
_STOP_WORDS = frozenset({
    "a", "and", "are", "as", "at", "be", "but", "by", "for", "if", "in", "into", "is", "it", "no", "not", "of", "on", "or",
    "s", "such", "t", "that", "the", "their", "then", "there", "these", "they", "this", "to", "was", "will", "with", "www",
})  # fmt: skip
"""What the analyzer drops; a test asks the server for its list."""
_MOST_TERMS = 500
"""Lucene refuses a question of more than 1,024 terms."""
_HAN = "\u3400-\u4db5\u4e00-\u9fef\U00020000-\U0002a6d6"
_RUNS = re.compile(f"([{_HAN}]+)|([a-z0-9]+)")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
"""What the index writes as ASCII; other characters that NFKC or case folding replace are in it as they were."""


def compared(text: str) -> str:
    """The text as it is compared with stored values: trimmed, NFKC, case folded. Raises BAD_USER_INPUT for a long one.

    >>> compared(" ＡＢＣ 公司 ")
    'abc 公司'
    """
    if len(text.strip()) > LONGEST:
        raise fault("BAD_USER_INPUT", "graphql.string_limit", name="text", found=len(text.strip()), limit=LONGEST)
    return unicodedata.normalize("NFKC", text).strip().casefold()


def initials(text: str) -> str | None:
    """The text where it is long enough for initials."""
    wanted = compared(text)
    return wanted if len(wanted) >= 2 else None


def spaceless(text: str) -> str | None:
    """The same without spaces, for pinyin.

    >>> spaceless("Ping Cheng"), spaceless("p")
    ('pingcheng', None)
    """
    wanted = initials(text)
    return wanted.replace(" ", "") if wanted else None


def question(text: str) -> str:
    """What to ask the index in Lucene's syntax: every node that matches the text is among those found, and others.

    >>> question("永泰")
    'code:(+"永泰") name:(+"永泰") shortName:(+"永泰") aliases:(+"永泰") title:(+"永泰") initials:(+"永泰") pinyin:永*'
    >>> question("zh").rpartition(" pinyin:")[2]
    '(zh* z zh)'
    >>> question("(*~") == question("") == 'name:""'
    True
    """
    asked = _asked(text)
    return _NOTHING if asked is None else asked


def whole(text: str) -> list[int]:
    """One item where every node has to be looked through, as the index might not know a match; else none.

    >>> whole("永泰"), whole("a"), whole("“”"), whole("")
    ([], [1], [1], [])
    """
    return [1] if compared(text) and _asked(text) is None else []


def _asked(text: str) -> str | None:
    wanted = compared(text)
    if wanted != text.translate(_FULL_WIDTH).strip().lower():
        return None
    parts = _parts(wanted)
    if not parts:
        return None
    fields = [f"{name}:({parts})" for name in _WHOLE]
    if len(wanted) < 2:
        return " ".join(fields)
    pinyin = _pinyin(wanted.replace(" ", ""))
    return None if pinyin is None else " ".join([*fields, f"pinyin:{pinyin}"])


def _parts(wanted: str) -> str | None:
    """What must be in one value; None where nothing of it is sure to be in the index."""
    runs = _RUNS.findall(wanted)
    han = [run for run, _ in runs if run]
    pairs = [run for run in han if len(run) > 1]
    words = [run for _, run in runs if run and not any(run in word for word in _STOP_WORDS)]
    return (
        " ".join(f'+"{run}"' for run in pairs)
        or " ".join(f"+*{run}*" for run in han)
        or " ".join(f"+*{run}*" for run in words)
        or None
    )


def _pinyin(close: str) -> str | None:
    """Syllables of which the first begins the text or the other way about; None where that syllable may be missing."""
    found = _RUNS.match(close)
    if found is None:
        return None
    if found[1]:
        return f"{found[1][0]}*"
    terms: dict[str, None] = {}
    for tail in _tails(found[2]):
        if any(word.startswith(tail) for word in _STOP_WORDS):
            return None
        terms |= dict.fromkeys([f"{tail}*", *(tail[:end] for end in range(1, len(tail) + 1))])
    return f"({' '.join(terms)})" if len(terms) <= _MOST_TERMS else None


def _tails(run: str) -> Iterator[str]:
    """The run, and what is left of it behind stop words."""
    seen, waiting = {run}, [run]
    while waiting:
        tail = waiting.pop()
        yield tail
        rest = {tail.removeprefix(word) for word in _STOP_WORDS} - seen
        seen |= rest
        waiting += sorted(rest)


def folded(value: str) -> str:
    """Cypher for a stored value as it is compared: NFKC and lower case; of case folding the two that letters in use need.

    Other characters that case folding changes more than lower case does are compared by lower case.
    """
    return f"replace(replace(toLower(normalize({value}, NFKC)), 'ß', 'ss'), 'ς', 'σ')"
