"""New and ended organisations per quarter, legal form and nation."""

from __future__ import annotations

from transform.register.provenance import FORM_GROUPS, NATIONS
from transform.table import Column, Table

TABLE = Table(
    "summary",
    "register_flows",
    "one quarter, legal form and nation in which at least one organisation was registered or ended",
    (
        Column("quarter", "VARCHAR", "Calendar quarter, YYYY-Qn.", required=True, pattern="[0-9]{4}-Q[1-4]"),
        Column("form_group", "VARCHAR", "Legal form in our short list.", required=True, values=FORM_GROUPS),
        Column("nation", "VARCHAR", "Nation of the registered office.", required=True, values=NATIONS),
        Column("registered", "BIGINT", "Organisations registered or incorporated in the quarter.", required=True, minimum=0),
        Column("ended", "BIGINT", "Organisations deregistered or dissolved in the quarter; null before endings_known_from: not known, which is not none.", minimum=0),
        Column("net", "BIGINT", "registered - ended; null where ended is."),
        Column("endings_known_from", "DATE", "First quarter of which the lists read give an ending; earlier endings were dropped by their publishers."),
        Column("dated_organisations", "BIGINT", "Organisations of this form and nation with a registration date: the base of `registered`.", required=True, minimum=0),
        Column("organisations", "BIGINT", "All organisations of this form and nation.", required=True, minimum=0),
        Column("coverage_count", "DOUBLE", "dated_organisations / organisations.", required=True, minimum=0, maximum=1),
    ),
    key=("quarter", "form_group", "nation"),
    notes="Administrative dates: registrars purge in batches. Lists that drop ended bodies understate the past; "
    "'left the list' is in register.event and is not counted here.",
)
