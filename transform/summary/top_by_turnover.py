"""The hundred largest by turnover, with and without employee trusts."""

from __future__ import annotations

from transform.register.provenance import FORM_GROUPS, NATIONS
from transform.summary.columns import BASIS, BASIS_NOTE, EDITION, ORGANISATIONS, REFERENCE_YEAR, WITH_TURNOVER
from transform.table import Column, Table

TABLE = Table(
    "summary",
    "top_by_turnover",
    "one of the hundred organisations with the largest turnover in one edition, reference year and basis",
    (
        EDITION,
        REFERENCE_YEAR,
        BASIS,
        Column("rank", "INTEGER", "Place, 1 is the largest.", required=True, minimum=1),
        Column("rank_without_employee_trusts", "INTEGER", "Place among those not owned by an employee trust; null for those that are.", minimum=1),
        Column("organisation_id", "VARCHAR", "The organisation.", required=True, references="register.organisation.organisation_id"),
        Column("name", "VARCHAR", "Registered name.", required=True),
        Column("form_group", "VARCHAR", "Legal form in our short list.", required=True, values=FORM_GROUPS),
        Column("nation", "VARCHAR", "Nation of the registered office.", required=True, values=NATIONS),
        Column("ownership_class", "VARCHAR", "Ownership class of that edition, or `not stated`.", required=True),
        Column("turnover_gbp", "DECIMAL(18,2)", "Turnover, nominal.", required=True, unit="GBP"),
        Column("period_end", "DATE", "Year end of the figure."),
        Column("state", "VARCHAR", "Reported for that year, or carried forward from an earlier one.", required=True, values=("reported", "carried_forward", "estimated")),
        Column("share_of_total", "DOUBLE", "Turnover / total of the same edition, year and basis."),
        Column("cumulative_share", "DOUBLE", "Share of this and all larger ones."),
        ORGANISATIONS,
        WITH_TURNOVER,
        Column("coverage_count", "DOUBLE", "with_turnover / organisations.", minimum=0, maximum=1),
        Column("coverage_value", "DOUBLE", "Total on this basis / total as published."),
    ),
    key=("edition", "reference_year", "basis", "rank"),
    notes=BASIS_NOTE + " A subsidiary and its parent may both stand here: consolidation is not known from this source.",
)
