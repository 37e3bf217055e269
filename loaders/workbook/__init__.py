"""Reading workbooks: what stands in a file, where, and what it can be trusted to mean.

::

    read.py       a file, or a folder of them → Workbook, parsed in a child process with limits
      process.py  the parent's end of that child      child.py, parse.py  the child's end
      content.py  what a file is, by its bytes        archive.py          zip files before they are unpacked
      xlsx.py xls.py ods.py delimited.py              one kind of file each
      marking.py  files that are marked as secret
    sheet.py      Workbook, Sheet, Cell               limits.py           how much is too much
    header.py     which row holds the headings        heading.py          how a heading is compared
    body.py       the rows below it                   lines.py            what kind of line a row is
    values.py     every parser of one cell            text, numbers, dates, codes, phones, people, serials

Nothing here knows a roster kind. Nothing is imported here, so that the child starts quickly:
``from loaders.workbook.read import read_workbook``.
"""
