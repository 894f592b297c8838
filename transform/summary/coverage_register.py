"""How much of each legal form the register holds, against the best independent count."""

from __future__ import annotations

from transform.register.provenance import FORM_GROUPS
from transform.table import Column, Table

TABLE = Table(
    "summary",
    "coverage_register",
    "one legal form and one source that lists it, in the newest edition read of that source",
    (
        Column("form_group", "VARCHAR", "Legal form in our short list.", required=True, values=FORM_GROUPS),
        Column("source", "VARCHAR", "Register that lists it.", required=True),
        Column("edition", "VARCHAR", "Newest edition read.", required=True),
        Column("completeness", "VARCHAR", "What that edition is.", required=True, values=("complete", "excerpt", "reconstruction")),
        Column("organisations", "BIGINT", "Organisations of this form in the register, from all sources.", required=True, minimum=0),
        Column("live", "BIGINT", "Of these, live.", required=True, minimum=0),
        Column("listed", "BIGINT", "Organisations of this form that this edition lists.", required=True, minimum=0),
        Column("listed_live", "BIGINT", "Of these, live.", required=True, minimum=0),
        Column("is_authority", "BOOLEAN", "Whether this source is the authority for this form.", required=True),
        Column("coverage_count", "DOUBLE", "listed / organisations: the share of the register's bodies of this form that this source lists.", minimum=0, maximum=1),
    ),
    key=("form_group", "source"),
    notes="Only a complete edition of the authority makes listed_live a benchmark; an excerpt or a reconstruction is none.",
)
