"""Faults."""

from loaders.reference.district.plan import Plan
from loaders.reference.faults.ledger import Ledger
from random import Random

def plant(plan: Plan) -> Ledger:
    return Ledger(plan, Random(1))
