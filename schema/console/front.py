from starlette.requests import Request
from starlette.responses import Response


async def page(request: Request) -> Response:
    return Response("")
