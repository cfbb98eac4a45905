"""Who asks: from the Authorization header to an actor, and the accounts behind it.

gate       the Authorization header → an actor, kept for half a minute
tokens     a Bearer JWT → its claims, or why it is refused
keys       the public keys of an OpenID Connect issuer
local      our own issuer, for an installation without one
rights     a role with its scope: as claimed, as stored, as the database knows it
issue      tokens of our own
staff      accounts: invited, recognised, revoked
entry      how staff get in: an invitation accepted, a password tried
passwords  argon2, a few at once
api_keys   keys of systems
secrets    256 random bits, of which the hash alone is kept
refusals   what is refused here

How a request goes: `Gate.known` answers from memory within microseconds; else `Gate.actor` checks
signature and claims, asks the database whether the account or key is revoked, and keeps the actor
for 30 s at most, so that a revocation is out everywhere after that time. A request without a token
is the public's and touches none of it.

Decided, and why:
- What was checked is kept for 30 s and then checked as a whole again: to verify a signature anew
  takes a tenth of a millisecond, less than the question to the database beside it, and there is one
  life span instead of two.
- The algorithm is bound to the key. A header names a key by `kid`, nothing else of it is followed.
- A kid that no fetch since the token came could have shown is answered with 503 and Retry-After,
  not with 401: the token may be good, and a client that is told 401 throws it away.
- Staff, keys and invitations are added and ended, never edited, so they need no versions: to change
  a role, revoke and invite anew. Each act of theirs then bears an account that had one role only.
- Passwords stand in a table of their own, which no read knows.
- No connection is held while a password is hashed, and few wait for it: a crowd at the door takes
  nothing from who is already in, and is told to come again (503).
- Passwords are hashed by `cryptography`, which PyJWT brings anyway, not by another library.
- A sign-in that is refused does not tell why: an unknown name, a wrong password and too many of
  them get the same words after the same work.
"""
