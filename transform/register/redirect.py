"""One organisation id that is no longer in use, and the one that stands for it."""

from __future__ import annotations

from transform.register.provenance import ORGANISATION_ID
from transform.table import Column, Table

TABLE = Table(
    "register",
    "redirect",
    "one identifier that an organisation might have been published under, and the organisation that it now resolves to",
    (
        Column("from_id", "VARCHAR", "The id that resolves to another.", required=True),
        ORGANISATION_ID,
        Column("reason", "VARCHAR", "Why.", required=True),
    ),
    key=("from_id", "organisation_id"),
)
