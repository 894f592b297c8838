"""Accounts: our reader against plain ixbrlparse over all members of the same zip: `python -m tests.benchmarks.accounts [ZIP]`.

Without a ZIP one is invented: 1,000 filings as large as real ones (36 kB in the mean, nearly all of it prose), of which one in
a hundred is in scope. Seconds are processor time, so that a busy machine spoils less; ratios are what counts.
"""

from __future__ import annotations

import io
import re
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ixbrlparse import IXBRL

from extract.sample.more_accounts import Entry, modern, zipped
from extract.sample.odd_filings import MILL
from extract.sources.companies_house_accounts import EVERY, read

FILINGS, IN_SCOPE, PROSE = 1_000, 100, 170
_PARAGRAPH = (
    '<div class="accounts-page"><p style="margin:0"><span class="c1">The directors acknowledge</span> '
    "their <b>duties</b>.</p></div>\n"
)


@dataclass(frozen=True)
class Measured:
    """Processor seconds, and how many filings each way gave."""

    reader: float
    every: float
    scoped: float
    members: int
    read: int
    in_scope: int

    def __str__(self) -> str:
        return (
            f"{self.members:,} members: ixbrlparse {self.reader:.2f} s; all of them here {self.every:.2f} s "
            f"({self.reader / self.every:.1f} times as fast, {self.read:,} filings); those in scope {self.scoped:.2f} s "
            f"({self.reader / self.scoped:.0f} times as fast, {self.in_scope:,} filings)"
        )


def write(target: Path, filings: int = FILINGS) -> frozenset[str]:
    """Write a zip of invented filings to `target`; give the numbers that other registers would cite."""
    numbers = [f"{98_500_000 + place}" for place in range(filings)]
    prose = _PARAGRAPH * PROSE
    pages = (modern(replace(MILL, number=number)).decode().replace("</body>", f"{prose}</body>") for number in numbers)
    target.write_bytes(
        zipped([Entry(f"Prod223_9001_{n}_20240831.html", page.encode()) for n, page in zip(numbers, pages, strict=True)])
    )
    return frozenset(numbers[::IN_SCOPE])


def measure(path: Path, cited: frozenset[str]) -> Measured:
    """Read one zip in three ways: all members with ixbrlparse, all of them here, those in scope here."""
    reader, members = _timed(lambda: sum(1 for data in _documents(path) if IXBRL(io.BytesIO(data), raise_on_error=False).numeric))
    every, found = _timed(lambda: read(path, EVERY).frame.height)
    scoped, kept = _timed(lambda: read(path, cited).frame.height)
    return Measured(reader, every, scoped, members, found, kept)


def _timed(work: Callable[[], int]) -> tuple[float, int]:
    start = time.process_time()
    given = work()
    return time.process_time() - start, given


def _documents(path: Path) -> Iterator[bytes]:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith((".html", ".xml")) and not name.startswith("__MACOSX"):
                yield archive.read(name)


def main(arguments: list[str]) -> None:
    """Measure the zip that is named, with one company in a hundred cited, or an invented one."""
    if arguments:
        path = Path(arguments[0])
        with zipfile.ZipFile(path) as archive:
            numbers = re.findall(r"_([A-Z0-9]{8})_\d{8}", " ".join(sorted(archive.namelist())))
        sys.stdout.write(f"{measure(path, frozenset(numbers[::IN_SCOPE]))}\n")
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "Accounts_Bulk_Data-2025-05-03.zip"
        cited = write(path)
        sys.stdout.write(f"{measure(path, cited)}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
