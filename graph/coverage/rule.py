"""What a rule may declare: one YAML document of a closed kind with open parameters; no code.

The shapes only; :mod:`graph.coverage.catalogue` reads the files, and :mod:`graph.coverage.compiled` turns a rule into
something that can be asked.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

__all__ = [
    "KIND_NAMES",
    "Basis",
    "Both",
    "Fixture",
    "Fixtures",
    "Grade",
    "Peer",
    "Remedy",
    "Rule",
    "Severity",
    "Status",
    "Target",
    "Threshold",
    "Via",
]

Severity = Literal["red", "amber", "blue", "grey"]
Status = Literal["rule", "advice", "comparison", "off"]
KindName = Literal[
    "exists", "count", "ratio", "distance", "redundancy", "unique", "readiness", "policy-pair", "term", "chain",
    "structural", "reconcile",
]  # fmt: skip
KIND_NAMES: tuple[str, ...] = KindName.__args__  # type: ignore[attr-defined]


class _Declared(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Both(_Declared):
    """A text in both languages."""

    zh: str
    en: str


class _Nodes(_Declared):
    label: tuple[str, ...]
    where: dict[str, Any] | None = None

    @model_validator(mode="before")
    @classmethod
    def _one_label(cls, row: Any) -> Any:
        if isinstance(row, (str, list)):
            return {"label": [row] if isinstance(row, str) else row}
        if isinstance(row, dict) and isinstance(row.get("label"), str):
            return {**row, "label": [row["label"]]}
        return row


class Via(_Nodes):
    """Where to look for targets: every live node of these labels for which ``where`` is true, or the ends of ``path`` from
    them (from some posts to their tenures, instead of through all tenures)."""

    path: Any = None


class Target(_Nodes):
    """The nodes that the rule is about: every live node of these labels for which ``where`` is true; ``via``: only those
    found in one of these ways."""

    via: tuple[Via, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _one_way(cls, row: Any) -> Any:
        if isinstance(row, dict) and isinstance(row.get("via"), dict):
            return {**row, "via": [row["via"]]}
        return row


class Due(_Declared):
    """When a target is due; where ``when`` is false it is exempt, for the reason given. Where one of the rosters of
    ``told_by`` was never loaded, what they would have told cannot make it exempt: it is unknown."""

    when: dict[str, Any]
    otherwise: Both
    told_by: tuple[str | dict[str, Any], ...] = ()


class Grade(_Declared):
    """A severity that applies where a condition on the target is true; the first that does."""

    severity: Severity
    when: dict[str, Any]


class Threshold(_Declared):
    """One value of a threshold, from a day on (and until another); ``basis`` says whose it is."""

    value: float | int | str | tuple[Any, ...]
    since: date = Field(alias="from")
    until: date | None = Field(default=None, alias="to")
    unit: str | None = None
    basis: str | None = None


class Basis(_Declared):
    """What the rule rests on: document and article, since when, and how well it is known.

    ``grade``: L the article itself was read; S, C with a number: seen in that source; A published figures;
    D our own design; M from memory.
    """

    document: str
    article: str | None = None
    since: date | None = Field(default=None, alias="from")
    until: date | None = Field(default=None, alias="to")
    grade: str = Field(pattern=r"^(L|A|D|M|S\d*|C\d+)$")
    unconfirmed: bool = False


class Remedy(_Declared):
    """One step of the ladder that clears a finding; ``when`` (a condition on the target) says where it fits."""

    zh: str
    en: str
    when: dict[str, Any] | None = None
    cost: Literal["low", "medium", "high"] | None = None


class Peer(_Declared):
    """What another place reports, for a comparison; ``value`` as the rule's own: a share between 0 and 1, or in its unit."""

    place: Both
    value: float
    source: str


class Fixture(_Declared):
    """A change of the base graph and the target to look at in it."""

    target: str | None = None
    nodes: dict[str, Any] = {}
    edges: tuple[tuple[Any, ...], ...] = ()
    without: tuple[str, ...] = ()
    cut: tuple[tuple[Any, ...], ...] = ()
    change: dict[str, dict[str, Any]] = Field(default={}, alias="set")
    not_loaded: tuple[str, ...] = ()
    published: dict[str, float] = {}
    exempt: bool = False
    as_of: date | None = None
    expect: Literal["pass", "fail", "unknown", "exempt"] | None = None


class Fixtures(_Declared):
    """Tiny graphs that prove the rule: one that passes, one that fails, one unknown, one exempt, and more cases."""

    base: Fixture = Fixture()
    pass_: Fixture = Field(alias="pass")
    fail: Fixture
    unknown: Fixture
    exempt: Fixture
    cases: tuple[Fixture, ...] = ()


class Rule(_Declared):
    """A rule as declared. ``severity`` red breaks a binding text, amber misses a target, blue is advice, grey is data.

    ``told_by``: what must have been loaded for a gap to be one; each entry a kind of roster (``grids``, ``grids:leader``) or a
    condition that says for whom which roster must have been (``{any: [{loaded: units}, {not: {is_a: Unit}}]}``).
    """

    id: str = Field(pattern=r"^[A-Z][A-Z0-9_-]{1,15}$")
    version: int = 1
    name: Both
    scope: str
    kind: KindName
    status: Status = "rule"
    severity: Severity
    grades: tuple[Grade, ...] = ()
    target: Target
    due: Due | None = None
    told_by: tuple[str | dict[str, Any], ...] = ()
    exempt_by: tuple[str, ...] = ()
    thresholds: dict[str, tuple[Threshold, ...]] = {}
    check: dict[str, Any] = {}
    show: dict[str, Any] = {}
    cite: tuple[str, ...] = ()
    message: Both
    remedies: tuple[Remedy, ...]
    basis: tuple[Basis, ...] = Field(min_length=1)
    peers: tuple[Peer, ...] = ()
    fixtures: Fixtures

    @property
    def effective_status(self) -> Status:
        """What the rule runs as: one whose only basis is from memory, or is not confirmed, runs as advice."""
        if self.status == "rule" and all(one.grade == "M" or one.unconfirmed for one in self.basis):
            return "advice"
        return self.status
