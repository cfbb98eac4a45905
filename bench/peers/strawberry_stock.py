"""Strawberry as its documentation teaches it: typed resolvers, and DataLoaders for what is one."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, TypedDict

import strawberry
import uvicorn
from asyncpg import Pool, Record, create_pool
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.dataloader import DataLoader
from strawberry.extensions import ParserCache, ValidationCache

from schema import settings

COLUMNS = "id, seats, track, county_code, institution_code"


class Context(TypedDict):
    pool: Pool
    counties: "DataLoader[str, County | None]"
    institutions: "DataLoader[str, Institution]"


Info = strawberry.Info[Context, None]


@strawberry.type
class County:
    name_zh: str


@strawberry.type
class Institution:
    name_zh: str


@strawberry.type
class QuotaLine:
    id: strawberry.ID
    seats: int
    track: str
    county_code: strawberry.Private[str | None]
    institution_code: strawberry.Private[str]

    @strawberry.field
    async def county(self, info: Info) -> County | None:
        if self.county_code is None:
            return None
        return await info.context["counties"].load(self.county_code)

    @strawberry.field
    async def institution(self, info: Info) -> Institution:
        return await info.context["institutions"].load(self.institution_code)


@strawberry.type
class QuotaLines:
    nodes: list[QuotaLine]


@strawberry.type
class Query:
    @strawberry.field
    async def quota_line(self, info: Info, id: strawberry.ID) -> QuotaLine | None:
        row = await info.context["pool"].fetchrow(
            f"select {COLUMNS} from quota_line where id = $1 and state = 'PUBLISHED'", int(id)
        )
        return None if row is None else line(row)

    @strawberry.field
    async def quota_lines(
        self, info: Info, first: int = 50, after: str | None = None
    ) -> QuotaLines:
        rows = await info.context["pool"].fetch(
            f"""
            select {COLUMNS} from quota_line
             where id > $1 and state = 'PUBLISHED'
             order by id limit $2
            """,
            int(after or 0),
            first,
        )
        return QuotaLines(nodes=[line(row) for row in rows])


def line(row: Record) -> QuotaLine:
    return QuotaLine(**{**row, "id": strawberry.ID(str(row["id"]))})


def context(pool: Pool) -> Context:
    """Return the loaders of one request: each asks for all that it is asked for at once."""

    async def counties(codes: list[str]) -> list[County | None]:
        rows = await pool.fetch("select code, name_zh from county where code = any($1)", codes)
        found = {row["code"]: County(name_zh=row["name_zh"]) for row in rows}
        return [found.get(code) for code in codes]

    async def institutions(codes: list[str]) -> list[Institution]:
        rows = await pool.fetch("select code, name_zh from institution where code = any($1)", codes)
        found = {row["code"]: Institution(name_zh=row["name_zh"]) for row in rows}
        return [found[code] for code in codes]

    return {
        "pool": pool,
        "counties": DataLoader(load_fn=counties),
        "institutions": DataLoader(load_fn=institutions),
    }


class Served(GraphQL[Context, None]):
    async def get_context(
        self, request: Request | WebSocket, response: Response | WebSocket
    ) -> Context:
        return context(request.state.pool)


@asynccontextmanager
async def lifespan(app: Starlette) -> AsyncIterator[dict[str, Any]]:
    size = settings.POOL_SIZE
    async with create_pool(
        settings.DATABASE_URL, min_size=1, max_size=size, server_settings={"jit": "off"}
    ) as pool:
        yield {"pool": pool}


def main() -> None:
    schema = strawberry.Schema(Query, extensions=[ParserCache, ValidationCache])
    served = Served(schema, graphql_ide=None)
    app = Starlette(routes=[Route("/graphql", served)], lifespan=lifespan)
    uvicorn.run(app, port=settings.PORT, loop="uvloop", http="httptools", log_level="warning")


if __name__ == "__main__":
    main()
