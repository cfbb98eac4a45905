"""Staff and the API keys of systems; what proves who they are is left out."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import BigInteger, Column, DateTime, Table

from enrollment.tables.columns import key, metadata, optional, required


def rights() -> Iterator[Column[Any]]:
    """A role and the code of its scope."""
    yield required("role")
    yield optional("institution_code")
    yield optional("county_code")
    yield optional("prefecture_code")
    yield required("prefecture_level")


staff = Table(
    "staff",
    metadata,
    key("id", BigInteger),
    required("name"),
    *rights(),
    optional("issuer"),
    optional("subject"),
    required("invited_by"),
    required("invited_at", DateTime(timezone=True)),
    optional("accepted_at", DateTime(timezone=True)),
    optional("revoked_at", DateTime(timezone=True)),
)

api_key = Table(
    "api_key",
    metadata,
    key("id", BigInteger),
    required("name"),
    *rights(),
    required("made_by"),
    required("made_at", DateTime(timezone=True)),
    optional("expires_at", DateTime(timezone=True)),
    optional("revoked_at", DateTime(timezone=True)),
)
