"""One thing that happened to one organisation."""

from __future__ import annotations

from transform.register.provenance import EDITION, FILE_SHA256, ORGANISATION_ID, SOURCE, SOURCE_LINE
from transform.table import Column, Table

TABLE = Table(
    "register",
    "event",
    "one thing that happened to one organisation, with the day it happened and the day an edition first said so",
    (
        ORGANISATION_ID,
        Column(
            "event",
            "VARCHAR",
            "What happened.",
            required=True,
            values=("registered", "renamed", "moved", "reclassified", "ended", "converted", "transferred", "left_the_list"),
        ),
        Column("happened_on", "DATE", "The register's own date; null where it gives none."),
        Column("known_on", "DATE", "Day of the first edition that says so.", required=True),
        Column("cause", "VARCHAR", "Cause, where a register gives one."),
        Column("detail", "VARCHAR", "Before and after, in words.", required=True),
        SOURCE,
        EDITION,
        FILE_SHA256,
        SOURCE_LINE,
    ),
    key=("organisation_id", "event", "source", "edition", "detail"),
    notes="A deregistration date is an administrative date. 'left_the_list' means absent from a later edition, not deregistered.",
)
