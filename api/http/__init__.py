"""The server: one application for GraphQL, sign-in, health and figures, over HTTP.

::

    app.py        create_app(): the application and its life        service.py   what it holds open: store, engine, accounts
    settings.py   how it is set up                                  interfaces.py what it asks of the engine and of accounts
    edge.py       what every request passes: host, origin, log      endpoint.py  GraphQL over HTTP
    asked.py      what a GraphQL request asks for                   documents.py registered documents
    identity.py   who asks                                          signin.py    sessions for browsers
    serve.py      a socket, TLS, uvicorn, and a graceful end        upkeep.py    the managed server kept up
    page.py       GraphiQL, offline                                 health.py    what watchmen ask
"""
