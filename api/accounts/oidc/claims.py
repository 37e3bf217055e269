"""Who somebody is and what he may see, read out of the provider's claims as the settings say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from api.accounts.account import read_name
from api.accounts.errors import LoginRefused
from api.accounts.manage import Sight
from api.accounts.settings import OidcSettings, RoleRule

__all__ = ["Identity", "identity_of"]


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom the provider means, how he is called here, and what he may see."""

    issuer: str
    subject: str
    name: str
    sight: Sight


def identity_of(claims: Mapping[str, Any], settings: OidcSettings) -> Identity:
    """The person of these claims; the first rule that fits gives role and scope.

    Raises ``LoginRefused`` where no rule fits, the name is missing or cannot be one, or a rule takes the scope from a
    claim that is empty: no scope written would mean everything.
    """
    name = read_name(str(claims.get(settings.name_claim) or ""))
    if name is None:
        raise LoginRefused("accounts.oidc_name", claim=settings.name_claim)
    rule = next((one for one in settings.roles if one.value in _values(claims.get(one.claim))), None)
    if rule is None:
        raise LoginRefused("accounts.oidc_no_role", name=name)
    return Identity(settings.issuer, str(claims["sub"]), name, _sight(claims, rule, name))


def _sight(claims: Mapping[str, Any], rule: RoleRule, name: str) -> Sight:
    areas = rule.areas
    if rule.areas_claim is not None:
        areas = tuple(sorted(_values(claims.get(rule.areas_claim))))
        if not areas:
            raise LoginRefused("accounts.oidc_no_areas", name=name, claim=rule.areas_claim)
    return Sight(role=rule.role, areas=areas, share_totals=rule.share_totals, reserves=rule.reserves)


def _values(value: Any) -> set[str]:
    """The words of a claim: a list of them, or one. A text is never taken apart: "assistant of boss" is not "boss".

    >>> _values("a b"), sorted(_values(["b", " a ", 1])), _values(None)
    ({'a b'}, ['a', 'b'], set())
    """
    words = value if isinstance(value, (list, tuple)) else [value]
    return {word.strip() for word in words if isinstance(word, str) and word.strip()}
