"""The guards of the verbs: who is let through, and what the others are told.

A verb says beside itself which roles it is open to; `enrollment.verbs` gathers them.
"""

from enrollment import errors
from enrollment.actors import Actor, Role


def recognise(actor: Actor) -> None:
    """Refuse the public, which has no token: `errors.Unauthenticated`."""
    if actor.role is Role.PUBLIC:
        raise errors.Unauthenticated


def allow(actor: Actor, roles: frozenset[Role]) -> None:
    """Refuse whoever has none of the roles: `errors.Unauthenticated`, `errors.Forbidden`."""
    recognise(actor)
    if actor.role not in roles:
        raise errors.Forbidden(role=actor.role, roles=", ".join(sorted(roles)))
