"""Coverage: rules over the graph of facts, with denominators, exemptions, unknowns, basis and witness.

::

    rule.py catalogue.py compiled.py     what a rule declares, reading rules, turning one into something to ask
    query/                               paths, conditions, expressions
    kinds/                               the closed set of kinds, one module each
    rules/*.yaml                         the catalogue
    run.py rollup.py results.py          a run over all targets, numbers up the area tree, the shapes of results
    pairs.py                             what the policy says of two posts in one person's hands
"""
