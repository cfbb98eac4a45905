"""`/invitation/{secret}`: choose a password, once. To open the link uses nothing up."""

from starlette.requests import Request
from starlette.responses import Response

from schema.access import entry, staff
from schema.access.passwords import LEAST
from schema.access.refusals import PasswordsDiffer
from schema.access.staff import Staff
from schema.console import pages, signin


async def page(request: Request) -> Response:
    """Return the form for whom the invitation is, or say that the password is set."""
    lent = pages.lent(request)

    async def look() -> Response:
        signin.ours(request)
        async with lent() as conn:
            who = await staff.invited(conn, request.path_params["secret"])
        if request.method != "POST":
            return pages.page("invitation", shown(who))
        return await pages.attempt(request, accept, "invitation", shown(who))

    async def accept() -> Response:
        sent = await pages.fields(request)
        password = sent.get("password", "")
        if sent.get("again", password) != password:
            raise PasswordsDiffer()
        who = await entry.accept(lent, request.path_params["secret"], password)
        if pages.wants_json(request):
            return pages.as_json({"name": who.name, **who.rights.said})
        return pages.page("accepted", shown(who))

    return await pages.attempt(request, look, "spent")


def shown(who: Staff) -> dict[str, str]:
    return {"name": who.name, "rights": signin.rights(who), "least": str(LEAST)}
