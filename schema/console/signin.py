"""`/signin`: name and password for a token, which is shown with what to do with it."""

import asyncio
import time

from starlette.requests import Request
from starlette.responses import Response

from enrollment import days
from schema.access import entry, issue
from schema.access.gate import Gate
from schema.access.local import Local
from schema.access.refusals import LocalOnly, SignInRefused
from schema.access.staff import Staff
from schema.console import pages

# A refusal takes half a second whatever it was for: the time tells no name.
REFUSED_AFTER = 0.5


async def page(request: Request) -> Response:
    """Return the form, or the token for a name and password."""

    async def work() -> Response:
        issuer = ours(request)
        return (
            await signed_in(request, issuer) if request.method == "POST" else pages.page("signin")
        )

    return await pages.attempt(request, work, "signin")


def ours(request: Request) -> Local:
    """Return our own issuer; raises LocalOnly where tokens come from another."""
    gate: Gate = request.state.gate
    if gate.local is None:
        raise LocalOnly(issuer=gate.issuer.issuer)
    return gate.local


async def signed_in(request: Request, issuer: Local) -> Response:
    sent = await pages.fields(request)
    begun = time.monotonic()
    try:
        name, password = sent.get("name", "").strip(), sent.get("password", "")
        who = await entry.sign_in(pages.lent(request), name, password)
    except SignInRefused:
        await asyncio.sleep(begun + REFUSED_AFTER - time.monotonic())
        raise
    token = issue.to_staff(issuer, who)
    if pages.wants_json(request):
        return pages.as_json({"token": token.text, "expires": token.expires})
    said = {"name": who.name, "rights": rights(who), "service": str(request.base_url)}
    return pages.page("token", {**said, "token": token.text, "until": days.shown(token.expires)})


def rights(who: Staff) -> str:
    """Return the role and its scope in one line."""
    return " ".join(who.rights.said.values())
