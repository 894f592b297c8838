"""One figure that a publisher gives for no single organisation."""

from __future__ import annotations

from transform.register.finance import INCOME_CONCEPT, MEASURES
from transform.register.provenance import EDITION, FILE_SHA256, NATIONS, SOURCE, SOURCE_LINE
from transform.table import Column, Table

TABLE = Table(
    "register",
    "aggregate",
    "one figure that a publisher gives for no single organisation, such as 'Credit Unions Total - Wales'",
    (
        Column("label", "VARCHAR", "The publisher's words.", required=True),
        Column("nation", "VARCHAR", "Nation that the publisher's words name, else unknown.", required=True, values=NATIONS),
        Column("measure", "VARCHAR", "What is measured.", required=True, values=MEASURES),
        Column("value", "DECIMAL(18,2)", "The figure, nominal, in `unit`.", required=True),
        Column("unit", "VARCHAR", "Unit of the figure.", required=True, values=("GBP", "memberships", "persons")),
        INCOME_CONCEPT,
        Column("reference_year", "INTEGER", "The publisher's year.", required=True),
        Column("period_end", "DATE", "Year end date, where given."),
        SOURCE,
        EDITION,
        FILE_SHA256,
        SOURCE_LINE,
    ),
    key=("source", "edition", "file_sha256", "source_line", "measure"),
    notes="Part of the publisher's own totals (basis as_published), of no other.",
)
