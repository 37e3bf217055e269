"""How names of the model become names of GraphQL.

>>> plural("community"), plural("personnel"), plural("match")
('communities', 'personnels', 'matches')
>>> pascal("SUBORDINATE_TO"), camel("PartyOrganisation")
('SubordinateTo', 'partyOrganisation')
"""

from __future__ import annotations

__all__ = ["camel", "enum_name", "is_name", "many_name", "pascal", "plural"]

_VOWELS = "aeiou"
_MANY = {"Change": "planChanges"}
"""Where the plural says something else at the root: ``changes`` are what batches and decisions did to the graph."""


def plural(word: str) -> str:
    """The plural of an English word in a field's name."""
    if word.endswith("y") and word[-2] not in _VOWELS:
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")


def many_name(name: str) -> str:
    """The field at the root that lists all nodes of a type.

    >>> many_name("Community"), many_name("Change")
    ('communities', 'planChanges')
    """
    return _MANY.get(name) or plural(camel(name))


def pascal(kind: str) -> str:
    """A type of relationship as part of a type's name."""
    return "".join(part.capitalize() for part in kind.split("_"))


def camel(name: str) -> str:
    """A type's name as a field's."""
    return name[0].lower() + name[1:]


def enum_name(key: str, owner: str) -> str:
    """The name of the enumeration of a property's values: ``state`` of ``Finding`` → ``FindingState``."""
    return owner + key[0].upper() + key[1:]


def is_name(value: str) -> bool:
    """Whether a value may stand as a value of an enumeration.

    >>> [is_name(value) for value in ("red", "self-registered", "单独组建", "true", "off")]
    [True, False, False, False, True]
    """
    return value.isidentifier() and value.isascii() and value not in ("true", "false", "null") and value[:2] != "__"
