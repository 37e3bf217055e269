"""How far two ways of sorting the same things into groups agree.

*Adjusted Rand index* (Hubert and Arabie 1985): the share of pairs that both ways put together or apart, corrected for chance;
1 is the same groups, 0 what chance gives. *Normalised mutual information* (Danon and others 2005, arithmetic mean): how much
knowing the one group tells of the other, between 0 and 1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from math import comb, log

__all__ = ["adjusted_rand_index", "normalised_mutual_information"]


def adjusted_rand_index(a: Sequence[Hashable], b: Sequence[Hashable]) -> float:
    """The agreement of two groupings, given as the group of each thing in turn.

    >>> adjusted_rand_index("xxyy", "1122"), adjusted_rand_index("xxyy", "1212")
    (1.0, -0.5)
    """
    both = _pairs(Counter(zip(a, b, strict=True)).values())
    first, second, every = _pairs(Counter(a).values()), _pairs(Counter(b).values()), comb(len(a), 2)
    chance, most = 2 * first * second, (first + second) * every  # both twice the number of pairs too large
    return 1.0 if most == chance else (2 * both * every - chance) / (most - chance)


def normalised_mutual_information(a: Sequence[Hashable], b: Sequence[Hashable]) -> float:
    """The information that two groupings share, given as the group of each thing in turn; 1 where both are one group.

    >>> round(normalised_mutual_information("xxyy", "1122"), 6), round(normalised_mutual_information("xxyy", "1212"), 6)
    (1.0, 0.0)
    """
    first, second = _entropy(Counter(a).values()), _entropy(Counter(b).values())
    if first == 0.0 and second == 0.0:
        return 1.0
    together = _entropy(Counter(zip(a, b, strict=True)).values())
    return 2 * (first + second - together) / (first + second)


def _pairs(sizes: Iterable[int]) -> int:
    return sum(comb(size, 2) for size in sizes)


def _entropy(sizes: Iterable[int]) -> float:
    counts = [*sizes]
    total = sum(counts)
    return -sum(size / total * log(size / total) for size in counts)
