"""One active local authority district."""

from __future__ import annotations

from transform.register.provenance import NATIONS
from transform.table import Column, Table

TABLE = Table(
    "register",
    "district",
    "one active local authority district",
    (
        Column("district_code", "VARCHAR", "Active ONS code.", required=True, pattern="[ENSW][0-9]{8}"),
        Column("district_name", "VARCHAR", "Name.", required=True),
        Column("region_code", "VARCHAR", "ONS code of the English region."),
        Column("region_name", "VARCHAR", "English region, else the nation's name.", required=True),
        Column("nation", "VARCHAR", "Nation.", required=True, values=NATIONS),
        Column("population", "BIGINT", "Mid-year population; null where the edition has none for this code.", minimum=0),
        Column("population_edition", "VARCHAR", "Edition of the population."),
        Column("code_edition", "VARCHAR", "Edition of the code list.", required=True),
    ),
    key=("district_code",),
    notes="Codes change when areas do: Barnsley and Sheffield got new ones; figures of retired codes stand under the active one.",
)
