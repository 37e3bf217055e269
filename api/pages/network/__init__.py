"""The network page's parts: what its address asks for, the graph that answers, where nodes stand, files of it.

::

    state.py    the query as a value: centre, steps, kinds, expansions, what is hidden or pinned
    facts.py    a graph put together out of GraphQL's answers
    fetch.py    which operations are asked for a state
    places.py   where nodes stand: what was drawn stays, what an expansion adds stands beside it
    drawn.py    the picture, with what the page says of it
    files.py    the same as png, svg, json, graphml, html and tables
    told.py     the node table and the card
    shelf.py    saved views of this viewer
"""
