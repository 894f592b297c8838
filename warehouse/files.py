"""The published tables as Parquet and CSV: the same rows give the same bytes, whatever the machine."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from transform.table import Table
from warehouse.database import column_comment, ordered_select, table_comment

ROW_GROUP = 100_000
_ARROW: dict[str, pa.DataType] = {
    "VARCHAR": pa.string(),
    "DATE": pa.date32(),
    "BIGINT": pa.int64(),
    "INTEGER": pa.int32(),
    "DOUBLE": pa.float64(),
    "DECIMAL(18,2)": pa.decimal128(18, 2),
    "BOOLEAN": pa.bool_(),
}


def file_name(table: Table) -> str:
    """Give the name that a table's files have, without ending: `register_organisation`."""
    return f"{table.schema}_{table.name}"


def write_tables(con: duckdb.DuckDBPyConnection, tables: tuple[Table, ...], folder: Path) -> None:
    """Write `parquet/<name>.parquet` and `csv/<name>.csv` of every table of the open database, in key order.

    Parquet: zstd, fixed row groups, descriptions in the metadata. CSV: UTF-8, header, an empty cell is a null (a text
    that is empty and not null is written `""`), decimals in full, ISO dates, `true` and `false`.
    """
    (folder / "parquet").mkdir()
    (folder / "csv").mkdir()
    for table in tables:
        rows = con.sql(ordered_select(table)).to_arrow_table().cast(_schema(table)).combine_chunks()
        pq.write_table(
            rows,
            folder / "parquet" / f"{file_name(table)}.parquet",
            row_group_size=ROW_GROUP,
            compression="zstd",
            version="2.6",
        )
        frame = pl.from_arrow(rows)
        assert isinstance(frame, pl.DataFrame)
        frame.write_csv(folder / "csv" / f"{file_name(table)}.csv", quote_style="necessary", line_terminator="\n")


def sha256_and_bytes(path: Path) -> tuple[str, int]:
    """Give the SHA-256 and the size of a file."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest(), path.stat().st_size


def _schema(table: Table) -> Any:
    fields = [pa.field(c.name, _ARROW[c.type], metadata={"description": column_comment(c)}) for c in table.columns]
    return pa.schema(fields, metadata={"description": table_comment(table)})
