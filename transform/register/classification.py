"""One class of one organisation."""

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
    "classification",
    "one class of one organisation in one scheme, as one source gives it",
    (
        ORGANISATION_ID,
        Column(
            "scheme",
            "VARCHAR",
            "Which code list the value belongs to.",
            required=True,
            values=("sic_2007", "cuk_sector", "cuk_ownership", "fca_reporting", "legal_form"),
        ),
        Column("value", "VARCHAR", "Code or class.", required=True),
        FIRST_SEEN,
        LAST_SEEN,
        SOURCE,
        EDITION,
        FILE_SHA256,
        SOURCE_LINE,
    ),
    key=("organisation_id", "scheme", "value", "source"),
    notes="edition, file_sha256 and source_line point at the newest line that says so.",
)
