"""One identifier of one organisation."""

from __future__ import annotations

from transform.register.provenance import FIRST_SEEN, LAST_SEEN, ORGANISATION_ID, SOURCE
from transform.table import Column, Table

TABLE = Table(
    "register",
    "identifier",
    "one identifier of one organisation, as one source gives it",
    (
        ORGANISATION_ID,
        Column("scheme", "VARCHAR", "org-id.guide list code (GB-MPR, GB-COH, ...), or XI-CUK: our prefix for Co-operatives UK ids.", required=True),
        Column("value", "VARCHAR", "The identifier in its canonical form.", required=True),
        Column(
            "kind",
            "VARCHAR",
            "identity: names this organisation; mirror: the Companies House record of a society; association: a related body's.",
            required=True,
            values=("identity", "mirror", "association"),
        ),
        SOURCE,
        FIRST_SEEN,
        LAST_SEEN,
    ),
    key=("organisation_id", "scheme", "value", "kind", "source"),
)
