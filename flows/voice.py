"""How the command line speaks: results on standard output, progress on standard error.

On a terminal progress has a spinner and colours; elsewhere it is one plain log line a step.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console

WIDE = 200  # columns of a table that goes into a file or a pipe, where nothing says how wide it may be
_LOG_LINE = "%(asctime)s %(levelname)-7s %(message)s"
logger = logging.getLogger("flows")


class _Lines(logging.Handler):
    """Log records as lines of a terminal, above the spinner."""

    def __init__(self, console: Console) -> None:
        super().__init__()
        self.console = console

    def emit(self, record: logging.LogRecord) -> None:
        style = "red" if record.levelno >= logging.ERROR else "yellow" if record.levelno >= logging.WARNING else "dim"
        self.console.print(self.format(record), style=style, markup=False, highlight=False)


def output() -> Console:
    """Give the console for results."""
    return _console(stderr=False)


def listen(rooms: tuple[str, ...], *, debug: bool) -> Console:
    """Show what the rooms log from here on; give the console for progress."""
    console = _console(stderr=True)
    handler: logging.Handler = _Lines(console) if console.is_terminal else logging.StreamHandler(sys.stderr)
    if not console.is_terminal:
        handler.setFormatter(logging.Formatter(_LOG_LINE, "%H:%M:%S"))
    for room in rooms:
        speaker = logging.getLogger(room)
        speaker.handlers = [handler]
        speaker.setLevel(logging.DEBUG if debug else logging.INFO)
        speaker.propagate = False
    # It logs its housekeeping at INFO; its warnings still reach standard error.
    logging.getLogger("great_expectations").propagate = False
    # Each of its retries is part of a try that the fetch door tells of.
    logging.getLogger("urllib3").setLevel(logging.DEBUG if debug else logging.ERROR)
    return console


@contextmanager
def progress(console: Console, what: str) -> Iterator[None]:
    """Turn a spinner beside `what` for the length of a with-block; nothing where there is no terminal."""
    if console.is_terminal:
        with console.status(what):
            yield
    else:
        yield


def say(message: str) -> None:
    """Tell one step of a run."""
    logger.info(message)


def _console(*, stderr: bool) -> Console:
    console = Console(stderr=stderr, highlight=False)
    return console if console.is_terminal else Console(stderr=stderr, highlight=False, width=WIDE)
