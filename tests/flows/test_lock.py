"""The run lock: one run at a time; a killed run is told and does not stand in the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.lock import Busy, require_free, run_lock

ROOT = Path(__file__).resolve().parents[2]
AT = datetime(2025, 1, 31, 4, 5, 6, tzinfo=UTC)
HOLD = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from flows.lock import run_lock
with run_lock(Path(sys.argv[1]), "build", datetime(2025, 1, 31, 4, 5, 6, tzinfo=UTC), print):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    return tmp_path / "data" / "lock"


@pytest.fixture
def holder(lock: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock."""
    with subprocess.Popen([sys.executable, "-c", HOLD, str(lock)], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_the_second_run_says_who_is_at_work(lock: Path, holder: subprocess.Popen[str]) -> None:
    said: list[str] = []
    with pytest.raises(Busy, match=rf"'build' \(process {holder.pid}, started 2025-01-31T04:05:06\+00:00\) is at work"):
        run_lock(lock, "refresh", AT, said.append).__enter__()
    with pytest.raises(Busy, match=str(holder.pid)):
        require_free(lock)
    assert said == []
    assert f'"pid": {holder.pid}' in lock.read_text()  # the holder's note is as it was


def test_a_killed_run_is_told_and_does_not_stand_in_the_way(lock: Path, holder: subprocess.Popen[str]) -> None:
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    require_free(lock)
    said: list[str] = []
    with run_lock(lock, "refresh", AT, said.append):
        assert f'"pid": {os.getpid()}' in lock.read_text()
    assert len(said) == 1
    assert f"process {holder.pid}" in said[0]


def test_a_run_that_ends_leaves_nothing_to_tell(lock: Path) -> None:
    said: list[str] = []
    with pytest.raises(ZeroDivisionError), run_lock(lock, "build", AT, said.append):
        1 / 0  # noqa: B018
    with run_lock(lock, "build", AT, said.append), pytest.raises(Busy):
        run_lock(lock, "build", AT, said.append).__enter__()
    assert said == []
    assert lock.read_text() == ""


def test_an_unreadable_note_is_told_too(lock: Path) -> None:
    lock.parent.mkdir()
    lock.write_text("half a no")
    said: list[str] = []
    with run_lock(lock, "build", AT, said.append):
        pass
    assert "half a no" in said[0]
