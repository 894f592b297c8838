"""The noun of this room: one thing that must hold of one table, in words and as something that can be asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Gate = Literal["source", "register", "release"]
Severity = Literal["critical", "warning"]

GATES: tuple[Gate, ...] = ("source", "register", "release")
NO_ROWS = "no offending row"


@dataclass(frozen=True)
class Expectation:
    """One thing that must hold of one table.

    `rows` is a SELECT of the offending rows, in the table names of the database, `previous.` before those of the previous
    release. `kind` and `arguments` name an expectation of Great Expectations instead. `found` and `applies` are SELECTs
    of one value: what was found, in words; and whether there is anything to ask (it is left out of the record if not).
    """

    gate: Gate
    table: str  # schema.table
    says: str
    severity: Severity = "critical"
    rows: str = ""
    column: str = ""
    threshold: str = NO_ROWS
    kind: str = "UnexpectedRowsExpectation"
    arguments: Mapping[str, object] = field(default_factory=dict)
    key: tuple[str, ...] = ()  # columns that name an offending row; only for a `kind` of Great Expectations
    found: str = ""
    applies: str = ""
    against_previous: bool = False


def quoted(text: str) -> str:
    """Give a text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def named(column: str) -> str:
    """Give a column name as an SQL identifier."""
    return '"' + column.replace('"', '""') + '"'
