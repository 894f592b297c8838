"""Turnover with coverage: one row is one nation in one edition, reference year and basis."""

from __future__ import annotations

from transform.register.provenance import NATIONS
from transform.summary.columns import BASIS, BASIS_NOTE, EDITION, MEASURES, REFERENCE_YEAR
from transform.table import Column, Table

TABLE = Table(
    "summary",
    "turnover_by_nation",
    "one nation in one edition, reference year and basis",
    (
        EDITION,
        REFERENCE_YEAR,
        BASIS,
        Column("nation", "VARCHAR", "Nation of the registered office; where it is registered, not where it trades.", required=True, values=NATIONS),
        *MEASURES,
    ),
    key=("edition", "reference_year", "basis", "nation"),
    notes=BASIS_NOTE + " Nation of the registered office as that edition lists it; credit-union aggregates stand in the nation they name, unregistered co-operatives under unknown. Nations add up to the year.",
)
