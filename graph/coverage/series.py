"""Rules over time: the same rules on many days, and what came and went between two runs.

The facts are read once and cut to each day. With ``assume_terms_end`` a day in the future shows what will be if every
term ends as recorded and nobody is put forward anew: which grids lose their leader by then.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from graph.as_of import read_as_of
from graph.coverage.compiled import CompiledRule
from graph.coverage.findings import Findings
from graph.coverage.results import Run, numbers
from graph.coverage.run import run_rules
from graph.store.snapshot import DatedFacts, facts_of_store, network_on

if TYPE_CHECKING:
    import pandas as pd

    from graph.store.connection import Store

__all__ = ["SERIES", "Comparison", "coverage_series", "newly_found"]

SERIES = (
    "as_of", "rule", "name", "status", "total", "due", "present", "exempt", "unknown", "gap", "ratio", "ratio_low",
    "ratio_high", "numerator", "denominator", "value", "unit",
)  # fmt: skip
"""The columns of a series; ``ratio`` is present ÷ due, a number between 0 and 1."""

_RENAMED = {"ratioLow": "ratio_low", "ratioHigh": "ratio_high"}


def coverage_series(
    source: DatedFacts | Store,
    dates: Iterable[str | date],
    rules: Iterable[str | CompiledRule] | None = None,
    area: str | None = None,
    *,
    assume_terms_end: bool = False,
) -> pd.DataFrame:
    """One row a day and rule, in the order of the days given, then of the rules; columns as in :data:`SERIES`.

    ``source``: a store, or facts (:func:`graph.demo_facts`). Each day costs one graph and one run. Raises ``UsageError``
    for a wrong date, an unknown rule or area.

    >>> from graph.store.snapshot import Fact
    >>> facts = DatedFacts([Fact("d", "District", {}), Fact("c", "Compound", {"validFrom": date(2026, 3, 1)})], [])
    >>> frame = coverage_series(facts, ["2026-01-01", "2026-04-01"], ["S02"])
    >>> list(frame["due"]), list(frame["gap"])
    ([0, 1], [0, 1])
    """
    import pandas as pd

    days = [read_as_of(day) for day in dates]
    chosen = None if rules is None else [*rules]
    facts = source if isinstance(source, DatedFacts) else facts_of_store(source)
    rows: list[dict[str, object]] = []
    for day in days:
        run = run_rules(network_on(facts, day, assume_terms_end=assume_terms_end), chosen, area=area)
        rows += _rows(run)
        vars(
            run.index
        ).clear()  # graph and index hold one another: nobody else has them, and the next day needs the room
        run.G.clear()
    return pd.DataFrame(rows, columns=list(SERIES))


def _rows(run: Run) -> Iterable[dict[str, object]]:
    for result in run.results:
        rule = result.compiled.rule
        told = numbers(result.counts, share=result.is_share, times=result.times)
        unit = None if result.is_share else rule.check.get("unit")
        first = {
            "as_of": run.as_of,
            "rule": rule.id,
            "name": rule.name.zh,
            "status": rule.effective_status,
            "unit": unit,
        }
        yield {**first, **{_RENAMED.get(name, name): value for name, value in told.items()}}


@dataclass(frozen=True)
class Comparison:
    """The findings of two runs by their ids: ``new`` in the later run only, ``gone`` in the earlier only, ``same`` in both
    (as the later one has them); ``unsure``: in the earlier run, while the later one could not know."""

    new: Findings
    gone: Findings
    same: Findings
    unsure: Findings


def newly_found(before: Run, after: Run) -> Comparison:
    """What came and went between two runs, of the rules that ran in both.

    A finding is gone where the later run knows that there is no gap (or where its target is no longer there); where the
    later run calls the target unknown, or a pack left it out, the finding is in ``unsure``.

    >>> from graph.store.snapshot import Fact
    >>> facts = DatedFacts([Fact("d", "District", {}), Fact("c", "Compound", {"validFrom": date(2026, 3, 1)})], [])
    >>> runs = [run_rules(network_on(facts, date(2026, month, 1)), ["S02"]) for month in (1, 4)]
    >>> found = newly_found(*runs)
    >>> len(found.new), len(found.gone), len(found.same)
    (1, 0, 0)
    """
    shared = {result.rule for result in before.results} & {result.rule for result in after.results}
    earlier = {one.id: one for one in before.findings() if one.rule in shared}
    later = {one.id: one for one in after.findings() if one.rule in shared}
    open_ = {
        (result.rule, target)
        for result in after.results
        for target in (*(one.target for one in result.outcomes if one.state == "unknown"), *result.left_out)
    }
    lost = [one for id, one in earlier.items() if id not in later]
    return Comparison(
        new=Findings(after, (one for id, one in later.items() if id not in earlier)),
        gone=Findings(before, (one for one in lost if (one.rule, one.target) not in open_)),
        same=Findings(after, (one for id, one in later.items() if id in earlier)),
        unsure=Findings(before, (one for one in lost if (one.rule, one.target) in open_)),
    )
