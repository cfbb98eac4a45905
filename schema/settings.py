"""The settings, read once from the environment. Each stands in the README."""

from pathlib import Path

from starlette.config import Config

config = Config()

DATABASE_URL = config("DATABASE_URL", default="")
DATA_DIR = config("DATA_DIR", cast=Path, default=Path(".data"))
HOST = config("HOST", default="127.0.0.1")
PORT = config("PORT", cast=int, default=8000)
POOL_SIZE = config("POOL_SIZE", cast=int, default=10)
SAMPLE_LINES = config("SAMPLE_LINES", cast=int, default=3000)
STATEMENT_SECONDS = config("STATEMENT_SECONDS", cast=int, default=10)
