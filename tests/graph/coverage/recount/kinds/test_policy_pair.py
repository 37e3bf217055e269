"""policy-pair, recounted with the policy's lines written out: two posts of one person, and employers who serve a compound."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

PAIRS = """
kind: policy-pair
target: Tenure
due: {when: {fullTime: {recorded: true}}, otherwise: {zh: 未记载, en: not recorded}}
told_by: [owners_committees]
check: {statuses: [forbidden, needsProcedure]}
"""
OWNERS = ("ownersDirector", "ownersMember")
VILLAGE = {"villageDirector", "supervisionDirector"}


def compound_of(town: Any, post: str) -> Any:
    """The compound in which a post lies."""
    return town.at(post, "Compound")


def companies_of(town: Any, post: str) -> list[str]:
    """The property companies in which a post stands."""
    return [body for body in town.out(post, "POST_IN") if town[body]["label"] == "PropertyCompany"]


def is_civil_servant(town: Any, person: str, posts: set[str]) -> bool | None:
    """What the words beside the person's tenures of these posts say."""
    words = [
        town[tenure].get("modeText")
        for post in posts
        for tenure in town.holders(post)
        if person in town.out(tenure, "HOLDER")
    ]
    return False if "非公务员" in words else True if "公务员" in words else None


def against_policy(town: Any, person: str, one: str, other: str) -> bool | None:
    """Whether the policy forbids the two posts in one hand, or asks for a procedure first."""
    for a, b in ((one, other), (other, one)):
        role, with_role, home = town[a]["role"], town[b]["role"], compound_of(town, b)
        if role == "projectManager" and with_role in OWNERS and home and companies_of(town, a):
            served = [area for company in companies_of(town, a) for area in town.out(company, "SERVES")]
            if home in served or home == compound_of(town, a):
                return True
        if {role, with_role} == VILLAGE:
            return True
        if role in OWNERS and with_role in OWNERS and home and compound_of(town, a) not in (None, home):
            return True
        if role == "districtSecretary" and (
            with_role in (*OWNERS, "managementDirector") or (with_role == "projectManager" and companies_of(town, b))
        ):
            return is_civil_servant(town, person, {a, b})
    return False


def test_pairs_are_judged_by_the_lines_of_the_policy(agree: Callable[..., None]) -> None:
    def judge(town: Any, id: str) -> dict[str, Any]:
        told = [
            against_policy(town, person, post, other_post)
            for person in town.out(id, "HOLDER")
            for other in town.into(person, "HOLDER")
            for post in town.out(id, "OF_POST")
            for other_post in town.out(other, "OF_POST")
            if other != id
        ]
        return {"state": "gap" if True in told else "unknown" if None in told else "present"}

    agree(
        PAIRS,
        lambda town: town.all("Tenure"),
        judge,
        due=lambda town, id: "fullTime" in town[id],
        told=lambda town, id: town.loaded("owners_committees", id),
    )


BODIES = """
kind: policy-pair
target: {label: [PartyOrganisation, PropertyCompany]}
due: {when: {exists: "<-POST_IN Post"}, otherwise: {zh: 没有岗位, en: no post}}
told_by: [owners_committees]
check:
  tenures: ["<-POST_IN Post", {step: "<-OF_POST Tenure", where: {fullTime: true}}]
  statuses: [forbidden, needsProcedure]
  with_roles: [ownersDirector, ownersMember, managementDirector, supervisionDirector, villageDirector, projectManager]
"""


def test_members_of_a_body_are_judged_together(agree: Callable[..., None]) -> None:
    def judge(town: Any, id: str) -> dict[str, Any]:
        told = []
        for post in town.into(id, "POST_IN"):
            for tenure in town.holders(post):
                for person in town.out(tenure, "HOLDER"):
                    others = {
                        two for one in town.into(person, "HOLDER") if one != tenure for two in town.out(one, "OF_POST")
                    }
                    pairs = [
                        against_policy(town, person, post, other)
                        for other in others
                        if town[other]["role"] not in ("branchSecretary", "gridWorker", "districtSecretary")
                    ]
                    sure = town[tenure].get("fullTime")
                    told += [None if pair and sure is None else pair for pair in pairs if sure is not False]
        return {"state": "gap" if True in told else "unknown" if None in told else "present"}

    agree(
        BODIES,
        lambda town: town.all("PartyOrganisation", "PropertyCompany"),
        judge,
        due=lambda town, id: bool(town.into(id, "POST_IN")),
        told=lambda town, id: town.loaded("owners_committees", id),
    )


INTERESTS = """
kind: policy-pair
target: {label: Tenure, via: {label: Post, where: {role: [ownersDirector, ownersMember]}, path: "<-OF_POST Tenure"}}
told_by: [owners_committees]
check:
  tie: {step: "->HOLDER Person ->WORKS_AT PropertyCompany", where: {staff: {atLeast: 1}}}
  meets: "->OF_POST Post ->RESPONSIBLE_FOR Compound <-SERVES PropertyCompany"
  known: {exists: "->HOLDER Person ->WORKS_AT Organisation"}
  declared: {recusalDeclared: "yes"}
"""


def test_employer_who_serves_the_compound_is_found(agree: Callable[..., None]) -> None:
    def judge(town: Any, id: str) -> dict[str, Any]:
        employers = [body for person in town.out(id, "HOLDER") for body in town.out(person, "WORKS_AT")]
        served = [area for post in town.out(id, "OF_POST") for area in town.out(post, "RESPONSIBLE_FOR")
                  if town[area]["label"] == "Compound"]  # fmt: skip
        meet = [body for body in employers if any(area in town.out(body, "SERVES") for area in served)
                and town[body]["label"] == "PropertyCompany"]  # fmt: skip
        if town[id].get("recusalDeclared") == "yes" or any("staff" in town[body] for body in meet):
            return {"state": "gap"}
        return {"state": "present" if employers and not meet else "unknown"}

    agree(
        INTERESTS,
        lambda town: [
            id for id in town.all("Tenure") if any(town[post]["role"] in OWNERS for post in town.out(id, "OF_POST"))
        ],
        judge,
        told=lambda town, id: town.loaded("owners_committees", id),
    )
