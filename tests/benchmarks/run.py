"""Run the benchmarks and print a table: `python -m tests.benchmarks.run --rows 1000000 5600000`.

Temporary files (about 0.5 GB a million rows) go to a folder of their own, which is removed. Run it on a quiet machine.
"""

from __future__ import annotations

import argparse
import math
import os
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.benchmarks import bench_companies_house, bench_rebuild
from tests.benchmarks.bench_companies_house import Measured
from tests.benchmarks.bench_rebuild import Rebuilt

TARGET = 2.5  # staging may take this many times what counting takes


def main() -> None:
    """Read the options, measure, print."""
    options = _options()
    screen = Console(width=150)
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    screen.print(f"{os.cpu_count()} processors{load}; best of {options.repeat}")
    with tempfile.TemporaryDirectory(prefix="coop-register-bench-", dir=options.temp) as name:
        folder = Path(name)
        if options.rows:
            screen.print(_national([_measured(rows, folder, options) for rows in options.rows]))
        if not options.no_rebuild:
            screen.print(_rebuilt(bench_rebuild.measure(folder / "data", options.as_of, options.archive)))


def _measured(rows: int, folder: Path, options: argparse.Namespace) -> Measured:
    return bench_companies_house.measure(rows, folder, options.repeat, options.malformed, options.zip)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="*", default=[1_000_000, 5_600_000], help="companies in the file; none skips it")
    parser.add_argument("--repeat", type=int, default=3, help="runs of each measurement")
    parser.add_argument("--zip", action="store_true", help="stage the zip instead of the csv")
    parser.add_argument("--malformed", action="store_true", help="with rows that cannot be cut; not counted by DuckDB")
    parser.add_argument("--no-rebuild", action="store_true", help="leave the rebuild out")
    parser.add_argument("--archive", type=Path, metavar="DIR", help="rebuild this tree of editions instead of the sample")
    parser.add_argument("--as-of", default="2026-11-22", metavar="DATE", help="day of the rebuild")
    parser.add_argument("--temp", type=Path, metavar="DIR", help="where the temporary folder is made")
    return parser.parse_args()


def _national(measured: list[Measured]) -> Table:
    table = Table(title=f"Companies House: stage / count (target at most {TARGET})", title_justify="left")
    headings = ("file", "rows", "MB", "stage s", "count s", "ratio", "cpu ratio", "peak MB", "in scope", "out of scope", "rejected")
    for heading in headings:
        table.add_column(heading, justify="left" if heading == "file" else "right")
    for m in measured:
        seconds = [
            f"{m.stage_seconds:.2f}",
            *("-" if math.isnan(n) else f"{n:.2f}" for n in (m.count_seconds, m.ratio, m.processor_ratio)),
        ]
        counts = (f"{m.in_scope:,}", f"{m.out_of_scope:,}", f"{m.rejected:,}")
        table.add_row(m.kind, f"{m.rows:,}", f"{m.megabytes:,.0f}", *seconds, f"{m.peak_megabytes:,.0f}", *counts)
    return table


def _rebuilt(rebuilt: Rebuilt) -> Table:
    table = Table(title="Build again with nothing new", title_justify="left")
    for heading in ("first s", "second s", "ratio", "forced s"):
        table.add_column(heading, justify="right")
    seconds = (f"{rebuilt.first_seconds:.2f}", f"{rebuilt.second_seconds:.2f}", f"{rebuilt.ratio:.3f}")
    table.add_row(*seconds, f"{rebuilt.forced_seconds:.2f}")
    return table


if __name__ == "__main__":
    main()
