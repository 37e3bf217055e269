"""What is wrong with the reference district: each fault one step on the plan, written down with rule, target and why.

::

    ledger.py   what was planted and what follows        change.py  a changed copy in a record's place
    bodies.py officers.py grids.py committees.py owners.py services.py bodies_of_service.py data.py figures.py

Not planted, because a published figure leaves no room for it:

| rule | figure |
|---|---|
| P01 P12 | 1,529 of 1,529 grids, special ones among them, have a Party group |
| P10 P11 | 487 of 487 compounds have a branch, and every grid of theirs a group |
| P20 | 18 of 18 streets have the extra deputy |
| S01 | 221 of 221 centres |
| S02 N05 | follow from 325 and 76.5 %: listed in implied.csv |

Comparisons (G10 G11 G14 G15 Y12 Y17) find nothing, so nothing is planted for them.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from loaders.reference.district.plan import Plan
from loaders.reference.faults import (
    bodies,
    bodies_of_service,
    committees,
    data,
    figures,
    grids,
    officers,
    owners,
    services,
)
from loaders.reference.faults.ledger import Ledger

__all__ = ["STEPS", "plant"]

STEPS: tuple[Callable[[Ledger], None], ...] = (
    *owners.STEPS,
    *data.STEPS,
    *bodies.STEPS,
    *officers.STEPS,
    *committees.STEPS,
    *grids.STEPS,
    *services.STEPS,
    *bodies_of_service.STEPS,
    *figures.STEPS,
)
"""In this order: the scarce targets (committees, joint branches) are taken first."""


def plant(plan: Plan) -> Ledger:
    """Plant every fault in the plan, and return the notes about them."""
    ledger = Ledger(plan, Random(plan.rng.random()))
    for step in STEPS:
        step(ledger)
    return ledger
