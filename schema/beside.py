"""Work that goes on beside the requests, for as long as the application runs."""

import asyncio
import logging
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Health:
    """Whether some work goes well; that it does not, or does again, is said once."""

    work: str
    is_well: bool = True

    def worse(self, error: Exception) -> None:
        if self.is_well:
            log.warning("%s: fails, and is tried on: %r", self.work, error)
        self.is_well = False

    def better(self) -> None:
        if not self.is_well:
            log.warning("%s: goes on", self.work)
        self.is_well = True


@asynccontextmanager
async def running(*works: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Let each work run beside what is inside, and end it with that."""
    tasks = [asyncio.create_task(work) for work in works]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        for task in tasks:
            with suppress(asyncio.CancelledError):
                await task
