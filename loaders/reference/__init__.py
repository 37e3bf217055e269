"""The reference district: 140213 with its real streets, communities and villages, and everything below invented.

::

    write.py    write_reference: rosters/, planted.csv, implied.csv
    district/   the plan: what there is, before anything is wrong with it
    faults/     what is wrong with it, planted step by step, and what follows
    rosters/    the plan as the workbooks that people hand in
    data/       the code list, and the words that names are made of

Every published figure comes out on the reference date by counting the rows; nothing here knows how rules work.
"""

from loaders.reference.write import ReferenceFiles, write_reference

__all__ = ["ReferenceFiles", "write_reference"]
