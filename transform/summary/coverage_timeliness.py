"""How old the figures are."""

from __future__ import annotations

from transform.summary.columns import BASIS, BASIS_NOTE, EDITION, REFERENCE_YEAR, WITH_TURNOVER
from transform.table import Column, Table

TABLE = Table(
    "summary",
    "coverage_timeliness",
    "the turnover figures of one edition for one reference year on one basis",
    (
        EDITION,
        REFERENCE_YEAR,
        BASIS,
        WITH_TURNOVER,
        Column("with_period_end", "BIGINT", "Of these, with a year end date.", required=True, minimum=0),
        Column("median_age_days", "BIGINT", "Median days from year end to the end of the reference year (31 January); negative is not possible on basis reported."),
        Column("p90_age_days", "BIGINT", "Nine in ten figures are no older than this."),
        Column("within_18_months", "BIGINT", "Figures with a year end within 548 days before the end of the reference year.", required=True, minimum=0),
        Column("share_within_18_months_count", "DOUBLE", "within_18_months / with_turnover.", minimum=0, maximum=1),
        Column("share_within_18_months_value", "DOUBLE", "Turnover of these / turnover of all with a figure."),
    ),
    key=("edition", "reference_year", "basis"),
    notes=BASIS_NOTE,
)
