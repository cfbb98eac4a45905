"""Bytes to a document, a document to an answer, an answer to bytes: one place for every schema.

parse and static rules once (kept by text) → the operation, by graphql-core → where the compiler
answers every root field, plan → statement → PostgreSQL's JSON to the socket as it is; else
graphql-core executes, and reads the compiled root fields from the same pipeline.
"""

import asyncio
import logging
from collections.abc import Sequence
from inspect import isawaitable
from typing import Any

import orjson
from asyncpg import InterfaceError, Pool, PostgresConnectionError, QueryCanceledError
from graphql import (
    ExecutionContext,
    GraphQLError,
    GraphQLSchema,
    OperationType,
    execute,
)
from starlette.requests import Request
from starlette.responses import Response

from enrollment.errors import Refusal
from schema import asked, limits, problems, settings
from schema.access import PUBLIC, Actor
from schema.asked import Asked, Unreadable
from schema.documents import Document, Documents, Invalid
from schema.reads import planned, planner, run
from schema.reads.plan import Plan, is_planned
from schema.reads.refusals import TooDeep, TooSlow
from schema.reads.selection import Selected, Selection

NO_DATABASE = (
    "数据库暂不可用，请稍后再试。",
    "The database does not answer now; try again shortly.",
)
NOTHING = Selection((), 0)
OFFICIAL = "application/graphql-response+json"


log = logging.getLogger(__name__)


class Refused(Exception):
    """The document was refused, before anything was executed or while it was."""

    def __init__(self, errors: Sequence[GraphQLError], early: bool) -> None:
        self.errors = errors
        self.early = early


def refused(refusal: Refusal, early: bool = False) -> Refused:
    """Return a refusal that has no place in the document."""
    return Refused([GraphQLError(str(refusal), original_error=refusal)], early)


class Endpoint:
    """Answers the GraphQL requests of one schema."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self.schema = schema
        self.documents = Documents(schema)

    async def __call__(self, request: Request) -> Response:
        """Return the HTTP answer; whatever happens, it is GraphQL's JSON."""
        language = problems.language(request.headers.get("accept-language"))
        official = OFFICIAL in request.headers.get("accept", "")
        try:
            question = await asked.read(request)
            status, answer = 200, await self.answer(question, request.state.pool, PUBLIC, language)
        except Unreadable as found:
            words = problems.both(found.chinese, found.english, language)
            status, answer = found.status, problems.alone(words, "UNREADABLE")
        except Refused as found:
            status = 400 if found.early and official else 200
            answer = problems.answered(found.errors, language, early=found.early)
        except (OSError, PostgresConnectionError, InterfaceError) as found:
            log.warning("the database does not answer: %s", found)
            words = problems.both(*NO_DATABASE, language)
            status, answer = 503, problems.alone(words, "UNAVAILABLE")
        except Exception as found:
            status, answer = 500, problems.alone(problems.internal(found, language), "INTERNAL")
        kind = OFFICIAL if official else "application/json"
        return Response(orjson.dumps(answer), status, media_type=kind)

    async def answer(
        self, question: Asked, pool: Pool, actor: Actor, language: str | None
    ) -> dict[str, Any]:
        """Return the answer to a request; raises Refused."""
        try:
            document = self.document(question.query)
            context = self.context(question, document, actor)
            selection = self.selection(document, context)
            compiled = selection.size > 0 and all(is_planned(item.name) for item in selection.roots)
            found = await (read if compiled else read_typed)(pool, selection, context)
        except GraphQLError as error:
            raise Refused([error], early=False) from error
        except RecursionError as error:
            raise refused(TooDeep(most=limits.DEEPEST)) from error
        except QueryCanceledError as error:
            raise refused(TooSlow()) from error
        if compiled:
            return {"data": {key: orjson.Fragment(text) for key, text in found.items()}}
        return await self.executed(question, document, context, found, language)

    def document(self, text: str) -> Document:
        """Return the document; raises Refused."""
        try:
            return self.documents.document(text)
        except Invalid as error:
            raise Refused(error.errors, early=True) from error
        except RecursionError as error:
            raise refused(TooDeep(most=limits.DEEPEST), early=True) from error

    def context(self, question: Asked, document: Document, actor: Actor) -> ExecutionContext:
        """Return graphql-core's context of the operation, its variables coerced."""
        context = ExecutionContext.build(
            self.schema,
            document.ast,
            context_value=actor,
            raw_variable_values=dict(question.variables or {}),
            operation_name=question.operation,
        )
        if isinstance(context, list):
            raise Refused(context, early=True)
        if self.schema.get_root_type(context.operation.operation) is None:
            kind = context.operation.operation.value
            raise Refused(
                [GraphQLError(f"没有 {kind} 操作。 There is no {kind} here.")], early=True
            )
        if question.is_get and context.operation.operation is not OperationType.QUERY:
            raise Unreadable(
                405, "GET 只能查询，变更请用 POST。", "GET is for queries; mutations come by POST."
            )
        return context

    def selection(self, document: Document, context: ExecutionContext) -> Selection:
        """Return what a query selects; of other operations nothing is compiled."""
        if context.operation.operation is not OperationType.QUERY:
            return NOTHING
        return self.documents.selection(document, context.operation, context.variable_values)

    async def executed(
        self,
        question: Asked,
        document: Document,
        context: ExecutionContext,
        found: dict[str, str],
        language: str | None,
    ) -> dict[str, Any]:
        """Let graphql-core execute the document over the compiler's answers."""
        result = execute(
            self.schema,
            document.ast,
            root_value={key: orjson.loads(text) for key, text in found.items()},
            context_value=context.context_value,
            variable_values=dict(question.variables or {}),
            operation_name=question.operation,
        )
        if isawaitable(result):
            result = await result
        answer: dict[str, Any] = {"data": result.data}
        if result.errors:
            answer["errors"] = [problems.said(error, language) for error in result.errors]
        return answer


async def read(pool: Pool, selection: Selection, context: ExecutionContext) -> dict[str, str]:
    """Return the JSON of root fields by response key: one statement for all of them."""
    plan, values = planned.make(selection, context.variable_values, context.context_value)
    return await answered(pool, plan, values, selection.roots)


async def read_typed(pool: Pool, selection: Selection, context: ExecutionContext) -> dict[str, str]:
    """Return the JSON of those root fields that are compiled, for graphql-core to go through."""
    chosen = [item for item in selection.roots if is_planned(item.name)]
    if not chosen:
        return {}
    plan, values = planner.make(chosen, context.variable_values, context.context_value, typed=True)
    return await answered(pool, plan, values, chosen)


async def answered(
    pool: Pool, plan: Plan, values: Sequence[Any], selected: Sequence[Selected]
) -> dict[str, str]:
    # As long for a connection as for the statement; the pool's own timeout would take a task each.
    async with asyncio.timeout(2 * settings.STATEMENT_SECONDS), pool.acquire() as conn:
        texts = await run.answer(conn, plan, values, selected)
    return {item.key: text for item, text in zip(selected, texts, strict=True)}
