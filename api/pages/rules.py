"""Rules as pages show them: the columns of the catalogue, and what a rule's file says that GraphQL does not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import yaml

from api.pages.heat import figures_of, share
from api.pages.listing import Column
from graph.coverage.catalogue import load_rules
from graph.coverage.rule import KIND_NAMES

if TYPE_CHECKING:
    from api.pages.asked import Asked
    from api.pages.words import Words
    from graph.coverage.rule import Rule

__all__ = ["COLUMNS", "KINDS", "STATUSES", "declared", "described", "kind_words", "targets"]

KINDS = KIND_NAMES
STATUSES = ("rule", "advice", "comparison", "off")

Row = Mapping[str, Any]


def kind_words(kind: str | None, words: Words) -> str:
    """What a kind of rule looks for.

    >>> from api.pages.words import Words
    >>> kind_words("policy-pair", Words("en"))
    'two posts in one hand'
    """
    return words(f"page_rules.kind_{kind.replace('-', '_')}") if kind else ""


def targets(labels: list[str] | None, words: Words) -> str:
    """What a rule is about, in words.

    >>> from api.pages.words import Words
    >>> targets(["Unit", "Grid"], Words("zh"))
    '驻区单位、网格'
    """
    return words("pages.comma").join(words.kind(label) for label in labels or ())


def described(rows: list[Row], area: Row | None) -> list[dict[str, Any]]:
    """Rules with the figures of an area beside them; None where there are none."""
    figures = figures_of(area["coverage"] if area else None)
    return [{**rule, "figures": figures.get(rule["id"])} for rule in rows]


def declared(id: str) -> tuple[Rule | None, str]:
    """A shipped rule as its file declares it, and the part of the file that says what is counted; nothing for others.

    >>> rule, text = declared("S02")
    >>> rule is not None and rule.id, "target:" in text, "fixtures" in text
    ('S02', True, False)
    """
    found = load_rules().get(id)
    if found is None:
        return None, ""
    parts = {"target", "due", "told_by", "exempt_by", "check", "show", "grades"}
    told = found.rule.model_dump(mode="json", include=parts, exclude_defaults=True, by_alias=True)
    return found.rule, yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=100)


def _figure(name: str) -> Any:
    return lambda row, _: row["figures"][name] if row["figures"] else None


def _share(row: Row, _: Asked) -> str | None:
    return share(row["figures"]) if row["figures"] else None


def _thresholds(row: Row, asked: Asked) -> str | None:
    day = asked.as_of.isoformat()
    alive = [
        each for each in row["thresholds"] if each["since"] <= day and (each["until"] is None or day < each["until"])
    ]
    return (
        asked.words("pages.comma").join(f"{each['name']} {each['value']}{each['unit'] or ''}" for each in alive) or None
    )


COLUMNS = (
    Column("id", "pages.rule", lambda row, _: row["id"], "nowrap", link=lambda row: f"rules/{row['id']}"),
    Column("name", "page_rules.name", lambda row, asked: asked.words.of(row["name"])),
    Column("status", "page_rules.status", lambda row, asked: asked.words(f"pages.status_{row['status']}"), "nowrap"),
    Column("severity", "pages.severity", lambda row, _: row["severity"], "severity"),
    Column("kind", "page_rules.kind", lambda row, asked: kind_words(row["kind"], asked.words), narrow=True),
    Column("target", "page_rules.target", lambda row, asked: targets(row["target"], asked.words), shown=False),
    Column("due", "pages.due", _figure("due"), "number"),
    Column("present", "pages.present", _figure("present"), "number", narrow=True),
    Column("exempt", "pages.exempt", _figure("exempt"), "number", narrow=True),
    Column("unknown", "pages.unknown", _figure("unknown"), "number", narrow=True),
    Column("gap", "pages.gap", _figure("gap"), "number"),
    Column("share", "pages.ratio", _share, "nowrap"),
    Column("ratio", "page_rules.ratio", _figure("ratio"), "percent", shown=False),
    Column("total", "pages.total", _figure("total"), "number", shown=False),
    Column("thresholds", "page_rules.thresholds", _thresholds, narrow=True),
    Column("basis", "page_finding.basis", lambda row, _: row["basis"], shown=False),
    Column("since", "page_rules.since", lambda row, _: row["effectiveFrom"], "day", shown=False),
)
