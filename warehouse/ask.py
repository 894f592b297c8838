"""Asking: SQL, or a ready-made question by name, of a register database that cannot be changed by it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import duckdb
import polars as pl

from warehouse.database import opened
from warehouse.questions import questions

_NAME = re.compile(r"[\w-]+")


class AskError(Exception):
    """A question that has no answer: unknown name, wrong SQL, or no database. The message says which, for a person."""


@contextmanager
def reading(db: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a register database read-only, with no way to other files, the network or settings.

    Raises AskError when there is no database, or it cannot be opened.
    """
    if not db.is_file():
        raise AskError(f"there is no database at {db}: build and release first")
    with ExitStack() as stack:
        try:
            con = stack.enter_context(opened(db))
        except duckdb.Error as problem:
            raise AskError(f"{db} cannot be opened: {_plain(problem)}") from problem
        con.execute("SET enable_external_access = false; SET lock_configuration = true")
        yield con


def ask(db: Path, sql_or_name: str) -> pl.DataFrame:
    """Give the answer to a ready-made question (one word) or to SQL, as a frame.

    Raises AskError for an unknown name (with those that are spelled alike), for SQL that DuckDB does not take, and for
    a statement that gives no rows.
    """
    text = sql_or_name.strip()
    sql = _question(text) if _NAME.fullmatch(text) else text
    with reading(db) as con:
        try:
            relation = con.sql(sql)
            if relation is None:
                raise AskError("this statement gives no rows; ask with a SELECT")
            answer: pl.DataFrame = relation.pl()
        except duckdb.Error as problem:
            raise AskError(_plain(problem)) from problem
    return answer


def _question(name: str) -> str:
    known = questions()
    found = known.get(name.lower().replace("-", "_"))
    if found is not None:
        return found.sql
    alike = difflib.get_close_matches(name.lower(), known, n=3, cutoff=0.5)
    hint = f"Did you mean {' or '.join(alike)}? " if alike else ""
    raise AskError(f"there is no ready-made question {name!r}. {hint}There are: {', '.join(known)}.")


def _plain(problem: duckdb.Error) -> str:
    return str(problem).strip()
