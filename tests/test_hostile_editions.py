"""A bad edition ends with its own message and exit code; nothing is released, the archive and the last release stand.

One archive of invented rows is built and released; then each bad edition arrives through the command line.
"""

from __future__ import annotations

import csv
import hashlib
import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from extract.catalogue import CATALOGUE
from tests.transform.editions import Editions, coop, text

ROOT = Path(__file__).resolve().parents[1]
KEY = "coops_uk_organisations"
HEADINGS = [h.name for h in CATALOGUE[KEY].headings if not h.ignored]
AS_OF = "2017-12-31"


def command(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command line as a person would, and give what it printed and how it ended."""
    environment = os.environ | {"COOP_REGISTER_DATA": str(data)}
    call = [sys.executable, "-m", "flows.cli", *arguments]
    return subprocess.run(call, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def edition(rows: int) -> bytes:
    """A list of the size of the publisher's, every column filled."""
    made = [
        coop(
            f"R{n:06}",
            f"{n}R",
            "FCA",
            f"Larkmoor {n} Limited",
            Ownership_Classification="Workers",
            Registered_Status="Live",
            UK_Nation="Wales",
            Registered_Postcode="CF99 0AA",
        )
        for n in range(1, rows + 1)
    ]
    return text(HEADINGS, made)


def without_values(data: bytes, heading: str) -> bytes:
    rows = list(csv.DictReader(io.StringIO(data.decode(), newline="")))
    return text(HEADINGS, [row | {heading: ""} for row in rows])


def content(folder: Path) -> dict[str, str]:
    return {
        str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.rglob("*")) if p.is_file()
    }


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data root with one release standing."""
    data = tmp_path_factory.mktemp("hostile")
    editions = Editions(data).reference("excerpt")
    editions.land(KEY, "2016-06", edition(7_200))
    for step in (("build", "--as-of", AS_OF), ("release",)):
        done = command(data, *step)
        assert done.returncode == 0, done.stdout + done.stderr
    yield data


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "a heading renamed": (lambda: edition(7_200).replace(b"Ownership Classification", b"Ownership Type", 1), "required heading"),
    "cut short": (lambda: edition(7_200)[:-40], "middle of the record"),
    "a page instead of a file": (lambda: b"<!DOCTYPE html><html><body>Service unavailable</body></html>", "HTML"),
    "nothing": (lambda: b"", "empty"),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_what_is_no_edition_is_refused_at_the_door(released: Path, tmp_path: Path, fault: str) -> None:
    make, words = REFUSED[fault]
    file = tmp_path / "open_data_organisations.csv"
    file.write_bytes(make())
    before = content(released / "raw"), content(released / "published")
    done = command(released, "import", KEY, str(file), "--vintage", "2017-06")
    assert done.returncode == 1
    assert words in " ".join((done.stdout + done.stderr).split())
    assert "Traceback" not in done.stderr
    assert (content(released / "raw"), content(released / "published")) == before


CLOSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "a column emptied": (lambda: without_values(edition(7_200), "Ownership Classification"), "ownership_class"),
    "rows cut by half": (lambda: edition(3_600), "3600"),
}


@pytest.mark.parametrize("fault", CLOSED)
def test_what_is_not_believed_closes_the_gate(released: Path, tmp_path: Path, fault: str) -> None:
    make, words = CLOSED[fault]
    file = tmp_path / "open_data_organisations.csv"
    file.write_bytes(make())
    before = content(released / "published"), content(released / "raw"), (released / "warehouse.duckdb").read_bytes()
    assert command(released, "import", KEY, str(file), "--vintage", "2017-06").returncode == 0
    try:
        done = command(released, "build", "--as-of", AS_OF)
        said = done.stdout + done.stderr
        assert done.returncode == 3, said
        assert words in said.replace(",", "")
        assert "Traceback" not in done.stderr
        raw = content(released / "raw")
        assert before[1].items() <= raw.items()
        assert (content(released / "published"), (released / "warehouse.duckdb").read_bytes()) == (before[0], before[2])
    finally:
        for path in (released / "raw" / KEY).iterdir():  # the next fault meets the archive of before
            if str(path.relative_to(released / "raw")) not in before[1]:
                path.unlink()


def test_a_reader_keeps_reading_through_a_release(released: Path) -> None:
    """The old file goes on being read by whoever holds it; the next open sees the new one."""
    reading = (
        "import duckdb, sys, time\n"
        "con = duckdb.connect(sys.argv[1], read_only=True)\n"
        "print(con.execute('SELECT count(*) FROM register.organisation').fetchall()[0][0], flush=True)\n"
        "sys.stdin.readline()\n"
        "print(con.execute('SELECT count(*), count(DISTINCT name) FROM register.organisation').fetchall()[0], flush=True)\n"
    )
    warehouse = released / "warehouse.duckdb"
    with subprocess.Popen(
        [sys.executable, "-c", reading, str(warehouse)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as reader:
        assert reader.stdout is not None and reader.stdin is not None
        assert reader.stdout.readline().strip() == "7200"
        file = released / "next.csv"
        file.write_bytes(edition(7_300))
        assert command(released, "import", KEY, str(file), "--vintage", "2017-09").returncode == 0
        inode = warehouse.stat().st_ino
        for step in (("build", "--as-of", AS_OF), ("release",)):
            done = command(released, *step)
            assert done.returncode == 0, done.stdout + done.stderr
        assert warehouse.stat().st_ino != inode
        reader.stdin.write("\n")
        reader.stdin.flush()
        assert reader.stdout.readline().strip() == "(7200, 7200)"
    asked = command(released, "ask", "SELECT count(*) AS n FROM register.organisation", "--csv")
    assert asked.stdout.split() == ["n", "7300"]
