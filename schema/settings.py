"""The settings, read once from the environment. Each stands in the README."""

from pathlib import Path

from starlette.config import Config

config = Config()


def whole(name: str, default: int, lowest: int, highest: int) -> int:
    """Return a whole number; ends the program with a line that says what would do."""
    text = config(name, default=str(default))
    if text.isdecimal() and lowest <= int(text) <= highest:
        return int(text)
    raise SystemExit(
        f"{name}={text!r}: 应为 {lowest} 到 {highest} 的整数"
        f" · has to be a whole number from {lowest} to {highest}"
    )


DATABASE_URL = config("DATABASE_URL", default="")
DATA_DIR = config("DATA_DIR", cast=Path, default=Path(".data"))
HOST = config("HOST", default="127.0.0.1")
PORT = whole("PORT", 8000, 1, 65_535)
POOL_SIZE = whole("POOL_SIZE", 10, 1, 1_000)
SAMPLE_LINES = whole("SAMPLE_LINES", 3_000, 0, 1_000_000)
STATEMENT_SECONDS = whole("STATEMENT_SECONDS", 10, 1, 3_600)
