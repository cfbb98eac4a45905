"""The statement that the service sends for each question, and its arguments: the limit's work."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

import orjson

from bench.prepared import Spelt
from bench.questions import document
from bench.servers import Wrong
from enrollment.actors import PUBLIC
from schema.api import assembled
from schema.asked import Asked
from schema.context import Context
from schema.wire import Endpoint, Refused

Texts = dict[str, tuple[str, str]]  # key and text by question


@dataclass
class Recorder:
    """A pool of one connection that sends nothing, and keeps what it is given to send."""

    sent: list[tuple[str, tuple[Any, ...]]] = field(default_factory=list)

    async def acquire(self) -> "Recorder":
        return self

    async def release(self, _: "Recorder") -> None: ...

    def get_idle_size(self) -> int:
        return 1

    async def fetchrow(self, text: str, *arguments: Any) -> list[bytes]:
        self.sent.append((text, arguments))
        return [b"null"]


def statements(questions: Spelt, faults: dict[str, str]) -> tuple[Texts, Spelt]:
    """Return each question's one statement, and what the limit is asked with.

    A question is named in `faults` where its variables change the text: there is no one statement.
    """
    texts: Texts = {}
    asked: Spelt = {}
    endpoint = Endpoint(assembled.assemble())
    for letter, variants in questions.items():
        recorder = Recorder()
        try:
            key = asyncio.run(record(endpoint, letter, variants, recorder))
            if len({text for text, _ in recorder.sent}) != 1:
                raise Wrong("the statement differs from variables to variables")
        except (Refused, Wrong) as wrong:
            faults[f"{letter} limit"] = str(getattr(wrong, "errors", wrong))
            continue
        texts[letter] = (key, recorder.sent[0][0])
        asked[letter] = [{"question": letter, "values": values} for _, values in recorder.sent]
    return texts, asked


async def record(
    endpoint: Endpoint, letter: str, variants: list[dict[str, Any]], recorder: Recorder
) -> str:
    """Let the service answer each variant into the recorder; return the key of the answers."""
    answer = b""
    for variables in variants:
        question = Asked(document(letter, "ours") or "", variables, None, is_get=False)
        answer = await endpoint.answer(
            question,
            Context(PUBLIC, recorder, recorder),  # type: ignore[arg-type]
        )
    (key,) = orjson.loads(answer)["data"]
    return str(key)
