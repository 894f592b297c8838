"""Turnover with coverage: one row is the UK totals of one edition for one reference year on one basis."""

from __future__ import annotations

from transform.summary.columns import BASIS, BASIS_NOTE, EDITION, MEASURES, REFERENCE_YEAR
from transform.table import Table

TABLE = Table(
    "summary",
    "turnover_by_year",
    "the UK totals of one edition for one reference year on one basis",
    (
        EDITION,
        REFERENCE_YEAR,
        BASIS,
        *MEASURES,
    ),
    key=("edition", "reference_year", "basis"),
    notes=BASIS_NOTE,
)
