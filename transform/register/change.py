"""One difference from the previous release. Written at release, never by the build."""

from __future__ import annotations

from transform.table import Column, Table

TABLE = Table(
    "register",
    "change",
    "one difference between this release and the previous one",
    (
        Column("previous_release", "VARCHAR", "Id of the release compared with.", required=True),
        Column(
            "change",
            "VARCHAR",
            "What differs.",
            required=True,
            values=("added", "gone", "renamed", "moved", "reclassified", "status", "figure_revised"),
        ),
        Column("organisation_id", "VARCHAR", "The organisation.", required=True),
        Column("name", "VARCHAR", "Its name now, or the last one.", required=True),
        Column("before", "VARCHAR", "Value in the previous release."),
        Column("after", "VARCHAR", "Value in this release."),
        Column("reason", "VARCHAR", "Why, in words, where it is known.", required=True),
    ),
    key=("change", "organisation_id", "reason"),
)
