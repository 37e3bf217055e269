"""The kinds of picture, one module each; :mod:`graph.picture.kinds.registry` names them."""

from graph.picture.kinds.registry import KINDS, Kind, kind_named

__all__ = ["KINDS", "Kind", "kind_named"]
