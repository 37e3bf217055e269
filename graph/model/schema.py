"""What may be declared in the model's YAML: labels, properties, relationships, roles, pairs of roles.

The shapes only; :mod:`graph.model.declared` reads the files and checks that they agree with one another.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

__all__ = ["Label", "Property", "Purpose", "Relationship", "Role", "RolePair", "Sensitivity", "SubLabel"]

Sensitivity = Literal["public", "internal", "personal", "sensitive"]
PropertyType = Literal["text", "code", "integer", "number", "flag", "date", "datetime", "json"]
PairStatus = Literal["encouraged", "allowed", "needsProcedure", "forbidden"]
PairPlace = Literal["otherCompound", "servedByCompany", "enterprise"]
PairCondition = Literal["owner", "partyMember", "civilServant"]


class _Declared(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Purpose(_Declared):
    """Why something is kept, or for how long, in both languages."""

    zh: str
    en: str


class Property(_Declared):
    """One property: its type, unit, names, whether an item must have it, and what the rules on personal data need to know
    of it."""

    type: PropertyType
    zh: str
    en: str
    unit: str | None = None
    many: bool = Field(default=False, alias="list")
    index: bool = False
    search: bool = False
    required: bool = False
    values: tuple[str, ...] = ()
    sensitivity: Sensitivity | None = None


class SubLabel(_Declared):
    """A second label of a node, with its names, kinds and properties of its own."""

    zh: str
    en: str
    note: str | None = None
    kinds: dict[str, str] = {}
    properties: dict[str, Property] = {}


class Label(_Declared):
    """A label with everything that is declared of it; ``dated`` gives it validFrom and validTo."""

    label: str
    zh: str
    en: str
    prefix: str
    sensitivity: Sensitivity
    purpose: Purpose
    basis: str
    retention: Purpose | None = None
    dated: bool = False
    properties: dict[str, Property] = {}
    sublabels: dict[str, SubLabel] = {}


class Relationship(_Declared):
    """A type of relationship: its ends, how many, whether it carries dates, and its field names at both ends."""

    type: str
    start: tuple[str, ...] = Field(alias="from")
    end: tuple[str, ...] = Field(alias="to")
    many: Literal["one", "many"]
    zh: str
    en: str
    out_field: str = Field(alias="out")
    in_field: str = Field(alias="in")
    static: bool = False
    symmetric: bool = False
    sensitivity: Sensitivity = "internal"
    properties: dict[str, Property] = {}

    @model_validator(mode="before")
    @classmethod
    def _ends_as_lists(cls, row: dict[str, object]) -> dict[str, object]:
        for end in ("from", "to"):
            if isinstance(row.get(end), str):
                row = {**row, end: [row[end]]}
        return row


class Role(_Declared):
    """A role: where its posts stand, how a seat is filled and by whom, for how long, on which conditions."""

    role: str
    zh: str
    en: str
    body: str
    body_kind: str | None = Field(default=None, alias="bodyKind")
    lead: bool = False
    secretary: bool = False
    load: bool = False
    mode: str
    filled_by: str = Field(alias="filledBy")
    term_years: int | None = Field(default=None, alias="termYears")
    conditions: tuple[str, ...] = ()


class RolePair(_Declared):
    """What the policy says of one person in a post of ``a`` and a post of ``b``, with its basis and grade.

    ``where``: the row applies only to posts in two compounds (``otherCompound``), to a property company and a compound that
    it serves (``servedByCompany``), to a ``b`` in a body for profit (``enterprise``). ``condition``: what must be true of
    the holder, an ``owner`` where the seat stands, a ``partyMember``, or a ``civilServant`` for the row to mean them.
    """

    a: tuple[str, ...]
    b: tuple[str, ...]
    status: PairStatus
    basis: str
    grade: str
    where: PairPlace | None = None
    condition: PairCondition | None = None
