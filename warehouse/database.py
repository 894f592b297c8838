"""A register database in a fresh file: contract tables in key order, comments from the contracts, questions as views."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb
import polars as pl

from transform.build import TABLES
from transform.table import Column, Table
from warehouse.questions import questions

STORAGE = "v1.5.0"  # DuckDB 2 writes files that 1.5 cannot open, unless told so


class WarehouseError(Exception):
    """A database that cannot be kept or released: what is wrong with it, where, and what to do."""


def published() -> tuple[Table, ...]:
    """Give the contracts of the tables that may leave this machine.

    A table keyed by postcode is a postcode table: those of Northern Ireland may not be passed on, so none is.
    """
    return tuple(table for table in TABLES if table.published and "postcode" not in table.key)


@contextmanager
def opened(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a register database read-only, whatever its file is called.

    DuckDB names an opened file after its file name; a file `register.duckdb` and its schema `register` would then be
    one name for two things, and every `register.organisation` an error ("Ambiguous reference to catalog or schema").
    Raises duckdb.Error when the file is missing or is no DuckDB file.
    """
    con = duckdb.connect(config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"})
    try:
        con.execute(f"ATTACH {literal(str(path))} AS held (READ_ONLY)")
        con.execute("USE held")
        yield con
    finally:
        con.close()


def quoted(name: str) -> str:
    """Give an SQL identifier in quotation marks."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Give an SQL string literal."""
    return "'" + text.replace("'", "''") + "'"


def column_comment(column: Column) -> str:
    """Give what a reader should know of a column: description, unit, code list."""
    parts = [column.description]
    if column.unit:
        parts.append(f"Unit: {column.unit}.")
    if column.values:
        parts.append(f"One of: {', '.join(column.values)}.")
    if column.references:
        parts.append(f"Refers to {column.references}.")
    return " ".join(parts)


def table_comment(table: Table) -> str:
    """Give what a reader should know of a table: grain, key, notes."""
    return " ".join(part for part in (f"One row is {table.grain}.", f"Key: {', '.join(table.key)}.", table.notes) if part)


def write_database(
    source: Path, target: Path, tables: tuple[Table, ...], replaced: Mapping[str, pl.DataFrame] | None = None
) -> None:
    """Write `tables` of the database `source` into a new file `target`, whole and synced, with no log file beside it.

    Only the contracts' columns are taken, in the order of the key. Every ready-made question becomes a view of schema
    `question`. `replaced` gives tables (by full name) whose rows come from a frame in place of `source`.
    The file can be read by DuckDB 1.5 and later. Raises WarehouseError when `source` lacks a table or a column.
    """
    if not source.is_file():
        raise WarehouseError(f"there is no database at {source}: build first")
    con = duckdb.connect(config={"autoinstall_known_extensions": "false"})
    try:
        con.execute(f"ATTACH {literal(str(source))} AS old (READ_ONLY)")
        con.execute(f"ATTACH {literal(str(target))} AS new (STORAGE_VERSION {literal(STORAGE)})")
        _check_layout(con, source, tables, replaced or {})
        con.execute("USE new")
        con.execute("BEGIN")
        for schema in sorted({table.schema for table in tables}):
            con.execute(f"CREATE SCHEMA {quoted(schema)}")
        for table in tables:
            _write_table(con, table, (replaced or {}).get(table.full_name))
        _write_questions(con)
        con.execute("COMMIT")
        con.execute("USE memory")
        con.execute("CHECKPOINT new")
        con.execute("DETACH new")
    finally:
        con.close()
    if Path(f"{target}.wal").exists():
        raise WarehouseError(f"{target} was written, but changes still stand in its log file; nothing was replaced")
    sync(target)


def sync(path: Path) -> None:
    """Make a file or folder safe against a power cut. Raises OSError when the disk refuses."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def ordered_select(table: Table, catalogue: str | None = None) -> str:
    """Give a SELECT of the contract's columns in one certain order: by key, then by every other column."""
    columns = [column.name for column in table.columns]
    order = [*table.key, *(name for name in columns if name not in table.key)]
    place = ".".join(quoted(part) for part in (catalogue, table.schema, table.name) if part)
    return f"SELECT {', '.join(map(quoted, columns))} FROM {place} ORDER BY {', '.join(map(quoted, order))}"


def _check_layout(
    con: duckdb.DuckDBPyConnection, source: Path, tables: tuple[Table, ...], replaced: Mapping[str, pl.DataFrame]
) -> None:
    found = con.execute(
        "SELECT schema_name || '.' || table_name, column_name FROM duckdb_columns() WHERE database_name = 'old'"
    ).fetchall()
    have = set(found)
    missing = [
        f"{table.full_name}.{column.name}"
        for table in tables
        if table.full_name not in replaced
        for column in table.columns
        if (table.full_name, column.name) not in have
    ]
    if missing:
        raise WarehouseError(f"{source.name} lacks {len(missing)} contract column(s): {', '.join(missing[:10])}. Build again.")


def _write_table(con: duckdb.DuckDBPyConnection, table: Table, frame: pl.DataFrame | None) -> None:
    place = f"{quoted(table.schema)}.{quoted(table.name)}"
    columns = ", ".join(f"{quoted(column.name)} {column.type}" for column in table.columns)
    con.execute(f"CREATE TABLE {place} ({columns})")
    if frame is None:
        con.execute(f"INSERT INTO {place} {ordered_select(table, 'old')}")
    else:
        con.register("given", frame.select([column.name for column in table.columns]).to_arrow())
        con.execute(f"INSERT INTO {place} SELECT * FROM given")
        con.unregister("given")
    con.execute(f"COMMENT ON TABLE {place} IS {literal(table_comment(table))}")
    for column in table.columns:
        con.execute(f"COMMENT ON COLUMN {place}.{quoted(column.name)} IS {literal(column_comment(column))}")


def _write_questions(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("CREATE SCHEMA question")
    for name, question in questions().items():
        con.execute(f"CREATE VIEW question.{quoted(name)} AS {question.sql}")
        comment = f"{question.title}. {question.description}"
        con.execute(f"COMMENT ON VIEW question.{quoted(name)} IS {literal(comment)}")
