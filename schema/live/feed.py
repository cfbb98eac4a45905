"""Hears of seals, asks each question about what they cover once, and tells all who asked it."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import dataclass, field
from typing import Protocol

from asyncpg import Connection, Pool, QueryCanceledError

from enrollment.errors import Refusal
from enrollment.ledger.seals import CHANNEL
from schema import limits, problems, settings
from schema.beside import Health
from schema.live.questions import Question
from schema.live.refusals import TooManyQuestions
from schema.reads.refusals import TooSlow

AT_ONCE = 50  # movements that a statement asks about
BESIDE_EACH_OTHER = 3  # statements
PATIENCE = 2.0  # seconds for one of them: the others wait for it
LOOK = 5.0  # seconds after which seals are looked for that nobody told of
PAUSE = 0.5  # seconds from a failure to the next attempt
BREATH = 0.1  # seconds for clients that have a lot to read

NEWER = "select id from seal where id > $1 and movements > 0 order by id"
COVERED = "select movement_id from sealed_movement where seal_id = $1 order by movement_id"
NEWEST = "select coalesce(max(id), 0) from seal"

Listen = Callable[[], AbstractAsyncContextManager[Connection]]


class Listener(Protocol):
    """Whoever asked a question, to be told."""

    @property
    def is_behind(self) -> bool:
        """Whether a lot waits to be read."""

    def tell(self, texts: Sequence[str]) -> None:
        """Take news."""

    def fail(self, problem: Refusal | Exception) -> None:
        """Take the reason why there will be no more news."""


@dataclass(slots=True)
class Group:
    """All who asked one question; `told` is the seal and the movement up to which they know."""

    told: tuple[int, int]
    listeners: dict[Listener, None] = field(default_factory=dict)


class Feed:
    """Tells of sealed movements, each once, in the order of seals and of movements in them.

    `handled` is the last seal of which everybody knows; `begun` the last one that was taken up.
    """

    def __init__(self, listen: Listen, reads: Pool) -> None:
        self.listen = listen
        self.reads = reads
        self.groups: dict[Question, Group] = {}
        self.handled: int | None = None
        self.begun = 0
        self.heard = asyncio.Event()
        self.turns = asyncio.Semaphore(BESIDE_EACH_OTHER)

    def join(self, question: Question, listener: Listener) -> None:
        """Tell a listener of what is sealed from now on; raises TooManyQuestions.

        And of what was sealed a moment ago, if that is not taken up yet.
        """
        group = self.groups.get(question)
        if group is None:
            if len(self.groups) >= limits.MOST_QUESTIONS:
                raise TooManyQuestions()
            after_all_of_it = self.begun + 1, 0
            group = self.groups[question] = Group(after_all_of_it)
        group.listeners[listener] = None

    def leave(self, question: Question, listener: Listener) -> None:
        group = self.groups.get(question)
        if group is not None:
            group.listeners.pop(listener, None)
            if not group.listeners:
                del self.groups[question]

    async def run(self) -> None:
        """Listen for as long as the task is let run; after a failure go on where it was."""
        health = Health("telling of movements")
        while True:
            try:
                async with self.listen() as conn:
                    await conn.add_listener(CHANNEL, lambda *_: self.heard.set())
                    conn.add_termination_listener(lambda *_: self.heard.set())
                    await self.go_on(conn, health)
            except Exception as error:
                health.worse(error)
            await asyncio.sleep(PAUSE)

    async def go_on(self, conn: Connection, health: Health) -> None:
        if self.handled is None:
            self.handled = self.begun = await conn.fetchval(NEWEST)
        while True:
            self.heard.clear()
            await self.catch_up(conn)
            health.better()
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK):
                    await self.heard.wait()

    async def catch_up(self, conn: Connection) -> None:
        """Tell of all seals that are new."""
        for (seal,) in await conn.fetch(NEWER, self.handled):
            self.begun = seal
            if self.groups:
                movements = [movement for (movement,) in await conn.fetch(COVERED, seal)]
                for first in range(0, len(movements), AT_ONCE):
                    await self.tell(seal, movements[first : first + AT_ONCE])
            self.handled = seal

    async def tell(self, seal: int, movements: Sequence[int]) -> None:
        """Tell everybody of some movements, in one statement for each question."""
        place = seal, movements[-1]
        due = [(asked, group) for asked, group in self.groups.items() if group.told < place]
        async with asyncio.TaskGroup() as tasks:
            for question, group in due:
                tasks.create_task(self.ask(question, group, place, movements))
        is_much = any(each.is_behind for _, group in due for each in group.listeners)
        await asyncio.sleep(BREATH if is_much else 0)

    async def ask(
        self, question: Question, group: Group, place: tuple[int, int], movements: Sequence[int]
    ) -> None:
        """Tell a group; raises what an outage raises."""
        try:
            async with self.turns, self.reads.acquire(timeout=settings.STATEMENT_SECONDS) as conn:
                texts = await self.in_time(question.told(conn, movements))
        except (TooSlow, QueryCanceledError):
            self.end(question, group, TooSlow())
        except problems.OUTAGES:
            raise
        except Exception as error:
            self.end(question, group, error)
        else:
            group.told = place
            for listener in group.listeners if texts else ():
                listener.tell(texts)

    async def in_time(self, answer: Awaitable[list[str]]) -> list[str]:
        """Return the answer, unless others would have to wait for it too long: TooSlow."""
        try:
            async with asyncio.timeout(PATIENCE):
                return await answer
        except TimeoutError as error:
            raise TooSlow() from error

    def end(self, question: Question, group: Group, problem: Refusal | Exception) -> None:
        """End a question that can't be answered for all who asked it."""
        self.groups.pop(question, None)
        for listener in list(group.listeners):
            listener.fail(problem)
