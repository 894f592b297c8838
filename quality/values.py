"""Contract -> expectations: everything that a table's declaration promises of its values."""

from __future__ import annotations

from collections.abc import Iterator

from quality.expectation import Expectation, Gate, named, quoted
from transform.table import Column, Table


def expectations(table: Table, gate: Gate) -> tuple[Expectation, ...]:
    """Give what the contract promises of the values: columns, key, required, code lists, ranges, patterns, references.

    Types are asked by `quality.shape`. Great Expectations has no regular expressions on DuckDB, so patterns are SQL.
    """
    return (
        _asked(table, gate, "columns are those of the contract, in order", "ExpectTableColumnsToMatchOrderedList",
               column_list=[column.name for column in table.columns]),
        _unique(table, gate),
        *(made for column in table.columns for made in _of_column(table, gate, column)),
    )  # fmt: skip


def staged_expectations(table: Table) -> tuple[Expectation, ...]:
    """Give what a staged contract promises of the rows of each file: its key is unique within a file, not across editions."""
    key = ", ".join(named(name) for name in table.key)
    repeated = Expectation(
        "source",
        table.full_name,
        f"{_listed(table.key)}: no two rows of one file share it",
        rows=f"SELECT edition, file_sha256, {key}, count(*) AS rows FROM {table.full_name} GROUP BY ALL HAVING count(*) > 1",
    )
    return (repeated, *(made for column in table.columns for made in _of_column(table, "source", column)))


def _unique(table: Table, gate: Gate) -> Expectation:
    says = f"{_listed(table.key)}: no two rows share it"
    if len(table.key) == 1:
        return _asked(table, gate, says, "ExpectColumnValuesToBeUnique", table.key[0], column=table.key[0])
    return _asked(table, gate, says, "ExpectCompoundColumnsToBeUnique", column_list=list(table.key))


def _of_column(table: Table, gate: Gate, column: Column) -> Iterator[Expectation]:
    name = column.name
    if column.required or name in table.key:
        yield _asked(table, gate, f"{name} is never empty", "ExpectColumnValuesToNotBeNull", name, column=name)
    if column.values:
        yield _asked(
            table, gate, f"{name} is one of its code list", "ExpectColumnValuesToBeInSet", name,
            f"one of: {', '.join(column.values)}", column=name, value_set=list(column.values),
        )  # fmt: skip
    if column.minimum is not None or column.maximum is not None:
        yield _asked(
            table, gate, f"{name} lies in its range", "ExpectColumnValuesToBeBetween", name,
            _range(column), column=name, min_value=column.minimum, max_value=column.maximum,
        )  # fmt: skip
    if column.pattern:
        misshapen = f"NOT regexp_full_match({named(name)}, {quoted(column.pattern)})"
        yield _of_rows(table, gate, column, f"{name} has its shape", misshapen, column.pattern)
    if column.references:
        schema, other, target = column.references.split(".")
        missing = f"{named(name)} NOT IN (SELECT {named(target)} FROM {schema}.{other} WHERE {named(target)} IS NOT NULL)"
        yield _of_rows(table, gate, column, f"{name} stands in {column.references}", missing, f"a value of {column.references}")


def _of_rows(table: Table, gate: Gate, column: Column, says: str, wrong: str, threshold: str) -> Expectation:
    shown = ", ".join(named(name) for name in dict.fromkeys((*table.key, column.name)))
    rows = f"SELECT {shown} FROM {table.full_name} WHERE {named(column.name)} IS NOT NULL AND {wrong}"
    return Expectation(gate, table.full_name, says, rows=rows, column=column.name, threshold=threshold)


def _asked(
    table: Table, gate: Gate, says: str, kind: str, about: str = "", threshold: str = "", /, **arguments: object
) -> Expectation:
    return Expectation(
        gate, table.full_name, says, column=about, threshold=threshold or "every row", kind=kind, arguments=arguments, key=table.key
    )


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names[:-1]) + (" and " if len(names) > 1 else "") + names[-1]


def _range(column: Column) -> str:
    if column.maximum is None:
        return f"{column.minimum} or more"
    return f"{column.minimum} to {column.maximum}" if column.minimum is not None else f"{column.maximum} or less"
