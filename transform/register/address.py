"""One address of one organisation."""

from __future__ import annotations

from transform.register.provenance import (
    EDITION,
    FILE_SHA256,
    FIRST_SEEN,
    LAST_SEEN,
    ORGANISATION_ID,
    SOURCE,
    SOURCE_LINE,
)
from transform.table import Column, Table

TABLE = Table(
    "register",
    "address",
    "one address of one organisation, as one source writes it",
    (
        ORGANISATION_ID,
        Column("kind", "VARCHAR", "Registered office, or an outlet where it trades.", required=True, values=("registered_office", "outlet")),
        Column("outlet_name", "VARCHAR", "Name of the outlet; empty for a registered office.", required=True),
        Column("address", "VARCHAR", "The address on one line; parts that name a person or firm 'care of' are left out.", required=True),
        Column("postcode", "VARCHAR", "Postcode, where it could be read."),
        Column("district_code", "VARCHAR", "Active ONS code of the local authority district."),
        FIRST_SEEN,
        LAST_SEEN,
        SOURCE,
        EDITION,
        FILE_SHA256,
        SOURCE_LINE,
    ),
    key=("organisation_id", "kind", "outlet_name", "address", "source"),
    notes="edition, file_sha256 and source_line point at the newest line that says so.",
)
