"""Contract -> shape: every table is there, with the columns of its contract, in order, of their types.

Asked plainly of DuckDB: Great Expectations would compare names that SQLAlchemy gives to types, not DuckDB's own.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from transform.table import Table


@dataclass(frozen=True)
class Shape:
    """What one table looks like beside its contract; `faults` is empty where they agree."""

    table: Table
    exists: bool  # and can be read
    rows: int
    faults: tuple[str, ...]


def shape_of(con: duckdb.DuckDBPyConnection, table: Table) -> Shape:
    """Compare one table of an open database with its contract: names, order and types of its columns.

    A staged view may carry more columns than its contract (which file a row is from): there only the contract's are compared.
    """
    found: dict[str, str] = dict(
        con.execute(
            "SELECT column_name, data_type FROM duckdb_columns() WHERE database_name = current_database() "
            "AND schema_name = ? AND table_name = ? ORDER BY column_index",
            [table.schema, table.name],
        ).fetchall()
    )
    if not found:
        return Shape(table, False, 0, (f"there is no table {table.full_name}",))
    declared = {column.name: column.type for column in table.columns}
    wrong = {name: kind for name, kind in declared.items() if found.get(name) != kind}
    faults = [f"{name}: {found.get(name, 'missing')} instead of {kind}" for name, kind in wrong.items()]
    if table.schema != "staged":
        faults += [f"{name}: {kind}, of which the contract knows nothing" for name, kind in found.items() if name not in declared]
        if not faults and list(found) != list(declared):
            faults.append(f"the columns stand in another order: {', '.join(found)}")
    try:
        rows = con.execute(f'SELECT count(*) FROM {table.schema}."{table.name}"').fetchall()[0][0]
    except duckdb.Error as problem:  # a staged view whose Parquet file is gone
        return Shape(table, False, 0, (f"{table.full_name} cannot be read: {problem}",))
    return Shape(table, True, int(rows), tuple(faults))
