"""Which labels, fields and words a viewer may see: decided while a plan is made, from rights alone.

Where a node lies in respect of a viewer's areas is a question to the data: see :mod:`api.graphql.compiler.scope`.
"""

from __future__ import annotations

from dataclasses import dataclass

from api.accounts.viewer import Viewer
from api.graphql.catalogue import Catalogue, NodeType, Relation, Scalar
from api.graphql.errors import fault

__all__ = ["Access"]

_RIGHT_OF_LABEL = {
    "Area": "public", "Organisation": "public", "Facility": "public", "Post": "public", "Activity": "public",
    "ServiceProject": "public", "MatterRoute": "public",
    "Person": "persons", "Tenure": "tenures", "Indicator": "indicators",
    "Exemption": "analysis", "Run": "analysis", "RuleResult": "analysis", "ScopeResult": "analysis",
    "Finding": "analysis", "Plan": "plan", "Change": "plan",
    "Source": "provenance", "ImportBatch": "provenance", "Link": "links",
}  # fmt: skip
"""The right that opens a label's nodes."""
_RIGHT_OF_FIELD = {
    "sources": "sources",
    "coverage": "analysis", "findings": "analysis", "findingsAsOf": "analysis", "trend": "analysis", "rules": "analysis",
    "latestRun": "analysis", "vacancies": "tenures", "isVacant": "tenures", "holders": "persons", "history": "tenures",
    "dualRoles": "tenures", "changes": "analysis",
}  # fmt: skip
"""The right that opens a field, whatever the type."""
_TOTALS = frozenset({
    "total", "due", "present", "exempt", "unknown", "gap", "ratio", "ratioLow", "ratioHigh", "numerator", "denominator", "value",
    "exemptBy",
})  # fmt: skip
"""What a RuleResult says of the whole run."""


@dataclass(frozen=True, slots=True)
class Access:
    """What a viewer's rights open; ``scoped``: whether only some areas are theirs."""

    rights: frozenset[str]
    scoped: bool = False
    share_totals: bool = True

    @classmethod
    def of(cls, viewer: Viewer) -> Access:
        """The access of a viewer."""
        return cls(viewer.rights, bool(viewer.areas), viewer.share_totals or not viewer.areas)

    def may_label(self, label: str) -> bool:
        """Whether nodes of a label (general, not a sub-label) may be seen at all."""
        return _RIGHT_OF_LABEL.get(label, "accounts") in self.rights

    def labels_of(self, type_: NodeType, catalogue: Catalogue) -> tuple[str, ...] | None:
        """The labels to which nodes of a type must be kept, None where all of them may be seen."""
        homes = {catalogue.types[name].home for name in type_.concrete}
        seen = tuple(sorted(home for home in homes if self.may_label(home)))
        return None if len(seen) == len(homes) else seen

    def check_type(self, type_: NodeType, catalogue: Catalogue, field: str) -> None:
        """Refuses a field that leads to nodes of which none may be seen."""
        if self.labels_of(type_, catalogue) == ():
            raise fault("FORBIDDEN", name=field)

    def check_field(self, name: str) -> None:
        """Refuses a field that the rights do not open."""
        if _RIGHT_OF_FIELD.get(name, "public") not in self.rights:
            raise fault("FORBIDDEN", name=name)

    def check_relation(self, relation: Relation) -> None:
        """Refuses a relation that tells of reserves."""
        if relation.sensitivity == "sensitive" and "reserves" not in self.rights:
            raise fault("FORBIDDEN", name=relation.name)

    def sees(self, scalar: Scalar) -> bool:
        """Whether a property's value may be shown as it is."""
        if scalar.sensitivity == "sensitive":
            return "reserves" in self.rights
        return scalar.sensitivity != "personal" or "names" in self.rights

    def keeps_back(self, type_: NodeType, scalar: Scalar) -> bool:
        """Whether a property counts as missing, because it tells of areas outside the viewer's scope."""
        return not self.share_totals and type_.name == "RuleResult" and scalar.name in _TOTALS

    def check_use(self, type_: NodeType, scalar: Scalar, catalogue: Catalogue) -> bool:
        """Refuses a filter, an order or a group by what may not be shown, as its answer would tell; whether it is personal.

        On an interface the property counts as its most sensitive one among the types that the viewer may see.
        """
        self.check_field(scalar.name)
        personal = False
        for name in type_.concrete:
            concrete = catalogue.types[name]
            own = concrete.scalars.get(scalar.name, scalar)
            if self.may_label(concrete.home):
                if not self.sees(own):
                    raise fault("FORBIDDEN", name=scalar.name)
                personal = personal or own.personal
        return personal
