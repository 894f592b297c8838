"""The contract of a table: what one row is, its columns, their types, units and permitted values.

Shape checks, expectations, column comments, the data package, the dictionary and the JSON-LD are generated from it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import polars as pl

Type = Literal["VARCHAR", "DATE", "BIGINT", "INTEGER", "DOUBLE", "DECIMAL(18,2)", "BOOLEAN"]

_POLARS: dict[str, pl.DataType] = {
    "VARCHAR": pl.String(),
    "DATE": pl.Date(),
    "BIGINT": pl.Int64(),
    "INTEGER": pl.Int32(),
    "DOUBLE": pl.Float64(),
    "DECIMAL(18,2)": pl.Decimal(18, 2),
    "BOOLEAN": pl.Boolean(),
}


@dataclass(frozen=True)
class Column:
    """One column. `values` is a closed code list; `references` is `schema.table.column`."""

    name: str
    type: Type
    description: str
    required: bool = False
    unit: str | None = None
    values: tuple[str, ...] = ()
    pattern: str | None = None  # a full-match regular expression
    minimum: float | None = None
    maximum: float | None = None
    references: str | None = None


@dataclass(frozen=True)
class Table:
    """One table. `grain` completes the sentence "one row is ..."; `key` is unique and never null."""

    schema: Literal["staged", "register", "summary"]
    name: str
    grain: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    published: bool = True
    notes: str = ""  # what a reader must know before quoting a figure from it

    @property
    def full_name(self) -> str:
        return f"{self.schema}.{self.name}"

    def polars_schema(self) -> dict[str, pl.DataType]:
        return {column.name: _POLARS[column.type] for column in self.columns}


def reject_frame(rows: list[dict[str, object]] | None = None) -> pl.DataFrame:
    """A frame of rejects: source_line, column_name, value, reason, whole_row."""
    return pl.DataFrame(rows or [], schema=REJECT_SCHEMA)


REJECT_SCHEMA: dict[str, pl.DataType] = {
    "source_line": pl.Int64(),
    "column_name": pl.String(),
    "value": pl.String(),
    "reason": pl.String(),
    "whole_row": pl.Boolean(),
}


@dataclass(frozen=True)
class Staged:
    """Typed rows of one file, and what could not be used.

    Counts close: `read = rows.height + rejected whole + out_of_scope`.
    """

    rows: pl.DataFrame
    rejects: pl.DataFrame
    read: int
    out_of_scope: int = 0
    warnings: tuple[str, ...] = field(default=())

    @property
    def rejected_rows(self) -> int:
        return int(self.rejects.filter(pl.col("whole_row"))["source_line"].n_unique())
