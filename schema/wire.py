"""Bytes to a document, a document to an answer, an answer to bytes: one place for every schema.

parse and static rules once (kept by text) → the operation, by graphql-core → where the compiler
answers every root field, plan → statement → PostgreSQL's JSON to the socket as it is; else
graphql-core executes, and reads the compiled root fields from the same pipeline.
"""

import logging
from collections.abc import Sequence
from functools import lru_cache
from inspect import isawaitable
from typing import Any

import orjson
from asyncpg import InterfaceError, Pool, PostgresConnectionError, QueryCanceledError
from graphql import (
    DocumentNode,
    ExecutionContext,
    GraphQLError,
    GraphQLSchema,
    OperationType,
    execute,
    parse,
    validate,
)
from starlette.requests import Request
from starlette.responses import Response

from enrollment.errors import Refusal
from schema import asked, limits, problems, settings
from schema.access import PUBLIC, Actor
from schema.asked import Asked, Unreadable
from schema.reads import planner, run, selection
from schema.reads.plan import is_planned
from schema.reads.refusals import TooDeep, TooSlow
from schema.reads.selection import Selected

NO_DATABASE = (
    "数据库暂不可用，请稍后再试。",
    "The database does not answer now; try again shortly.",
)
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
        self.kept_document = lru_cache(maxsize=limits.KEPT_TEXTS)(self.read_document)

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
            context = self.context(question, actor)
            selected = self.selected(context)
            planned = [item for item in selected if is_planned(item.name)]
            compiled = len(planned) == len(selected)
            found = await read(pool, planned, actor, typed=not compiled)
        except GraphQLError as error:
            raise Refused([error], early=False) from error
        except RecursionError as error:
            raise refused(TooDeep()) from error
        except (QueryCanceledError, TimeoutError) as error:
            raise refused(TooSlow()) from error
        if compiled:
            return {"data": {key: orjson.Fragment(text) for key, text in found.items()}}
        return await self.executed(question, context, found, language)

    def context(self, question: Asked, actor: Actor) -> ExecutionContext:
        """Return graphql-core's context of the operation, its variables coerced."""
        document = self.document(question.query)
        context = ExecutionContext.build(
            self.schema,
            document,
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

    def document(self, text: str) -> DocumentNode:
        """Return the document, parsed and validated once if it is of a usual length."""
        if len(text) > limits.LONGEST_KEPT:
            return self.read_document(text)
        return self.kept_document(text)

    def read_document(self, text: str) -> DocumentNode:
        """Parse and validate; raises Refused, which no cache keeps."""
        try:
            document = parse(text, max_tokens=limits.MOST_TOKENS)
            errors = validate(self.schema, document)
        except GraphQLError as error:
            raise Refused([error], early=True) from error
        except RecursionError as error:
            raise refused(TooDeep(), early=True) from error
        if errors:
            raise Refused(errors, early=True)
        return document

    def selected(self, context: ExecutionContext) -> tuple[Selected, ...]:
        if context.operation.operation is not OperationType.QUERY:
            return ()
        assert self.schema.query_type is not None
        return selection.roots(context, self.schema.query_type)

    async def executed(
        self,
        question: Asked,
        context: ExecutionContext,
        found: dict[str, str],
        language: str | None,
    ) -> dict[str, Any]:
        """Let graphql-core execute the document over the compiler's answers."""
        result = execute(
            self.schema,
            self.document(question.query),
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


async def read(
    pool: Pool, selected: Sequence[Selected], actor: Actor, typed: bool
) -> dict[str, str]:
    """Return the JSON of the compiled root fields by response key: one statement for all."""
    if not selected:
        return {}
    plan, values = planner.make(selected, actor, typed)
    async with pool.acquire(timeout=settings.STATEMENT_SECONDS) as conn:
        texts = await run.answer(conn, plan, values, selected)
    return {item.key: text for item, text in zip(selected, texts, strict=True)}
