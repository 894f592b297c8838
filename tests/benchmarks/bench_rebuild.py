"""A second build with nothing new against the first build of the same archive, both as a user runs them."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Rebuilt:
    """Seconds of the first build, of a second with nothing new, and of one that was forced to use the cache of staged files."""

    first_seconds: float
    second_seconds: float
    forced_seconds: float

    @property
    def ratio(self) -> float:
        return self.second_seconds / self.first_seconds


def measure(data: Path, as_of: str, archive: Path | None) -> Rebuilt:
    """Fill the empty data root `data` with the sample, or with the tree `archive`, and build it three times.

    Raises RuntimeError with the command's own words where a command fails; a closed gate (3) is a finished build.
    """
    _run(data, *(["import", "--archive", str(archive)] if archive else ["sample"]))
    first, second = (_run(data, "build", "--as-of", as_of) for _ in range(2))
    return Rebuilt(first, second, _run(data, "build", "--as-of", as_of, "--force"))


def _run(data: Path, *args: str) -> float:
    command = [sys.executable, "-m", "flows.cli", "--data", str(data), *args]
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - start
    accepted = (0, 3) if args[0] == "build" else (0, 1) if args[0] == "import" else (0,)
    if done.returncode not in accepted:
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return seconds
