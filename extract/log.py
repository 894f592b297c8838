"""The fetch log: one line for every attempt at a source, in the order in which the attempts ended.

`fetch-log.jsonl` is only ever appended to. It is a record for people who ask what last night's run did, and no input
of a build: the same archive gives the same release whatever the log says.
"""

from __future__ import annotations

import dataclasses
import json
import logging
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from extract.download import http_date

logger = logging.getLogger(__name__)

Outcome = Literal["landed", "same bytes", "not modified", "failed", "refused", "broken off"]


@dataclass(frozen=True)
class Entry:
    """One attempt at one source.

    `when` is the Date header of the last answer, ISO 8601 in UTC: none where no server answered. `url` and `status` are
    those of the last request; `bytes` came in bodies, pages and robots files included; `seconds` counts waiting too.
    `asked` lists every request with the statuses that it was answered with, "none" where no answer came.
    """

    when: str | None
    source: str
    url: str
    outcome: Outcome
    status: int | None
    bytes: int
    seconds: float
    message: str
    asked: tuple[str, ...] = ()


@dataclass
class Trail:
    """What one attempt asked for and what it was told, written down as it goes."""

    outcome: Outcome = "failed"
    message: str = ""
    bytes: int = 0
    url: str = ""
    status: int | None = None
    when: str | None = None
    asked: list[str] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)

    def answered(self, url: str, statuses: Sequence[int | None], headers: Mapping[str, str]) -> None:
        """Write down a request, the statuses of all its tries, and the time on the server's clock."""
        self.url, self.status = url, statuses[-1]
        self.asked.append(f"{url} {', '.join(str(status or 'none') for status in statuses)}")
        date = http_date(headers.get("Date"))
        self.when = date.isoformat() if date else self.when

    def unanswered(self, url: str) -> None:
        """Write down a request that no answer came to."""
        self.answered(url, [None], {})

    def ended(self, outcome: Outcome, message: str = "") -> None:
        """Write down how the attempt ended."""
        self.outcome, self.message = outcome, message

    def entry(self, source: str) -> Entry:
        """Give the attempt as it stands."""
        seconds = round(time.monotonic() - self.began, 3)
        return Entry(self.when, source, self.url, self.outcome, self.status, self.bytes, seconds, self.message, tuple(self.asked))


@contextmanager
def attempt(log: Path, source: str) -> Iterator[Trail]:
    """Give a trail to fill; it is noted when the with-block ends, however it ends. What is raised goes on.

    The block says how it ended; where it raises without having said, the attempt was broken off.
    """
    trail = Trail("broken off")
    try:
        yield trail
    except BaseException as problem:
        trail.message = trail.message or str(problem) or type(problem).__name__
        raise
    finally:
        note(log, trail.entry(source))


def note(log: Path, entry: Entry) -> None:
    """Append one line to the log. A log that cannot be written is told of, and does not undo what was landed."""
    line = json.dumps(dataclasses.asdict(entry), ensure_ascii=False) + "\n"
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        # One write: lines of sources that end at the same moment do not run into one another.
        with log.open("a+b", buffering=0) as handle:
            handle.write(_torn(handle.fileno()) + line.encode())
    except OSError as problem:
        logger.warning("%s: the fetch log %s could not be written (%s)", entry.source, log, problem)


def entries(log: Path, source: str | None = None) -> tuple[Entry, ...]:
    """Give every attempt, oldest first, of one source or of all; none where there is no log yet.

    A line that a killed run left unfinished is told of and passed over.
    """
    if not log.exists():
        return ()
    known = {one.name for one in dataclasses.fields(Entry)}
    found: list[Entry] = []
    for number, line in enumerate(log.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
        try:
            values = {name: value for name, value in json.loads(line).items() if name in known}
            entry = Entry(**{**values, "asked": tuple(values.get("asked", ()))})
        except (ValueError, TypeError, AttributeError) as problem:
            logger.warning("%s: line %d is no entry (%s)", log, number, problem)
            continue
        if source in (None, entry.source):
            found.append(entry)
    return tuple(found)


def _torn(descriptor: int) -> bytes:
    """Give a line end where the last line has none, because the run that wrote it was killed."""
    size = os.fstat(descriptor).st_size
    return b"\n" if size and os.pread(descriptor, 1, size - 1) != b"\n" else b""
