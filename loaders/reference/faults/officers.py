"""Faults of officers and terms (P14–P19, P21, G17)."""

from __future__ import annotations

from datetime import date

from loaders.reference.district.records import Place
from loaders.reference.faults.bodies import compound_branches
from loaders.reference.faults.change import change, seats_of
from loaders.reference.faults.ledger import Ledger

__all__ = ["STEPS", "set_term"]


def vacancies(ledger: Ledger) -> None:
    """P14, P15: no secretary; a committee below its seats. The 487 compound secretaries all live."""
    plan = ledger.plan
    for place in [*ledger.pick_places(3), *ledger.pick_places(2, plan.village_places)]:
        path = next(path for path, seat in seats_of(plan, place).items() if seat.party_post == "书记")
        change(plan.village_seats if place.village else plan.seats, path, party_post="", approval="")
        change(plan.bodies, place.body, secretary="")
        target = f"{place.path}/{place.body}"
        ledger.plant("P14", target, "书记空缺，空缺时间未记载", place)
        ledger.imply("P15", target, "书记空缺，班子少一人", place)
    units = [unit.party_org for unit in plan.units.values() if unit.members >= 7 and unit.party_org in plan.bodies]
    for name in ledger.pick(units, 1):
        body = change(plan.bodies, name, secretary="")
        ledger.plant("P14", f"{body.place.path}/{name}", "书记空缺", body.place)
        ledger.imply("P15", f"{body.place.path}/{name}", "书记空缺，支委会少一人", body.place)
    for place in ledger.pick_places(2):
        path = next(
            path
            for path, seat in seats_of(plan, place).items()
            if (seat.party_post, seat.committee_post) == ("委员", "")
        )
        del plan.seats[path]
        ledger.plant("P15", f"{place.path}/{place.body}", "核定委员5名，实有4名", place)
    for name in ledger.pick(compound_branches(ledger, 8, 46), 2):
        body = change(plan.bodies, name, members=plan.bodies[name].members[1:])
        ledger.plant("P15", f"{body.place.path}/{name}", f"核定委员{body.seats}名，少一名", body.place)


def set_term(ledger: Ledger, place: Place, start: date, end: date) -> None:
    """Give a community's two committees and its Party organisation this term."""
    plan = ledger.plan
    for path in seats_of(plan, place):
        change(plan.seats, path, elected_on=start, term_end=end, filed_on=start)
    change(plan.communities, place.path, elected_on=start, term_end=end)
    change(plan.bodies, place.body, term_start=start, term_end=end)


def terms(ledger: Ledger) -> None:
    """P16, P17, G17: terms about to end, overdue, or put off for too long."""
    plan = ledger.plan
    rows: list[tuple[str, date, date, date | None, str]]
    rows = [("P16", date(2024, 2, 15), date(2027, 2, 15), None, "2027-02-15届满，六个月内")] * 3
    rows += [("P17", date(2023, 3, 10), date(2026, 3, 10), None, "2026-03-10届满，未换届")] * 3
    rows += [("P17", date(2022, 6, 1), date(2025, 6, 1), date(2026, 12, 31), "延期超过一年")]
    names = ledger.pick(compound_branches(ledger, 3, 46), len(rows))
    for name, (rule, start, end, extended, why) in zip(names, rows, strict=True):
        body = change(plan.bodies, name, term_start=start, term_end=end, extension_until=extended)
        change(plan.branch_seats, f"{body.place.path}/{body.compound}", elected_on=start, since=start, term_end=end)
        ledger.plant(rule, f"{body.place.path}/{name}", why, body.place)
    for number, place in enumerate(ledger.pick_places(3)):
        late = number < 2
        start, end = (date(2021, 5, 20), date(2026, 5, 20)) if late else (date(2022, 3, 20), date(2027, 3, 20))
        set_term(ledger, place, start, end)
        ledger.plant(
            "G17",
            f"{place.path}/{place.community}居民委员会",
            f"{end}届满" + ("，未换届" if late else "，六个月内"),
            place,
        )
        ledger.imply("P17" if late else "P16", f"{place.path}/{place.body}", "两委同届", place)


def eligibility(ledger: Ledger) -> None:
    """P18, P19: officers who are no full members; approvals and filings that are not on record."""
    plan = ledger.plan
    for path in ledger.pick(plan.branch_seats, 2):
        row = change(plan.branch_seats, path, status="预备党员")
        ledger.plant("P18", f"{path}/{row.person.name}", "支部书记为预备党员", row.place)
    members = [
        path for path, seat in plan.seats.items() if seat.party_post == "委员" and seat.place.path not in ledger.taken
    ]
    for number, path in enumerate(ledger.pick(members, 2)):
        seat = change(plan.seats, path, status=("群众", "预备党员")[number])
        ledger.plant("P18", path, f"党总支委员政治面貌为{seat.status}", seat.place)
    for path in ledger.pick(plan.branch_seats, 3):
        row = change(plan.branch_seats, path, approval="")
        ledger.plant("P19", f"{path}/{row.person.name}", "书记没有批复文号", row.place)
    for path in ledger.pick(members, 1):
        seat = change(plan.seats, path, filed_on=None)
        ledger.plant("P19", path, "委员没有备案日期", seat.place)


def co_opted(ledger: Ledger) -> None:
    """P21: extended committees with nobody co-opted."""
    plan = ledger.plan
    for place in ledger.pick_places(2, plan.streets):
        for path in [
            path for path, post in plan.street_posts.items() if post.place == place and post.position == "兼职委员"
        ]:
            del plan.street_posts[path]
        ledger.plant("P21", f"{place.path}/{place.street}大工委", "没有兼职委员", place)
    for place in ledger.pick_places(3):
        for path in [path for path, seat in seats_of(plan, place).items() if seat.party_post == "兼职委员"]:
            del plan.seats[path]
        ledger.plant("P21", f"{place.path}/{place.community}大党委", "没有兼职委员", place)


STEPS = (vacancies, terms, eligibility, co_opted)
