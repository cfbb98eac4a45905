"""Bytes to a document, a document to an answer, an answer to bytes: one place for every schema.

parse and static rules once (kept by text) → the operation, by graphql-core → where the compiler
answers every root field, plan → statement → PostgreSQL's JSON to the socket as it is; else
graphql-core executes, and reads the compiled root fields from the same pipeline.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from inspect import isawaitable
from typing import Any, TypeAlias

import orjson
from asyncpg import QueryCanceledError
from graphql import (
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    execute,
    get_variable_values,
)
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from enrollment.errors import Refusal, Unauthenticated
from schema import asked, limits, problems, settings
from schema.access.refusals import KeysUnknown
from schema.asked import Asked, Unreadable
from schema.context import Context
from schema.database.pool import taken
from schema.documents import Document, Documents, Invalid
from schema.reads import planned, planner, run
from schema.reads.plan import Plan, is_planned
from schema.reads.refusals import ByWebSocket, TooDeep, TooManyVerbs, TooSlow
from schema.reads.selection import Selected, Selection

NO_DATABASE = (
    "数据库暂不可用，请稍后再试。",
    "The database does not answer now; try again shortly.",
)
OFFICIAL = "application/graphql-response+json"

# The JSON of root fields by response key, as PostgreSQL wrote it.
Texts: TypeAlias = dict[str, bytes]
Variables: TypeAlias = Mapping[str, Any]

log = logging.getLogger(__name__)


class Refused(Exception):
    """The document was refused, before anything was executed or while it was."""

    def __init__(self, errors: Sequence[GraphQLError], early: bool) -> None:
        self.errors = errors
        self.early = early


def refused(refusal: Refusal, early: bool = False) -> Refused:
    """Return a refusal that has no place in the document."""
    return Refused([GraphQLError(str(refusal), original_error=refusal)], early)


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation that can be executed: its document, and its variables, coerced."""

    document: Document
    node: OperationDefinitionNode
    variables: Variables

    @property
    def is_mutation(self) -> bool:
        return self.node.operation is OperationType.MUTATION


class Endpoint:
    """Answers the GraphQL requests of one schema; an ASGI application."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self.schema = schema
        self.documents = Documents(schema)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self.response(Request(scope, receive))
        await response(scope, receive, send)

    async def response(self, request: Request) -> Response:
        """Return the HTTP answer; whatever happens, it is GraphQL's JSON."""
        language = problems.language(asked.header(request, b"accept-language"))
        official = OFFICIAL in asked.header(request, b"accept")
        status, headers = 200, {}
        try:
            question = await asked.read(request)
            context = await context_of(request, language)
            answer = await self.answer(question, context)
        except Unreadable as found:
            words = problems.both(found.chinese, found.english, language)
            status, answer = found.status, problems.alone(words, "UNREADABLE")
        except Unauthenticated as found:
            status, headers = 401, {"www-authenticate": "Bearer"}
            answer = problems.refused(found, language)
        except KeysUnknown as found:
            status, headers = 503, {"retry-after": str(found.seconds)}
            answer = problems.refused(found, language)
        except Refused as found:
            status = 400 if found.early and official else 200
            answer = problems.answered(found.errors, language, early=found.early)
        except problems.OUTAGES as found:
            log.warning("the database does not answer: %s", found)
            words = problems.both(*NO_DATABASE, language)
            status, answer = 503, problems.alone(words, "UNAVAILABLE")
        except Exception as found:
            status, answer = 500, problems.alone(problems.internal(found, language), "INTERNAL")
        kind = OFFICIAL if official else "application/json"
        return Response(answer, status, headers, media_type=kind)

    async def answer(self, question: Asked, context: Context) -> bytes:
        """Return the answer to a request; raises Refused, Unreadable."""
        try:
            operation = self.operation(question)
            if operation.node.operation is OperationType.SUBSCRIPTION:
                raise refused(ByWebSocket(), early=True)
            selection = self.selection(operation)
            if operation.is_mutation:
                return await self.acted(question, operation, context, selection)
            if selection.size > 0 and all(is_planned(item.name) for item in selection.roots):
                return written(await read(context, selection, operation.variables))
            found = await read_typed(context, selection, operation.variables)
            return await self.executed(question, operation, context, found)
        except GraphQLError as error:
            raise Refused([error], early=False) from error
        except RecursionError as error:
            raise refused(TooDeep(most=limits.DEEPEST)) from error
        except QueryCanceledError as error:
            raise refused(TooSlow()) from error

    def operation(self, question: Asked) -> Operation:
        """Return the operation that is asked for; raises Refused, Unreadable."""
        try:
            document = self.documents.document(question.query)
            node = document.operation(question.operation)
        except Invalid as error:
            raise Refused(error.errors, early=True) from error
        except RecursionError as error:
            raise refused(TooDeep(most=limits.DEEPEST), early=True) from error
        variables = get_variable_values(
            self.schema,
            node.variable_definitions,
            dict(question.variables or {}),
            max_errors=limits.MOST_ERRORS,
        )
        if isinstance(variables, list):
            raise Refused(variables, early=True)
        if self.schema.get_root_type(node.operation) is None:
            kind = node.operation.value
            absent = GraphQLError(f"没有 {kind} 操作。 There is no {kind} here.")
            raise Refused([absent], early=True)
        if question.is_get and node.operation is not OperationType.QUERY:
            raise Unreadable(
                405, "GET 只能查询，变更请用 POST。", "GET is for queries; mutations come by POST."
            )
        if question.is_get and document.is_personal:
            raise Unreadable(
                405,
                "此查询描述个人情况，而网址会留在日志中：请用 POST。",
                "This describes a person, and addresses land in logs: ask by POST.",
            )
        return Operation(document, node, variables)

    def selection(self, operation: Operation) -> Selection:
        """Return what the operation selects; raises GraphQLError for what is too much."""
        return self.documents.selection(operation.document, operation.node, operation.variables)

    async def acted(
        self, question: Asked, operation: Operation, context: Context, selection: Selection
    ) -> bytes:
        """Let the verbs of a mutation act one after the other; nothing is done if one is refused.

        That is by what is asked of its payload; a verb's own refusal stops no other.
        """
        if len(selection.roots) > limits.MOST_VERBS:
            place = selection.roots[limits.MOST_VERBS].place
            raise place.error(TooManyVerbs(most=limits.MOST_VERBS))
        for item in selection.roots:
            planner.of_parts(item, operation.variables, context.actor)
        context = replace(context, verbs=selection.roots)
        return await self.executed(question, operation, context, {})

    async def executed(
        self, question: Asked, operation: Operation, context: Context, found: Texts
    ) -> bytes:
        """Let graphql-core execute the operation over the compiler's answers."""
        result = execute(
            self.schema,
            operation.document.ast,
            root_value={key: orjson.loads(text) for key, text in found.items()},
            context_value=context,
            variable_values=dict(question.variables or {}),
            operation_name=question.operation,
        )
        if isawaitable(result):
            result = await result
        if not operation.is_mutation:  # a verb says by itself what stopped it
            raise_outage(result.errors or ())
        answer: dict[str, Any] = {"data": result.data}
        if result.errors:
            answer["errors"] = [problems.said(error, context.language) for error in result.errors]
        return orjson.dumps(answer)


def raise_outage(errors: Sequence[GraphQLError]) -> None:
    """Raise what kept a resolver from the database, as a compiled field would have."""
    for error in errors:
        if isinstance(error.original_error, (QueryCanceledError, *problems.OUTAGES)):
            raise error.original_error


async def context_of(request: Request, language: str | None) -> Context:
    """Return who asks, with what they may be answered; raises Unauthenticated, KeysUnknown."""
    state = request.state
    authorization = asked.header(request, b"authorization")
    actor = state.gate.known(authorization)
    if actor is None:
        actor = await state.gate.actor(authorization, state.reads)
    return Context(actor, state.reads, state.writes, language)


def written(found: Texts) -> bytes:
    """Return the answer that has each root field's JSON; a response key needs no escapes."""
    parts = [b'{"data":{']
    for key, text in found.items():
        parts += (b'"', key.encode(), b'":', text, b",")
    parts[-1] = b"}}"
    return b"".join(parts)


async def read(context: Context, selection: Selection, variables: Variables) -> Texts:
    """Return the JSON of root fields by response key: one statement for all of them."""
    plan, values = planned.make(selection, variables, context.actor)
    return await answered(context, plan, values, selection.roots)


async def read_typed(context: Context, selection: Selection, variables: Variables) -> Texts:
    """Return the JSON of those root fields that are compiled, for graphql-core to go through."""
    chosen = [item for item in selection.roots if is_planned(item.name)]
    if not chosen:
        return {}
    plan, values = planner.make(chosen, variables, context.actor, typed=True)
    return await answered(context, plan, values, chosen)


async def answered(
    context: Context, plan: Plan, values: Sequence[Any], selected: Sequence[Selected]
) -> Texts:
    async with taken(context.reads, 2 * settings.STATEMENT_SECONDS) as conn:
        texts = await run.answer(conn, plan, values, context.actor, selected)
    return {item.key: text for item, text in zip(selected, texts, strict=True)}
