"""Writes of many rows: each row is judged by itself, and all are written or only the good ones."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Generic, TypeVar

from enrollment.errors import Reason, Refusal, Refusals, reason
from enrollment.types import OnError

Row = TypeVar("Row")


class Rows(Generic[Row]):
    """The rows of an input's field by their number; `good` are those that nothing speaks against.

    Judge each in a `judging` of its own, as often as there are things to judge, then `settle`.
    """

    def __init__(self, field: str, given: Sequence[Row], on_error: OnError) -> None:
        self.field = field
        self.on_error = on_error
        self.good = dict(enumerate(given))
        self.bad: dict[int, Refusal] = {}

    def __iter__(self) -> Iterator[tuple[int, Row]]:
        """Return the rows that are good so far, with their numbers."""
        return iter(list(self.good.items()))

    @contextmanager
    def judging(self, number: int) -> Iterator[None]:
        """Take a refusal of what is inside as one of the row, and go on."""
        try:
            yield
        except Refusal as refusal:
            self.refuse(number, refusal)

    def refuse(self, number: int, refusal: Refusal) -> None:
        refusal.within = (self.field, str(number), *refusal.within)
        self.good.pop(number, None)
        self.bad.setdefault(number, refusal)

    def settle(self) -> None:
        """Refuse the write with `errors.Refusals` of the rows, unless the good ones are to go in.

        Where none is good nothing would be written, so that is refused too.
        """
        if self.bad and (self.on_error is OnError.REJECT_ALL or not self.good):
            raise Refusals([self.bad[number] for number in sorted(self.bad)])

    @property
    def reasons(self) -> list[Reason]:
        """Why rows were refused whose neighbours were written: a part of what the verb answers."""
        return [reason(self.bad[number]) for number in sorted(self.bad)]
