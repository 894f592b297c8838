"""Turnover with coverage: one row is one sector in one edition, reference year and basis."""

from __future__ import annotations

from transform.summary.columns import BASIS, BASIS_NOTE, EDITION, MEASURES, REFERENCE_YEAR
from transform.table import Column, Table

TABLE = Table(
    "summary",
    "turnover_by_sector",
    "one sector in one edition, reference year and basis",
    (
        EDITION,
        REFERENCE_YEAR,
        BASIS,
        Column("sector", "VARCHAR", "Sector, or `not stated`.", required=True),
        *MEASURES,
    ),
    key=("edition", "reference_year", "basis", "sector"),
    notes=BASIS_NOTE + " Sectors of Co-operatives UK, derived by it from SIC; aggregates have none and stand under `not stated`.",
)
