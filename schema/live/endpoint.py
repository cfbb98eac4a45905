"""One connection of graphql-transport-ws, from its first message to its end."""

import asyncio
from collections.abc import Sequence
from typing import Any

from graphql import GraphQLError
from starlette.types import Message, Receive, Scope, Send

from enrollment.actors import PUBLIC
from enrollment.errors import Refusal, Unauthenticated
from schema import asked, limits, problems
from schema.access.refusals import KeysUnknown
from schema.asked import Unreadable
from schema.live import protocol, questions
from schema.live.protocol import Closed
from schema.live.questions import Question
from schema.live.refusals import TooManyQuestions, TooManySubscriptions
from schema.live.sending import Outlet
from schema.wire import Endpoint, Refused

FIRST_MESSAGE = 3.0  # seconds until connection_init has to be here


class Live:
    """Answers the subscriptions to one schema; an ASGI application."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        self.connections = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await receive()  # that somebody connects
        is_ours = protocol.NAME in scope["subprotocols"]
        name = protocol.NAME if is_ours else None
        await send({"type": "websocket.accept", "subprotocol": name})
        try:
            self.connections += 1
            async with asyncio.timeout(None) as patience:
                outlet = Outlet(send, patience)
                if not is_ours:
                    outlet.close(protocol.not_acceptable())
                elif self.connections > limits.MOST_LISTENERS:
                    outlet.close(protocol.try_again("too many listen"))
                await Connection(self.endpoint, scope, outlet).last(receive)
        except (TimeoutError, OSError):
            pass  # the client is gone, or did not take its leave
        finally:
            self.connections -= 1


class Connection:
    """A client that is connected: who it is, and its subscriptions by their ids."""

    def __init__(self, endpoint: Endpoint, scope: Scope, outlet: Outlet) -> None:
        headers = {bytes(name): bytes(value).decode("latin-1") for name, value in scope["headers"]}
        state = scope["state"]
        self.endpoint = endpoint
        self.outlet = outlet
        self.gate, self.reads = state["gate"], state["reads"]
        self.feed, self.watch = state["feed"], state["watch"]
        self.language = problems.language(headers.get(b"accept-language", ""))
        self.authorization = headers.get(b"authorization", "")
        self.actor = PUBLIC
        self.is_known = False
        self.subscriptions: dict[str, Subscription] = {}

    async def last(self, receive: Receive) -> None:
        """Hear the client until it is gone."""
        overdue = asyncio.get_running_loop().call_later(FIRST_MESSAGE, self.require_first_message)
        try:
            while (message := await receive())["type"] != "websocket.disconnect":
                if self.outlet.closed is None:
                    await self.hear(message)
        finally:
            overdue.cancel()
            self.outlet.stop()
            self.watch.remove(self.authorization, self)
            for id in list(self.subscriptions):
                self.complete(id)

    def require_first_message(self) -> None:
        if not self.is_known:
            self.outlet.close(protocol.init_timeout())

    async def hear(self, message: Message) -> None:
        """Do what a message says; close the connection if it may not be said."""
        try:
            found = protocol.read(message.get("text"))
            match found["type"]:
                case "connection_init":
                    await self.begin(protocol.payload(found))
                case "subscribe":
                    self.subscribe(protocol.id_of(found), found.get("payload"))
                case "complete":
                    self.complete(protocol.id_of(found))
                case "ping":
                    self.outlet.say(protocol.pong(protocol.payload(found)))
                case "pong":
                    pass
                case other:
                    raise protocol.bad_request(f"There are no messages of type {other}")
        except Closed as closed:
            self.outlet.close(closed)

    async def begin(self, payload: dict[str, Any]) -> None:
        """Learn who the client is, by the payload or else by the header it connected with."""
        if self.is_known:
            raise protocol.init_twice()
        self.is_known = True
        given = payload.get("authorization", payload.get("Authorization"))
        if given is not None:
            self.authorization = str(given)
        try:
            self.actor = await self.gate.actor(self.authorization, self.reads)
        except Unauthenticated as refusal:
            raise protocol.forbidden(str(refusal)) from refusal
        except (KeysUnknown, *problems.OUTAGES) as error:
            raise protocol.try_again("who you are can't be found out now") from error
        self.watch.add(self.authorization, self)
        self.outlet.say(protocol.ack())

    def expel(self, reason: str) -> None:
        self.outlet.cut_off(protocol.forbidden(reason))

    def subscribe(self, id: str, payload: object) -> None:
        if not self.is_known:
            raise protocol.unauthorized()
        if id in self.subscriptions:
            raise protocol.already_subscribed(id)
        try:
            if len(self.subscriptions) >= limits.MOST_SUBSCRIPTIONS:
                raise TooManySubscriptions(most=limits.MOST_SUBSCRIPTIONS)
            question = questions.of(self.endpoint, asked.checked(payload, False), self.actor)
            subscription = Subscription(self, id, question)
            self.feed.join(question, subscription)
            self.subscriptions[id] = subscription
        except Unreadable as error:
            raise protocol.bad_request(str(error)) from error
        except Refused as error:
            self.refuse(id, error.errors)
        except (TooManySubscriptions, TooManyQuestions) as refusal:
            self.refuse(id, [GraphQLError(str(refusal), original_error=refusal)])
        except Exception as error:
            self.refuse(id, [GraphQLError("", original_error=error)])

    def refuse(self, id: str, errors: Sequence[GraphQLError]) -> None:
        said = [problems.said(error, self.language) for error in errors]
        self.outlet.say(protocol.error(id, said))

    def complete(self, id: str) -> None:
        """End a subscription, if there is one of that id."""
        if subscription := self.subscriptions.pop(id, None):
            self.feed.leave(subscription.question, subscription)


class Subscription:
    """One subscription of a connection."""

    __slots__ = ("connection", "id", "opening", "question")

    def __init__(self, connection: Connection, id: str, question: Question) -> None:
        self.connection = connection
        self.id = id
        self.question = question
        self.opening = protocol.opening(id)

    @property
    def is_behind(self) -> bool:
        return self.connection.outlet.backlog > limits.MOST_WAITING // 2

    def tell(self, texts: Sequence[str]) -> None:
        self.connection.outlet.put(*((self.opening, text, "}") for text in texts))

    def fail(self, problem: Refusal | Exception) -> None:
        self.connection.subscriptions.pop(self.id, None)
        error = GraphQLError(str(problem), original_error=problem)
        self.connection.refuse(self.id, [error])
