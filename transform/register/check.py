"""One executed expectation. Written by the gates, never by the build."""

from __future__ import annotations

from transform.table import Column, Table

TABLE = Table(
    "register",
    "check",
    "one executed expectation of one gate",
    (
        Column("gate", "VARCHAR", "Which gate.", required=True, values=("source", "register", "release")),
        Column("table_name", "VARCHAR", "Table it was asked of, with its schema.", required=True),
        Column("expectation", "VARCHAR", "What was expected, in words.", required=True),
        Column("column_name", "VARCHAR", "Column it was asked of; empty where it is of the table.", required=True),
        Column("severity", "VARCHAR", "critical closes the gate; warning is published.", required=True, values=("critical", "warning")),
        Column("verdict", "VARCHAR", "passed, failed, or broken (the check itself raised: critical).", required=True, values=("passed", "failed", "broken")),
        Column("observed", "VARCHAR", "What was found."),
        Column("threshold", "VARCHAR", "What would have passed."),
        Column("detail", "VARCHAR", "Up to twenty offending rows, or the error of a broken check."),
    ),
    key=("gate", "table_name", "expectation", "column_name"),
)
