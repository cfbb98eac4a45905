"""What every refusal is: a stable code, a message in Chinese and English, the field it is about."""

from typing import ClassVar, NamedTuple


class Text(NamedTuple):
    """A text in both languages."""

    zh: str
    en: str

    def of(self, language: str) -> str:
        return self.zh if language == "zh" else self.en


class Refusal(Exception):
    """The request was refused."""

    code: ClassVar[str] = "REFUSED"
    chinese: ClassVar[str] = "请求被拒绝。"
    field: str | None = None  # of the input, by its name on the wire; None: no one field

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
