"""The wire and every read.

cli        the command `jiaofu`
terminal   what it says on a terminal
app        the ASGI application: routes and the pool
beside     work that goes on beside the requests
sealing    the ledger sealed, again and again
wire       bytes to a document, to an answer, to bytes
context    what an operation is answered with
asked      what an HTTP request asks
documents  documents and their selections, kept
problems   what went wrong, in the language asked for
settings   read once from the environment
access/    who asks: accounts, keys, tokens
reads/     the read compiler
live/      subscriptions over WebSocket
api/       the Strawberry schema of /graphql
console/   web pages
database/  the embedded PostgreSQL, migrations to head, the pool
"""
