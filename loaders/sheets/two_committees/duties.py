"""Which seat a duty means as rosters write it: 党总支书记、居委会主任, 副书记（增设）, 组织委员.

A cell may hold several duties. One that only looks like a seat (治保主任, 团支部书记, 纪工委书记, 第一书记) is none.

>>> split_duties("党总支书记兼居委会主任、人大代表")
['党总支书记', '居委会主任', '人大代表']
>>> [party_seat(duty) for duty in ("书记", "党工委副书记(增设,专抓基层治理)", "组织委员", "兼职委员", "团支部书记")]
['Secretary', 'ExtraDeputy', 'Member', 'CoOpted', None]
>>> [committee_seat(duty) for duty in ("居委会主任", "副主任", "计生委员", "治保主任")]
['Director', 'DeputyDirector', 'Member', None]
"""

from __future__ import annotations

import re

from loaders.linking.names import plain_name

__all__ = ["committee_seat", "is_acting", "is_no_duty", "party_seat", "split_duties", "supervision_seat"]

_BETWEEN = re.compile(r"(?:[、,，;；/|\n]+|兼(?!职))(?![^()]*\))")
_NOTE = re.compile(r"\([^()]*\)$")
_PARTY_BODY = r"(?:.*(?:党工委|党总支|党支部|党委|党组织|街道|社区|镇|乡|村))?(?:总支|支部|工委)?"
_SECRETARY = re.compile(_PARTY_BODY + "书记")
_DEPUTY = re.compile(_PARTY_BODY + "(?:专职)?副书记")
_EXTRA = ("增设", "基层治理")
_CO_OPTED = ("兼职委员", "大工委委员", "大党委委员")
_MEMBERS = ("支委", "支委会成员", "党工委成员", "党工委班子成员", "党组织成员")
_COMMITTEE = re.compile(r"(?:.*(?:居委会|村委会|居民委员会|村民委员会|社区|村))?")
_SUPERVISION = re.compile(r"(?:.*(?:监督委员会|监委会|监督小组))?")
_OTHER_COMMITTEES = (
    "居委会委员",
    "村委会委员",
    "民委员会委员",
    "监督委员会委员",
    "监委会委员",
    "业委会委员",
    "候补委员",
)
_NO_DUTY = frozenset({
    "", "无", "否", "/", "-", "—", "党员", "中共党员", "正式党员", "预备党员", "群众", "团员", "工作人员", "社区工作者", "社工",
    "专职社工", "专职社区工作者", "网格员", "专职网格员", "干事", "村民", "居民",
})  # fmt: skip


def split_duties(written: str | None) -> list[str]:
    """The duties that a cell names, in order, without words that mean none; brackets hold together."""
    parts = (plain_name(part) for part in _BETWEEN.split((written or "").replace("（", "(").replace("）", ")")))
    return [part for part in parts if not is_no_duty(part)]


def is_no_duty(word: str) -> bool:
    """Whether the word says that somebody has no duty on a committee (群众, 党员, 网格员)."""
    return word in _NO_DUTY


def is_acting(duty: str) -> bool:
    """Whether the seat is filled for the time being.

    >>> is_acting("书记(代)"), is_acting("副书记(主持工作)"), is_acting("人大代表")
    (True, True, False)
    """
    return "主持工作" in duty or "代理" in duty or "(代)" in duty


def party_seat(duty: str) -> str | None:
    """Secretary, ExtraDeputy, Deputy, Member or CoOpted; None for what is no seat in a Party organisation."""
    bare = _NOTE.sub("", duty)
    if any(word in duty for word in _CO_OPTED):
        return "CoOpted"
    if _DEPUTY.fullmatch(bare) or bare == "增设副书记":
        return "ExtraDeputy" if any(word in duty for word in _EXTRA) else "Deputy"
    if _SECRETARY.fullmatch(bare):
        return "Secretary"
    if bare in _MEMBERS or (bare.endswith("委员") and not bare.endswith(_OTHER_COMMITTEES)):
        return "Member"
    return None


def committee_seat(duty: str) -> str | None:
    """Director, DeputyDirector or Member of a residents' or villagers' committee; None for what is no seat there."""
    return _seat(duty, _COMMITTEE)


def supervision_seat(duty: str) -> str | None:
    """Director or Member of a supervision committee; its deputies are members.

    >>> [supervision_seat(duty) for duty in ("监委会主任", "成员", "监督委员会副主任")]
    ['Director', 'Member', 'Member']
    """
    found = _seat(duty, _SUPERVISION)
    return "Member" if found == "DeputyDirector" else found


def _seat(duty: str, body: re.Pattern[str]) -> str | None:
    bare = _NOTE.sub("", duty)
    match = body.match(bare)
    rest = bare[match.end() :] if match else bare
    if rest in ("主任", "副主任"):
        return "Director" if rest == "主任" else "DeputyDirector"
    if rest in ("委员", "成员") or (bare.endswith("委员") and not bare.endswith("候补委员")):
        return "Member"
    return None
