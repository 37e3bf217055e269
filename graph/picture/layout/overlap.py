"""Pushing apart what overlaps: every node with its label is a rectangle, and rectangles end up side by side."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np

__all__ = ["apart"]

ROUNDS, PATIENCE, WIDER = 400, 25, 1.12
"""At most so many rounds; every 25 that did not do, everything free moves away from the middle by an eighth."""


def apart(
    places: Mapping[str, tuple[float, float]], width: float, height: float, fixed: Collection[str] = ()
) -> dict[str, tuple[float, float]]:
    """The places moved as little as needed for rectangles of that size not to overlap; ``fixed`` ones stay.

    Each round pushes every overlapping pair apart along the shorter way, O(n log n); it ends when none overlaps.

    >>> a, b = apart({"a": (0.0, 0.0), "b": (10.0, 0.0)}, 100, 40).values()
    >>> abs(a[0] - b[0]) >= 100 or abs(a[1] - b[1]) >= 40
    True
    """
    from scipy.spatial import cKDTree

    if len(places) < 2:
        return dict(places)
    at = np.array([*places.values()], dtype=float) / (width, height)
    rng = np.random.default_rng(1)
    at += rng.uniform(-1e-3, 1e-3, at.shape) * ~_held(places, fixed)[:, None]  # two on one spot need a way to go
    free = (~_held(places, fixed)).astype(float)
    for turn in range(1, ROUNDS):
        pairs = cKDTree(at).query_pairs(0.999, p=np.inf, output_type="ndarray")
        if not len(pairs):
            break
        a, b = pairs[:, 0], pairs[:, 1]
        gap = at[b] - at[a]
        lacking = 1.001 - np.abs(gap)
        along = np.argmin(lacking, axis=1)
        rows = np.arange(len(pairs))
        push = np.zeros_like(gap)
        push[rows, along] = np.where(gap[rows, along] >= 0, 1, -1) * lacking[rows, along]
        share = free[a] + free[b]
        moved = np.zeros_like(at)
        np.add.at(moved, a, -push * (free[a] / np.maximum(share, 1))[:, None])
        np.add.at(moved, b, push * (free[b] / np.maximum(share, 1))[:, None])
        times = np.bincount(pairs.ravel(), minlength=len(at))
        at += moved / np.maximum(times / 2, 1)[:, None]
        if turn % PATIENCE == 0:
            middle = at.mean(axis=0)
            at += (at - middle) * (WIDER - 1) * free[:, None]
    at *= (width, height)
    return {id: (float(x), float(y)) for id, (x, y) in zip(places, at, strict=True)}


def _held(places: Mapping[str, tuple[float, float]], fixed: Collection[str]) -> np.ndarray:
    return np.fromiter((id in fixed for id in places), dtype=bool, count=len(places))
