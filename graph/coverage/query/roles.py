"""Traits of the role table by which rules name roles: lead (of its body), load (counts towards overload), secretary."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.coverage.query.compiler import Compiler

__all__ = ["TRAITS", "roles_with"]

TRAITS = ("lead", "load", "secretary")


def roles_with(compiler: Compiler, trait: object, at: str) -> frozenset[str]:
    """The roles of the table that have a trait; tells the compiler where there is no such trait."""
    if trait not in TRAITS:
        compiler.wrong(at, "rules.no_trait", name=trait, known="、".join(TRAITS))
        return frozenset()
    return frozenset(role.role for role in compiler.model.roles.values() if getattr(role, str(trait)))
