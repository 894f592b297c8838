"""How many organisations have each measure, on each basis."""

from __future__ import annotations

from transform.register.finance import MEASURES as FINANCE_MEASURES
from transform.summary.columns import BASIS, BASIS_NOTE, EDITION, ORGANISATIONS, REFERENCE_YEAR
from transform.table import Column, Table

TABLE = Table(
    "summary",
    "coverage_finance",
    "one measure in one edition, reference year and basis",
    (
        EDITION,
        REFERENCE_YEAR,
        BASIS,
        Column("measure", "VARCHAR", "What is measured.", required=True, values=FINANCE_MEASURES),
        ORGANISATIONS,
        Column("with_value", "BIGINT", "Organisations with this measure on this basis: the numerator.", required=True, minimum=0),
        Column("value", "DECIMAL(18,2)", "Sum of the measure over these organisations, without aggregates."),
        Column("unit", "VARCHAR", "Unit of the value.", required=True),
        Column("coverage_count", "DOUBLE", "with_value / organisations.", minimum=0, maximum=1),
        Column("coverage_value", "DOUBLE", "value / value as published without aggregates; null where that is zero or negative."),
    ),
    key=("edition", "reference_year", "basis", "measure"),
    notes=BASIS_NOTE,
)
