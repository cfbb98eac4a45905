"""What is to be sent to one client: in order, and no more than it can take."""

import asyncio
from collections import deque

from starlette.types import Send

from schema import limits
from schema.live import protocol
from schema.live.protocol import Closed

FAREWELL = 30.0  # seconds that a client has to take what it was sent, and the reason for the end


class Outlet:
    """Sends texts to a client; a task does so only while there are any, for each has its price.

    `patience` ends the task that hears the client, some time after it was told of the end.
    """

    def __init__(self, send: Send, patience: asyncio.Timeout) -> None:
        self.send = send
        self.patience = patience
        self.waiting: deque[tuple[str, str, str]] = deque()
        self.backlog = 0  # characters that wait
        self.sender: asyncio.Task[None] | None = None
        self.closed: Closed | None = None

    def put(self, *texts: tuple[str, str, str]) -> None:
        """Send messages when it is their turn, each in three parts, of which many may share one."""
        if self.closed is not None:
            return
        if self.backlog > limits.MOST_WAITING:
            self.cut_off(protocol.too_slow())
            return
        self.waiting += texts
        self.backlog += sum(len(part) for text in texts for part in text)
        self.go_on()

    def say(self, text: str) -> None:
        self.put((text, "", ""))

    def close(self, closed: Closed) -> None:
        """Close the connection with a reason once what waits is sent."""
        if self.closed is None:
            self.closed = closed
            self.end_in(FAREWELL)
            self.go_on()

    def cut_off(self, closed: Closed) -> None:
        """Close the connection with a reason; what waits is not sent."""
        self.waiting.clear()
        self.backlog = 0
        self.close(closed)

    def end_in(self, seconds: float) -> None:
        if not self.patience.expired():
            self.patience.reschedule(asyncio.get_running_loop().time() + seconds)

    def go_on(self) -> None:
        if self.sender is None:
            self.sender = asyncio.create_task(self.work())

    async def work(self) -> None:
        """Send what waits, then the end if it has come; a client that is gone needs neither."""
        try:
            while self.waiting:
                text = self.waiting.popleft()
                found = "".join(text)
                self.backlog -= len(found)
                await self.send({"type": "websocket.send", "text": found})
            if (closed := self.closed) is not None:
                await self.send(
                    {"type": "websocket.close", "code": closed.code, "reason": closed.reason}
                )
        except OSError:  # the client is gone
            self.end_in(0)
        finally:
            self.sender = None

    def stop(self) -> None:
        """Send nothing more: the client is gone."""
        self.closed = self.closed or Closed(1000, "")
        if self.sender is not None:
            self.sender.cancel()
