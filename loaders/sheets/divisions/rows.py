"""Division codes: districts, streets, communities and villages with their official names.

The short name is what people say (康吉社区); the official one (康吉社区居民委员会) stays as another name.
"""

from __future__ import annotations

from graph.model import division_level, parent_division
from loaders.desk import Desk
from loaders.facts import Ref
from loaders.linking.names import plain_name
from loaders.linking.pinyin import initials_of, pinyin_of
from loaders.places import Place
from loaders.sheets.row import Row

LABELS = {"district": "District", "street": "Street", "community": "Community", "village": "Village"}
STREET_KINDS = {"镇": "镇", "乡": "乡"}
OFFICIAL = {
    "Community": ("社区居民委员会", "居民委员会"),
    "Village": ("村民委员会",),
    "Street": ("街道办事处", "办事处"),
}
SHORT = {"Community": "社区", "Village": "村", "Street": "街道"}


def read(row: Row, desk: Desk) -> None:
    """One area with its code; a community that lost its code list's level keeps the level that the code tells."""
    code, official = row["code"], plain_name(row["name"])
    level = division_level(code)
    if level not in LABELS:
        desk.refuse(row, "code", "divisions.no_level")
    label = LABELS[str(level)]
    name = short_official(official, label)
    aliases = [official] if official != name else None
    id = f"area-{code}"
    properties = {"kind": STREET_KINDS.get(name[-1:], "街道")} if label == "Street" else {}
    ref = desk.facts.node(
        label, id, row, name=name, code=code, aliases=aliases,
        pinyin=pinyin_of(name, surname=False), initials=initials_of(name, surname=False), **properties,
    )  # fmt: skip
    desk.places.add(Place(id, label, name, code, aliases=set(aliases or ())))
    parent = row["parent_code"] or parent_division(code)
    if level == "district":
        return
    if parent != parent_division(code):
        desk.flag(row, "parent_code", "divisions.other_parent", expected=parent_division(code))
    place = desk.places.by_code(str(parent))
    if place is None:
        desk.refuse(row, "parent_code" if row["parent_code"] else "code", "divisions.no_parent", parent=parent)
    desk.facts.relate("WITHIN", ref, Ref(place.label, place.id), row)
    desk.places.put_within(id, place.id)


def short_official(official: str, label: str) -> str:
    """What people say instead of the official name.

    >>> short_official("康吉社区居民委员会", "Community"), short_official("王家园村民委员会", "Village")
    ('康吉社区', '王家园村')
    """
    for ending in OFFICIAL.get(label, ()):
        if official.endswith(ending) and len(official) > len(ending):
            short = official.removesuffix(ending)
            return short if short.endswith(SHORT[label]) else short + SHORT[label]
    return official
