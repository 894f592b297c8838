"""How many organisations can be placed on the map."""

from __future__ import annotations

from transform.register.provenance import NATIONS
from transform.table import Column, Table

TABLE = Table(
    "summary",
    "coverage_geography",
    "one nation, among live organisations",
    (
        Column("nation", "VARCHAR", "Nation of the registered office.", required=True, values=NATIONS),
        Column("organisations", "BIGINT", "Live organisations: the denominator.", required=True, minimum=0),
        Column("with_postcode", "BIGINT", "Of these, with a well-formed postcode.", required=True, minimum=0),
        Column("with_district", "BIGINT", "Of these, with a postcode that lies in a known district: the numerator.", required=True, minimum=0),
        Column("nation_stated_only", "BIGINT", "Nation known only because a source states it.", required=True, minimum=0),
        Column("coverage_count", "DOUBLE", "with_district / organisations.", required=True, minimum=0, maximum=1),
        Column("postcode_edition", "VARCHAR", "Edition of the postcode directory used."),
    ),
    key=("nation",),
)
