"""Names of places and bodies: noise goes, what tells two apart stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.linking.names import building_name, nearest_names, party_name, plain_name, short_name

NAMES = st.text(alphabet="锦绣花园AＢ（）() 　3号楼栋幢-_社区小党支部委员会总平城区中共", max_size=14)


@given(name=NAMES)
def test_plain_name_of_a_plain_name_is_itself(name: str) -> None:
    assert plain_name(plain_name(name)) == plain_name(name)


@given(name=NAMES, label=st.sampled_from(["Compound", "Community", "Village", "Street", "Organisation"]))
def test_short_name_never_takes_everything(name: str, label: str) -> None:
    assert bool(short_name(name, label)) == bool(plain_name(name))


@given(name=NAMES)
def test_width_and_space_make_no_difference(name: str) -> None:
    wide = name.replace("A", "Ａ").replace("(", "（").replace("3", "３")
    assert plain_name(wide) == plain_name(f" {name} ") == plain_name(name)


@pytest.mark.parametrize(
    ("one", "other", "label", "same"),
    [
        ("锦绣花园", "锦绣花园小区", "Compound", True),
        ("锦绣花园小区", "锦绣花园A区", "Compound", False),
        ("锦绣花园Ａ区", "锦绣花园 A区", "Compound", True),
        ("锦绣花园一期", "锦绣花园二期", "Compound", False),
        ("康吉社区", "康吉社区居民委员会", "Community", True),
        ("康吉", "平城区康吉社区居委会", "Community", True),
        ("王家园村", "王家园村民委员会", "Village", True),
        ("永泰街道", "永泰街道办事处", "Street", True),
        ("小区", "小区", "Compound", True),
        ("明德物业有限公司", "明德物业有限责任公司", "Organisation", True),
        ("明德物业有限公司", "明道物业有限公司", "Organisation", False),
    ],
)
def test_short_names_compare_without_endings(one: str, other: str, label: str, same: bool) -> None:
    assert (short_name(one, label) == short_name(other, label)) is same


@pytest.mark.parametrize("name", ["3号楼", "3栋", "３幢", "3 座", "3#", "3#楼", "3"])
def test_buildings_of_one_number_are_one(name: str) -> None:
    assert building_name(name) == "3幢"


@pytest.mark.parametrize(("one", "other"), [("3号楼", "13号楼"), ("A座", "B座"), ("3号楼", "3号楼东")])
def test_other_buildings_stay_apart(one: str, other: str) -> None:
    assert building_name(one) != building_name(other)


@pytest.mark.parametrize(
    ("long", "brief"),
    [
        ("中共永泰街道康吉社区总支部委员会", "永泰街道康吉社区党总支"),
        ("中国共产党平城区永泰街道工作委员会", "永泰街道党工委"),
        ("锦绣花园支部委员会", "锦绣花园党支部"),
        ("康吉社区党总支部", "康吉社区党总支"),
        ("平城区永泰街道党委员会", "永泰街道党委"),
    ],
)
def test_party_names_have_one_spelling(long: str, brief: str) -> None:
    assert party_name(long) == party_name(brief)


def test_branch_and_general_branch_are_two() -> None:
    assert len({party_name(f"康吉社区{kind}") for kind in ("党支部", "党总支", "党委", "联合党支部", "党小组")}) == 5


def test_nearest_names_are_given_or_a_dash() -> None:
    assert nearest_names("康吉里", ["康吉里小区", "平和小区"]) == "康吉里小区"
    assert nearest_names("某某", ["平和小区"]) == "—"
