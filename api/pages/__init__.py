"""The workbench: pages for planners, drawn on the server out of what the same GraphQL operations tell that programs use.

A page is four files of the same name, found by themselves: ``operations/NAME.graphql`` (what it asks), ``views/NAME.py``
(its ``PAGES``), ``templates/NAME.html`` and ``graph/messages/page_NAME.yaml`` (its words). Reading order::

    routes.py     which page answers which address        page.py       a page as declared, and what it shows
    door.py       one request: who, page, form, trouble    asked.py      the request as a page sees it
    desk.py       what outlives a request                  documents.py  the operations
    params.py     values of the query string               links.py      relative addresses with their query
    listing.py    a table by pages and in full             sheets.py     the same as xlsx, csv and json
    forms.py      forms: whose, from where, which fields    drafts.py     forms that came too late
    trouble.py    what went wrong, as a page               words.py      texts in the page's language
    drawing.py    templates                                assets.py     files that browsers keep
    reply.py      bodies, packed, with their policy        known.py      what all pages tell of the store
"""
