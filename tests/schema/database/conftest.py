"""Folders for clusters that PostgreSQL's user can enter, and one with a stopped cluster in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from schema.database import embedded
from tests.conftest import a_folder


@pytest.fixture
def folder() -> Iterator[Path]:
    with a_folder() as folder:
        yield folder


@pytest.fixture(scope="module")
def directory() -> Iterator[Path]:
    """Yield a folder with a stopped cluster, which each test leaves as it found it."""
    with a_folder() as folder:
        directory = folder / "deep" / "data"
        with embedded.running(directory):
            pass
        yield directory
