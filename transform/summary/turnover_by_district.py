"""Turnover with coverage: one row is one local authority district in one edition, reference year and basis."""

from __future__ import annotations

from transform.register.provenance import NATIONS
from transform.summary.columns import BASIS, BASIS_NOTE, EDITION, MEASURES, REFERENCE_YEAR
from transform.table import Column, Table

TABLE = Table(
    "summary",
    "turnover_by_district",
    "one local authority district in one edition, reference year and basis",
    (
        EDITION,
        REFERENCE_YEAR,
        BASIS,
        Column("district_code", "VARCHAR", "Active ONS code, or `unknown`.", required=True),
        Column("district_name", "VARCHAR", "Name of the district, or `unknown`.", required=True),
        Column("nation", "VARCHAR", "Nation.", required=True, values=NATIONS),
        *MEASURES,
    ),
    key=("edition", "reference_year", "basis", "district_code"),
    notes=BASIS_NOTE + " Registered office, not where trade takes place: a head office brings its whole turnover. Organisations without a district, and aggregates, stand under district_code `unknown`. An empty district has no row here; register.organisation and the questions list all.",
)
