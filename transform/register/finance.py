"""One figure of one organisation."""

from __future__ import annotations

from transform.register.provenance import EDITION, FILE_SHA256, ORGANISATION_ID, SOURCE, SOURCE_LINE
from transform.table import Column, Table

MEASURES = ("turnover", "total_income", "profit_before_tax", "member_funds", "gross_value_added", "members", "employees")

INCOME_CONCEPT = Column(
    "income_concept",
    "VARCHAR",
    "What kind of income the figure is; kinds are never added to one another. Null where the measure is no income.",
    values=("turnover", "credit_union_income", "building_society_income", "premiums"),
)

TABLE = Table(
    "register",
    "finance",
    "one figure: one measure of one organisation for one reference year, as one edition shows it",
    (
        ORGANISATION_ID,
        Column("measure", "VARCHAR", "What is measured.", required=True, values=MEASURES),
        Column("value", "DECIMAL(18,2)", "The figure, nominal, in `unit`.", required=True),
        Column("unit", "VARCHAR", "Unit of the figure.", required=True, values=("GBP", "memberships", "persons")),
        INCOME_CONCEPT,
        Column("reference_year", "INTEGER", "The publisher's year: Economic Year y runs from 1 February y-1 to 31 January y.", required=True, minimum=1990, maximum=2100),
        Column("period_start", "DATE", "First day of the period; null where the publisher gives none."),
        Column("period_end", "DATE", "Last day of the period (year end date)."),
        Column("months", "INTEGER", "Length of the period; null where the publisher gives no start."),
        Column("consolidation", "VARCHAR", "Entity or group accounts, where known.", values=("entity", "group")),
        Column(
            "state",
            "VARCHAR",
            "reported: the year end lies in the reference year's window; carried_forward: it does not; estimated: ours.",
            required=True,
            values=("reported", "carried_forward", "estimated"),
        ),
        Column("note", "VARCHAR", "What a reader should know of the figure.", values=("negative", "zero")),
        SOURCE,
        EDITION,
        FILE_SHA256,
        SOURCE_LINE,
    ),
    key=("source", "edition", "file_sha256", "source_line", "measure"),
    notes="Never add turnover to credit-union income, building-society income or premiums; never add two editions.",
)
