"""One line of one publisher's file, and the organisation it speaks of."""

from __future__ import annotations

from dataclasses import replace

from transform.register.provenance import EDITION, FILE_SHA256, ORGANISATION_ID, SOURCE, SOURCE_LINE
from transform.table import Column, Table

TABLE = Table(
    "register",
    "source_record",
    "one staged line of one publisher's file that speaks of an organisation",
    (
        SOURCE,
        EDITION,
        FILE_SHA256,
        SOURCE_LINE,
        Column("record_kind", "VARCHAR", "What the line is about.", required=True, values=("organisation", "figures", "outlet")),
        Column("record_id", "VARCHAR", "The publisher's own id, as written.", required=True),
        Column("reference_year", "INTEGER", "Year of the figures; null for other lines."),
        replace(ORGANISATION_ID, required=True),
    ),
    key=("source", "edition", "file_sha256", "source_line"),
)
