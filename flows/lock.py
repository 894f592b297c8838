"""The run lock: one build or refresh at a time in a data root.

The kernel holds the lock and lets go of it when the holder dies, so a lock can be left written but never left held.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO


class Busy(Exception):
    """Another process works on this data root."""


def require_free(path: Path) -> None:
    """Raise Busy, naming the holder, when the lock `path` is held now. Nothing is taken or written."""
    if not path.exists():
        return
    with path.open(encoding="utf-8") as handle:
        _take(handle, path, fcntl.LOCK_SH)


@contextmanager
def run_lock(path: Path, purpose: str, started: datetime, say: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock `path` for the length of a with-block, with who holds it written inside.

    Raises Busy, naming the holder, when it is held. A note left by a run that was killed is told through `say`.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as handle:
        _take(handle, path, fcntl.LOCK_EX)
        left = _holder(handle)
        if left:
            say(
                f"{left} stopped before it was done (killed, or the machine went down). "
                "The archive and the last release are whole; going on."
            )
        _write(handle, json.dumps({"pid": os.getpid(), "purpose": purpose, "started": started.isoformat()}))
        try:
            yield
        finally:
            _write(handle, "")


def _take(handle: IO[str], path: Path, how: int) -> None:
    try:
        fcntl.flock(handle, how | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Busy(
            f"{_holder(handle) or 'another run'} is at work on {path.parent}. "
            "One run at a time: wait for it, or stop it, then try again."
        ) from None


def _holder(handle: IO[str]) -> str:
    """Say who wrote the lock, or nothing where it is empty."""
    handle.seek(0)
    text = handle.read().strip()
    if not text:
        return ""
    try:
        note = json.loads(text)
        return f"'{note['purpose']}' (process {note['pid']}, started {note['started']})"
    except (ValueError, KeyError, TypeError):
        return f"a run that left an unreadable lock ({text[:80]!r})"


def _write(handle: IO[str], text: str) -> None:
    handle.seek(0)
    handle.truncate()
    handle.write(text)
    handle.flush()
