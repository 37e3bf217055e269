"""Exemptions: what is not due under a rule, why, until when, decided by whom."""

from __future__ import annotations

from graph.model import make_id
from loaders.desk import Desk
from loaders.facts import Ref
from loaders.linking.names import plain_name
from loaders.sheets.row import Row


def read(row: Row, desk: Desk) -> None:
    """One exemption about the smallest thing that the row names."""
    about = _about(row, desk)
    target = (desk.home(row).id, plain_name(row["body"])) if row["body"] else (about.id,)
    told = row.pick(reason="reason", until="until", validTo="until", by="by")
    exemption = desk.facts.node(
        "Exemption", make_id("exemption", row["rule"], *target), row, rule=row["rule"],
        name=f"{row['rule']} {row['rule_name'] or ''}".strip(), **told,
    )  # fmt: skip
    desk.facts.relate("ABOUT", exemption, about, row)


def _about(row: Row, desk: Desk) -> Ref:
    if row["body"]:
        near = desk.home(row)
        found = desk.party_named(row["body"], near) or desk.bodies.find(
            tuple(desk.model.label("Organisation").sublabels), row["body"], near=near
        )
        if len(found) == 1:
            return found[0]
        desk.refuse(row, "body", "checks.no_body", name=row["body"])
    if row["compound"]:
        return desk.compound(row)
    if row["grid_code"] or row["grid"]:
        return desk.grid(row)
    return desk.home(row)
