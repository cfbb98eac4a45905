"""`python -m bench`: compare, print the tables, write results.json."""

import signal
import sys
import tempfile
from pathlib import Path

from bench import comparison, ledger, load, report, settings
from schema.database import embedded


def main() -> None:
    asked = settings.read()
    load.require_wrk()
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, lambda *_: sys.exit(1))  # unwinds, so that all servers are stopped
    faults: dict[str, str] = {}
    with tempfile.TemporaryDirectory(prefix="jiaofu-bench-") as name:
        folder = Path(name)
        data = asked.data or folder / "data"
        data.mkdir(parents=True, exist_ok=True)
        for each in (folder, data):
            each.chmod(0o755)  # as root, PostgreSQL runs as another user
        with embedded.running(data) as url:
            results = comparison.of_servers(asked, url, folder, faults)
            report.show_ratios(asked, results)
            ledger.show(ledger.transfers(asked, url, folder))
            grown = {}
            if asked.is_large:
                sizes = comparison.of_sizes(asked, url, folder, faults)
                grown = report.growth(sizes, settings.LARGE_SIZES)
                report.show_growth(grown)
    report.show_faults(faults)
    report.write(asked, results, grown, faults)


if __name__ == "__main__":
    main()
