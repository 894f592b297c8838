"""Staging a national Companies House file against DuckDB merely counting its rows.

Staging is what a build does with a landed file: read, stage, write Parquet. Every measurement runs in a process of its own,
so that its peak memory is its own; seconds are taken inside it, after imports. The two alternate, and the best of each counts.
On a busy machine compare the seconds of processor time, which others disturb less.
"""

from __future__ import annotations

import json
import math
import resource
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

THREADS = 2


@dataclass(frozen=True)
class Measured:
    """One file: its size, best seconds of staging and counting, highest peak memory of staging, and its counts."""

    kind: str
    rows: int
    megabytes: float
    stage_seconds: float
    count_seconds: float
    stage_processor: float
    count_processor: float
    peak_megabytes: float
    in_scope: int
    out_of_scope: int
    rejected: int

    @property
    def ratio(self) -> float:
        return self.stage_seconds / self.count_seconds

    @property
    def processor_ratio(self) -> float:
        return self.stage_processor / self.count_processor


def measure(rows: int, folder: Path, repeat: int, malformed_too: bool = False, packed: bool = False) -> Measured:
    """Write a file of `rows` companies into `folder`, stage and count it `repeat` times, and remove it.

    With `packed`, the zip of the file is staged and the file itself is counted. Raises AssertionError where counts do not
    close or differ from what was written.
    """
    file = folder / f"companies-{rows}.csv"
    out = folder / "staged.parquet"
    written = _child("write", str(file), str(rows), str(int(malformed_too)))
    edition = _pack(file) if packed else file
    try:
        stages, counts = [], []
        for _ in range(repeat):
            stages.append(_child("stage", str(edition), str(rows), str(out)))
            if not malformed_too:  # DuckDB stops at the first malformed row
                counts.append(_child("count", str(file)))
    finally:
        for left in (file, edition, out):
            left.unlink(missing_ok=True)
    first = stages[0]
    assert all(count["rows"] == rows for count in counts)
    assert first["in_scope"] + first["out_of_scope"] + first["rejected"] == rows
    assert first["rejected"] == written["malformed"]
    return Measured(
        ("zip" if packed else "csv") + (", malformed rows" if malformed_too else ""),
        rows,
        written["bytes"] / 1e6,
        _best(stages, "seconds"),
        _best(counts, "seconds"),
        _best(stages, "processor"),
        _best(counts, "processor"),
        max(stage["peak_megabytes"] for stage in stages),
        int(first["in_scope"]),
        int(first["out_of_scope"]),
        int(first["rejected"]),
    )


def _best(runs: Sequence[Mapping[str, float]], what: str) -> float:
    return min((run[what] for run in runs), default=math.nan)


def _pack(file: Path) -> Path:
    target = file.with_suffix(".zip")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        archive.write(file, file.name)
    return target


def _child(*args: str) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.benchmarks.bench_companies_house", *args]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stderr}")
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _write(file: str, rows: str, malformed_too: str) -> dict[str, float]:
    from tests.benchmarks.companies_house_file import write

    expected = write(Path(file), int(rows), bool(int(malformed_too)))
    return {"malformed": expected.malformed, "bytes": Path(file).stat().st_size}


def _stage(file: str, rows: str, out: str) -> dict[str, float]:
    from extract.sources.companies_house_basic import read
    from tests.benchmarks.companies_house_file import cited
    from transform.staged.companies_house_basic import stage

    numbers = cited(int(rows))
    start, busy = time.perf_counter(), time.process_time()
    staged = stage(read(Path(file), numbers))
    staged.rows.write_parquet(out, compression="zstd")
    return {
        "seconds": time.perf_counter() - start,
        "processor": time.process_time() - busy,
        "peak_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "in_scope": staged.rows.height,
        "out_of_scope": staged.out_of_scope,
        "rejected": staged.rejected_rows,
    }


def _count(file: str) -> dict[str, float]:
    import duckdb

    start, busy = time.perf_counter(), time.process_time()
    with duckdb.connect(config={"threads": THREADS}) as con:
        found = con.execute("SELECT count(*) FROM read_csv($file, all_varchar = true)", {"file": file}).fetchall()
    return {"seconds": time.perf_counter() - start, "processor": time.process_time() - busy, "rows": found[0][0]}


def _main(args: Sequence[str]) -> None:
    acts: dict[str, Callable[..., dict[str, float]]] = {"write": _write, "stage": _stage, "count": _count}
    sys.stdout.write(json.dumps(acts[args[0]](*args[1:])))


if __name__ == "__main__":
    _main(sys.argv[1:])
