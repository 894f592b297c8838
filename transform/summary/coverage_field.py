"""How many organisations have each field."""

from __future__ import annotations

from transform.register.provenance import FORM_GROUPS
from transform.table import Column, Table

TABLE = Table(
    "summary",
    "coverage_field",
    "one field of the organisation table, among live organisations of one legal form",
    (
        Column("field", "VARCHAR", "Column of register.organisation.", required=True),
        Column("form_group", "VARCHAR", "Legal form in our short list, or `all`.", required=True, values=(*FORM_GROUPS, "all")),
        Column("organisations", "BIGINT", "Live organisations: the denominator.", required=True, minimum=0),
        Column("with_value", "BIGINT", "Of these, with a value: the numerator.", required=True, minimum=0),
        Column("coverage_count", "DOUBLE", "with_value / organisations.", required=True, minimum=0, maximum=1),
    ),
    key=("field", "form_group"),
)
