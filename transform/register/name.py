"""One name of one organisation."""

from __future__ import annotations

from transform.register.provenance import (
    EDITION,
    FILE_SHA256,
    FIRST_SEEN,
    LAST_SEEN,
    ORGANISATION_ID,
    SOURCE,
    SOURCE_LINE,
)
from transform.table import Column, Table

TABLE = Table(
    "register",
    "name",
    "one name of one organisation, as one source writes it",
    (
        ORGANISATION_ID,
        Column("name", "VARCHAR", "The name as written.", required=True),
        Column("kind", "VARCHAR", "Which kind of name.", required=True, values=("registered", "trading", "previous")),
        Column("valid_from", "DATE", "First day of the name, where the register gives it."),
        Column("valid_to", "DATE", "Last day of the name, where the register gives it."),
        FIRST_SEEN,
        LAST_SEEN,
        SOURCE,
        EDITION,
        FILE_SHA256,
        SOURCE_LINE,
    ),
    key=("organisation_id", "kind", "name", "source"),
    notes="edition, file_sha256 and source_line point at the newest line that says so.",
)
