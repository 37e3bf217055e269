"""The reference district as plain records: what is true in it before anything goes wrong.

::

    names.py    fictional persons and phones      records.py  one frozen record for each thing a roster tells
    plan.py     all records of a district, and the order in which they are built
    dates.py    the reference date and days around it

The other modules build one family of records each (grids, compounds, bodies, committees, owners, sites,
members, services, justice, numbers, routes). The plan is pure: the same seed gives the same district.
"""
