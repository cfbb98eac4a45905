"""What every refusal is: a stable code, a message in Chinese and English, the field it is about."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple


class Text(NamedTuple):
    """A text in both languages."""

    zh: str
    en: str

    def of(self, language: str) -> str:
        return self.zh if language == "zh" else self.en


class Refusal(Exception):
    """The request was refused."""

    code: str = "REFUSED"
    chinese: ClassVar[str] = "请求被拒绝。"
    field: str | None = None  # of the input, by its name on the wire; None: no one field
    within: tuple[str, ...] = ()  # the steps from the input to what has that field: a list, a row

    def __init__(self, *, field: str | None = None, **values: object) -> None:
        if field is not None:
            self.field = field
        self.values = values
        super().__init__(self.message("en"))

    def message(self, language: str) -> str:
        """Return the message in `language`: "zh" for Chinese, English otherwise."""
        text = self.chinese if language == "zh" else (self.__doc__ or "")
        values = {
            name: value.of(language) if isinstance(value, Text) else value
            for name, value in self.values.items()
        }
        return text.format(field=self.field, **values)

    @property
    def path(self) -> list[str]:
        """The steps from the request to what the refusal is about."""
        return ["input", *self.within, *([] if self.field is None else [self.field])]


class Refusals(Exception):
    """One request was refused for several reasons, each with its own place."""

    def __init__(self, found: Sequence[Refusal]) -> None:
        self.found = found
        super().__init__("; ".join(str(each) for each in found))
