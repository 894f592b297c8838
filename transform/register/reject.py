"""One value or row that could not be used."""

from __future__ import annotations

from transform.register.provenance import EDITION, FILE_SHA256, SOURCE, SOURCE_LINE
from transform.table import Column, Table

TABLE = Table(
    "register",
    "reject",
    "one value or row of a publisher's file that could not be used, and why",
    (
        SOURCE,
        EDITION,
        FILE_SHA256,
        SOURCE_LINE,
        Column("column_name", "VARCHAR", "The publisher's heading; `(row)` where the whole row was rejected.", required=True),
        Column("value", "VARCHAR", "The value as written; withheld where it could name a person."),
        Column("reason", "VARCHAR", "Why, as a short code followed by words.", required=True),
        Column("whole_row", "BOOLEAN", "Whether the row was rejected whole.", required=True),
    ),
    key=("source", "edition", "file_sha256", "source_line", "column_name", "reason"),
)
