"""Pinyin and initials of names, for searching; never for joining.

Surnames have readings of their own (单 shàn, 仇 qiú, 曾 zēng, 解 xiè, 区 ōu), so a person's first character is looked up
among surnames first.

>>> pinyin_of("单雄信"), initials_of("单雄信"), pinyin_of("平城区", surname=False)
('shan xiong xin', 'sxx', 'ping cheng qu')
"""

from __future__ import annotations

from functools import lru_cache

__all__ = ["initials_of", "pinyin_of"]

_SURNAMES = {
    "单": "shan", "仇": "qiu", "曾": "zeng", "解": "xie", "区": "ou", "查": "zha", "盖": "ge", "葛": "ge", "华": "hua",
    "任": "ren", "朴": "piao", "尉": "wei", "员": "yun", "召": "shao", "缪": "miao", "冼": "xian", "翟": "zhai",
    "黑": "he", "折": "she", "秘": "bi", "种": "chong", "乐": "yue", "燕": "yan", "过": "guo", "洗": "xian", "牟": "mu",
    "尉迟": "yu chi", "长孙": "zhang sun", "万俟": "mo qi", "宁": "ning", "纪": "ji", "晟": "cheng", "郗": "xi",
    "覃": "qin", "车": "che", "都": "du", "石": "shi", "盛": "sheng", "隗": "wei", "佴": "nai", "逄": "pang",
}  # fmt: skip


@lru_cache(maxsize=65536)
def _syllables(name: str, surname: bool) -> tuple[str, ...]:
    """Names of persons character by character; those of places and bodies by word, as words have readings of their own."""
    if not surname:
        from pypinyin.seg.simpleseg import seg

        return tuple(syllable for word in seg(name) for syllable in _read(word))
    for length in (2, 1):
        if name[:length] in _SURNAMES:
            return (*_SURNAMES[name[:length]].split(), *map(_syllable, name[length:]))
    return tuple(map(_syllable, name))


def _syllable(character: str) -> str:
    return "".join(_read(character))


@lru_cache(maxsize=65536)
def _read(word: str) -> tuple[str, ...]:
    """A word's syllables: a district's names are made of few words, and reading one anew takes far longer than finding it."""
    from pypinyin import Style, lazy_pinyin

    return tuple(lazy_pinyin(word, style=Style.NORMAL))


def pinyin_of(name: str, *, surname: bool = True) -> str:
    """The name's syllables without tones, parted by spaces; ``surname`` is off for places and bodies."""
    return " ".join(_syllables(name, surname)).lower()


def initials_of(name: str, *, surname: bool = True) -> str:
    """The first letters of the name's syllables."""
    return "".join(syllable[0] for syllable in _syllables(name, surname) if syllable).lower()
