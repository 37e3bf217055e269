"""redundancy, recounted: posts in one person's hands, and the communities in which they lie."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

RULE = """
kind: redundancy
target: Person
due: {when: {exists: "<-HOLDER Tenure"}, otherwise: {zh: 没有任职, en: no post}}
told_by: [owners_committees]
thresholds: {most: [{value: 1, from: 2020-01-01}], areas: [{value: 1, from: SINCE}]}
check:
  path:
    - {step: "<-HOLDER Tenure", where: {fullTime: true}}
    - {step: "->OF_POST Post", where: {role: {not: gridWorker}}}
  most: "$most"
  level: community
  most_areas: "$areas"
"""


@pytest.mark.parametrize(("since", "limit"), [("2026-11-01", 1), ("2026-11-02", 99)])
def test_redundancy_counts_posts_and_communities(agree: Callable[..., None], since: str, limit: int) -> None:
    def judge(town: Any, id: str) -> dict[str, Any]:
        sure, possible = set(), set()
        for tenure in town.into(id, "HOLDER"):
            posts = {post for post in town.out(tenure, "OF_POST") if town[post]["role"] != "gridWorker"}
            possible |= posts if town[tenure].get("fullTime") is not False else set()
            sure |= posts if town[tenure].get("fullTime") else set()
        least, most = (len({town.at(post, "Community") for post in posts} - {None}) for posts in (sure, possible))
        if len(sure) > 1 or least > limit:
            return {"state": "gap"}
        return {"state": "present" if len(possible) <= 1 and most <= limit else "unknown"}

    agree(
        RULE.replace("SINCE", since),
        lambda town: town.all("Person"),
        judge,
        due=lambda town, id: bool(town.into(id, "HOLDER")),
        told=lambda town, id: town.loaded("owners_committees", id),
    )
