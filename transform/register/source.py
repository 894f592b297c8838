"""One landed file of one edition: where it came from, on which terms, and how its counts close."""

from __future__ import annotations

from transform.register.provenance import EDITION, FILE_SHA256, SOURCE
from transform.table import Column, Table

TABLE = Table(
    "register",
    "source",
    "one landed file of one edition that this build read",
    (
        SOURCE,
        EDITION,
        Column("edition_date", "DATE", "The day the vintage stands for: a partial vintage means its last day.", required=True),
        Column("part", "VARCHAR", "Part of the edition, where it comes in several files.", required=True),
        FILE_SHA256,
        Column("file", "VARCHAR", "The publisher's file name.", required=True),
        Column("title", "VARCHAR", "Title of the register.", required=True),
        Column("publisher", "VARCHAR", "Who publishes it.", required=True),
        Column("page", "VARCHAR", "The publisher's page.", required=True),
        Column("url", "VARCHAR", "Where this file came from.", required=True),
        Column("licence", "VARCHAR", "Terms, as the receipt states them.", required=True),
        Column("licence_url", "VARCHAR", "Where the text of those terms stands; null where we do not know."),
        Column("attribution", "VARCHAR", "Words to print beside any use.", required=True),
        Column(
            "role",
            "VARCHAR",
            "register: its lines make organisations; annex: staged, and no organisation rests on it yet; increment: an annex whose editions add to one another; reference: a code list.",
            required=True,
            values=("register", "annex", "increment", "reference"),
        ),
        Column("completeness", "VARCHAR", "What the file is.", required=True, values=("complete", "excerpt", "reconstruction")),
        Column("nature", "VARCHAR", "What the file is, in words.", required=True),
        Column("door", "VARCHAR", "How it arrived.", required=True, values=("fetch", "import", "sample")),
        Column("fetched_at", "VARCHAR", "When it was retrieved (ISO 8601); null where it was imported without a time."),
        Column("bytes", "BIGINT", "Size of the file.", required=True, minimum=1),
        Column("records_read", "BIGINT", "Records in the file.", required=True, minimum=0),
        Column("staged", "BIGINT", "Records that became staged rows.", required=True, minimum=0),
        Column("rejected_rows", "BIGINT", "Records rejected whole.", required=True, minimum=0),
        Column("rejected_values", "BIGINT", "Single values rejected.", required=True, minimum=0),
        Column("out_of_scope", "BIGINT", "Records of no concern to the register: counted, and dropped.", required=True, minimum=0),
        Column("rows_low", "BIGINT", "Fewest records of a believable complete edition.", required=True),
        Column("rows_high", "BIGINT", "Most records of a believable complete edition.", required=True),
        Column("age_days", "BIGINT", "Days from the edition to the build's as-of day.", required=True),
        Column("stale_after_days", "BIGINT", "Age past which the newest complete edition closes the source gate.", required=True),
        Column("is_newest", "BOOLEAN", "Whether this is the newest edition read of its source.", required=True),
        Column("warnings", "VARCHAR", "What was noticed while reading, for instance columns nobody declared."),
    ),
    key=("source", "edition", "part"),
    notes="records_read = staged + rejected_rows + out_of_scope, always.",
)
