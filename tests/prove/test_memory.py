"""Ten thousand different documents leave the service no larger than the first two thousand did."""

from pathlib import Path

import pytest

from tests.prove.test_serve import ask, directory, serving

__all__ = ["directory"]

pytestmark = pytest.mark.prove

# Another statement each time, and long enough to fill what is kept of documents early.
QUESTION = "{{ counties(first: 1) {{ totalCount nodes {{ a{0}: code }} }} }} # " + "-" * 500


def megabytes(process: int) -> int:
    """Return the memory of a process and of all that it started."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return pages * 4 // 1024 + sum(megabytes(int(child)) for child in children)


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read from /proc")
def test_documents_without_end_take_no_memory_without_end(directory: Path):
    with serving(directory) as (process, port):
        for number in range(2_000):
            ask(port, QUESTION.format(number))
        before = megabytes(process.pid)

        for number in range(2_000, 10_000):
            ask(port, QUESTION.format(number))

        grown = megabytes(process.pid) - before
    assert grown <= 40, f"{before} MB grew by {grown} MB"
