"""One pair of records that are, may be, or are not one organisation."""

from __future__ import annotations

from transform.register.provenance import SOURCE
from transform.table import Column, Table

TABLE = Table(
    "register",
    "link",
    "one pair of identified records, with the rule and evidence that tie them or keep them apart",
    (
        Column("left_scheme", "VARCHAR", "Scheme of the left record's identifier.", required=True),
        Column("left_value", "VARCHAR", "The left record's identifier.", required=True),
        Column("right_scheme", "VARCHAR", "Scheme of the right record's identifier.", required=True),
        Column("right_value", "VARCHAR", "The right record's identifier; empty where no counterpart was found.", required=True),
        Column("rule", "VARCHAR", "declared, crosswalk, probabilistic or override.", required=True, values=("declared", "crosswalk", "probabilistic", "override")),
        Column("decision", "VARCHAR", "What was decided.", required=True, values=("identity", "mirror", "association", "candidate", "rejected", "ambiguous", "no mirror")),
        Column("evidence", "VARCHAR", "Why, in words.", required=True),
        Column("probability", "DOUBLE", "Match probability, where the rule gives one.", minimum=0, maximum=1),
        SOURCE,
        Column("edition", "VARCHAR", "Newest edition on which the link rests.", required=True),
    ),
    key=("left_scheme", "left_value", "right_scheme", "right_value", "rule"),
)
