"""Property companies, which compound each of them serves, and its project manager there."""

from __future__ import annotations

from dataclasses import replace

from loaders.reference.district.compounds import contract_dates
from loaders.reference.district.formation import JointQueue
from loaders.reference.district.plan import Plan
from loaders.reference.district.records import DISTRICT, Company
from loaders.reference.district.uscc import make_uscc
from loaders.reference.words import words

__all__ = ["CARED_FOR", "add_companies"]

CARED_FOR = 9
"""Compounds without a company: looked after by the community (代管) or by their owners (自治)."""


def add_companies(plan: Plan, queue: JointQueue) -> None:
    """58 companies; each compound has one that works in its street."""
    rng, names = plan.rng, plan.names
    stems = words("places")["companies"]
    titles = [f"大同市{stem}物业服务有限公司" for stem in stems] + [
        f"平城{stem}物业管理有限公司" for stem in stems[:26]
    ]
    codes = {title: make_uscc("91", serial) for serial, title in enumerate(titles, start=1)}
    homes = {title: plan.streets[place % len(plan.streets)] for place, title in enumerate(titles)}
    unserved = list(titles)
    without = set(rng.sample([path for path, row in plan.compounds.items() if row.use == "住宅"], CARED_FOR))
    serves: dict[str, list[str]] = {title: [] for title in titles}
    for path, compound in plan.compounds.items():
        if path in without:
            plan.compounds[path] = replace(compound, mode=rng.choice(("代管", "自治")))
            continue
        near = [title for title in titles if homes[title].street_code == compound.place.street_code]
        fresh = [title for title in near if title in unserved]
        title = fresh[0] if fresh else rng.choice(near if rng.random() < 0.8 else titles)
        if fresh:
            unserved.remove(title)
        signed, filed = contract_dates(plan)
        serves[title].append(compound.name)
        plan.compounds[path] = replace(
            compound,
            company=title,
            uscc=codes[title],
            manager=names.person(),
            manager_member=rng.random() < 0.4,
            contract_on=signed,
            filed_on=filed,
        )
    for title in titles:
        if not serves[title]:
            continue
        members = rng.choice((0, 0, 1, 2, 3, 4, 5, 7, 9, 12))
        party, instructor = queue.attach(homes[title], title, members)
        plan.companies[title] = Company(
            place=DISTRICT,
            name=title,
            uscc=codes[title],
            staff=rng.randint(18, 260),
            members=members,
            party_org=party,
            instructor=instructor,
            serves=tuple(serves[title]) if len(serves[title]) < 4 else (),
            address=f"{homes[title].street}示例路{rng.randint(1, 99)}号",
        )
