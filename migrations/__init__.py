"""The shape of the data: Alembic revisions, one noun each, and the facts the service starts with.

versions/    NNNN_noun.py, SQL as the database reads it
reference/   the facts as CSV, each with source and standing
schema.sql   the schema of head as PostgreSQL prints it, compared in `make check`
env.py       how Alembic reaches the database
"""
