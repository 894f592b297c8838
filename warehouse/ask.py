"""Asking: SQL, or a ready-made question by name, of a register database that cannot be changed by it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import polars as pl

from warehouse.questions import questions

_NAME = re.compile(r"[\w-]+")
_SHUT = (
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET enable_external_access = false",
    "SET lock_configuration = true",
)


class AskError(Exception):
    """A question that has no answer: unknown name, wrong SQL, or no database. The message says which, for a person."""


@contextmanager
def reading(db: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a register database read-only, with no way to other files, the network or settings.

    Raises AskError when there is no database, or it cannot be opened.
    """
    if not db.is_file():
        raise AskError(f"there is no database at {db}: build and release first")
    try:
        con = duckdb.connect(str(db), read_only=True)
    except duckdb.Error as problem:
        raise AskError(f"{db} cannot be opened: {_plain(problem)}") from problem
    try:
        for setting in _SHUT:
            con.execute(setting)
        yield con
    finally:
        con.close()


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
            return relation.pl()
        except duckdb.Error as problem:
            raise AskError(_plain(problem)) from problem


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
