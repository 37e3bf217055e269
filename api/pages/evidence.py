"""Why two posts are one person's, as far as a page can tell: the links between the records that are taken for that person.

Where no link was needed, one record named both posts. Links that only say that two rosters name one holder of one post
(rung ``post``) speak for a pair only where nothing else does. Which of several links of somebody with more than two posts
joined which two of them, ``govgraph dual-roles`` tells.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from loaders.sheets.kinds import load_kinds

if TYPE_CHECKING:
    from api.pages.words import Words

__all__ = ["evidence", "in_one_sheet", "links_of"]

_HOLDS = ("certain", "stated", "confirmed")


def evidence(links: Iterable[Mapping[str, Any]] | None, words: Words, *, together: bool = False) -> list[str]:
    """Each kind of evidence once, in words; empty where the viewer may not see links. ``together``: one sheet tells of both
    posts.

    >>> from api.pages.words import Words
    >>> link = {"rung": "phone", "state": "certain", "evidence": None}
    >>> evidence([link, link], Words("zh")), evidence([], Words("zh")), evidence(None, Words("zh"))
    (['姓名＋完整电话（确定）'], ['同一条记录写明'], [])
    """
    if links is None:
        return []
    held = [link for link in links if link["state"] in _HOLDS]
    apart = [link for link in held if link["rung"] != "post"]
    chosen = apart or ([] if together else held)
    if not chosen:
        return [words("page_interlocks.one_record")]
    return list(dict.fromkeys(_told(link, words) for link in chosen))


def in_one_sheet(a: Iterable[str] | None, b: Iterable[str] | None) -> bool:
    """Whether the sources of two tenures name a sheet in common.

    >>> in_one_sheet(["sheet-1#2", "sheet-2#7:name"], ["sheet-2#9"]), in_one_sheet(["sheet-1#2"], None)
    (True, False)
    """
    sheets = ({source.partition("#")[0] for source in sources or ()} for sources in (a, b))
    return bool(set.intersection(*sheets))


def _told(link: Mapping[str, Any], words: Words) -> str:
    rung, state = words(f"page_interlocks.rung_{link['rung']}"), words(f"page_interlocks.link_{link['state']}")
    return words("page_interlocks.evidence_of", rung=rung, state=state)


def links_of(links: Iterable[Mapping[str, Any]], words: Words) -> list[dict[str, Any]]:
    """Links as rows: the two kinds of roster, the rung and state in words, what was compared, and how many are alike.

    >>> from api.pages.words import Words
    >>> link = {"a": "record-branch_secretaries-1", "b": "record-owners_committees-2", "rung": "phone", "state": "certain",
    ...     "evidence": "x"}
    >>> [(row["a"], row["rung"], row["count"]) for row in links_of([link, link], Words("en"))]
    [('compound branches and secretaries', 'name and full phone', 2)]
    """
    kinds = ("a", "b", "rung", "state", "evidence")
    counts = Counter(tuple(link[name] if name[1:] else _roster(link[name], words) for name in kinds) for link in links)
    return [
        {
            **dict(zip(kinds, row, strict=True)), "count": count, "rung": words(f"page_interlocks.rung_{row[2]}"),
            "state": words(f"page_interlocks.link_{row[3]}"),
        }
        for row, count in counts.items()
    ]  # fmt: skip


def _roster(record: str | None, words: Words) -> str:
    """What the kind of roster in a record's id is called."""
    parts = (record or "").split("-")
    kind = load_kinds().get(parts[1]) if len(parts) == 3 else None
    return words.of({"zh": kind.zh, "en": kind.en}) if kind else record or ""
