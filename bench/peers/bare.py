"""The limit: a bare route that sends the compiled statement of a question, and its JSON on."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypedDict

import orjson
import uvicorn
from asyncpg import Pool
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from schema import settings
from schema.database.pool import open_reads

STATEMENTS = "BENCH_STATEMENTS"  # a file: key and text of each question's statement


class State(TypedDict):
    pool: Pool
    statements: dict[str, tuple[bytes, str]]


@asynccontextmanager
async def lifespan(app: Starlette) -> AsyncIterator[State]:
    url = settings.DATABASE_URL
    async with open_reads(url, settings.POOL_SIZE, settings.STATEMENT_SECONDS) as pool:
        yield {"pool": pool, "statements": statements()}


def statements() -> dict[str, tuple[bytes, str]]:
    found = orjson.loads(Path(os.environ[STATEMENTS]).read_bytes())
    return {letter: (key.encode(), text) for letter, (key, text) in found.items()}


async def answer(request: Request) -> Response:
    variables = orjson.loads(await request.body())["variables"]
    key, text = request.state.statements[variables["question"]]
    async with request.state.pool.acquire() as conn:
        row = await conn.fetchrow(text, *variables["values"])
    return Response(b'{"data":{"' + key + b'":' + row[0] + b"}}", media_type="application/json")


def main() -> None:
    app = Starlette(routes=[Route("/graphql", answer, methods=["POST"])], lifespan=lifespan)
    uvicorn.run(app, port=settings.PORT, loop="uvloop", http="httptools", log_level="warning")


if __name__ == "__main__":
    main()
