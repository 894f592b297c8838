"""Turnover with coverage: one row is one ownership class in one edition, reference year and basis."""

from __future__ import annotations

from transform.summary.columns import BASIS, BASIS_NOTE, EDITION, MEASURES, REFERENCE_YEAR
from transform.table import Column, Table

TABLE = Table(
    "summary",
    "turnover_by_ownership",
    "one ownership class in one edition, reference year and basis",
    (
        EDITION,
        REFERENCE_YEAR,
        BASIS,
        Column("ownership_class", "VARCHAR", "Ownership class, or `not stated`.", required=True),
        *MEASURES,
    ),
    key=("edition", "reference_year", "basis", "ownership_class"),
    notes=BASIS_NOTE + " Ownership classes of Co-operatives UK; aggregates have none and stand under `not stated`.",
)
