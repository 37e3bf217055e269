"""Reading the program's own YAML, by the fast C parser where the platform has it."""

from __future__ import annotations

from typing import Any

import yaml

__all__ = ["load_yaml"]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load_yaml(text: str) -> Any:
    """The document in that text.

    >>> load_yaml("{zh: 网格, en: grid}")
    {'zh': '网格', 'en': 'grid'}
    """
    return yaml.load(text, Loader=_LOADER)  # noqa: S506 - one of the two safe loaders
