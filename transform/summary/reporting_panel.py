"""The panel that every turnover summary counts: who is in an edition's year, with which figure, on which basis."""

from __future__ import annotations

from transform.register.finance import INCOME_CONCEPT
from transform.register.provenance import FILE_SHA256, FORM_GROUPS, NATIONS, SOURCE_LINE
from transform.summary.columns import BASIS, BASIS_NOTE, EDITION, REFERENCE_YEAR
from transform.table import Column, Table

TABLE = Table(
    "summary",
    "reporting_panel",
    "one organisation, or one publisher's aggregate, in one edition and reference year, on one basis",
    (
        EDITION,
        REFERENCE_YEAR,
        BASIS,
        Column("row_kind", "VARCHAR", "Organisation, or publisher's aggregate.", required=True, values=("organisation", "aggregate")),
        Column("unit_id", "VARCHAR", "The publisher's id of the organisation, or the aggregate's label.", required=True),
        Column("organisation_id", "VARCHAR", "The organisation; null for an aggregate.", references="register.organisation.organisation_id"),
        Column("name", "VARCHAR", "Name of the organisation, or the aggregate's label.", required=True),
        Column("nation", "VARCHAR", "Nation of the registered office as that edition lists it.", required=True, values=NATIONS),
        Column("district_code", "VARCHAR", "Active ONS code of the district as that edition lists it, or `unknown`.", required=True),
        Column("district_name", "VARCHAR", "Name of the district, or `unknown`.", required=True),
        Column("sector", "VARCHAR", "Sector as that edition lists it, or `not stated`.", required=True),
        Column("ownership_class", "VARCHAR", "Ownership class as that edition lists it, or `not stated`.", required=True),
        Column("form_group", "VARCHAR", "Legal form in our short list.", required=True, values=FORM_GROUPS),
        Column("counted", "BOOLEAN", "Whether its figures count on this basis.", required=True),
        Column("turnover_gbp", "DECIMAL(18,2)", "Turnover as shown, counted or not; null where there is none.", unit="GBP"),
        INCOME_CONCEPT,
        Column("members", "BIGINT", "Memberships as shown."),
        Column("employees", "BIGINT", "Employees as shown."),
        Column("period_end", "DATE", "Year end date."),
        Column("state", "VARCHAR", "Reported for that year, or carried forward.", required=True, values=("reported", "carried_forward")),
        FILE_SHA256,
        SOURCE_LINE,
    ),
    key=("edition", "reference_year", "basis", "source_line"),
    notes=BASIS_NOTE,
)
