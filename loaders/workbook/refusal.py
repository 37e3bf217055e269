"""Why the child refuses a file: a key of the catalogue and its values, small enough to be handed over as JSON.

The child does not load the catalogue (it starts in a tenth of a second without it); the parent makes the text.
"""

from __future__ import annotations

__all__ = ["Refusal"]


class Refusal(Exception):
    """A file is refused, as seen inside the child.

    >>> Refusal("unpacked", megabytes=900).values
    {'megabytes': 900}
    """

    def __init__(self, key: str, /, **values: str | int | float) -> None:
        super().__init__(key)
        self.key = key
        self.values = values
