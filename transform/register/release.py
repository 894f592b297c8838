"""This build: what it was made of."""

from __future__ import annotations

from transform.table import Column, Table

TABLE = Table(
    "register",
    "release",
    "this release",
    (
        Column("release_id", "VARCHAR", "As-of day, archive hash and code version.", required=True),
        Column("as_of", "DATE", "Editions up to this day were read.", required=True),
        Column("archive_hash", "VARCHAR", "Stands for the set of landed files that were read.", required=True),
        Column("code_version", "VARCHAR", "Stands for the code and lookups that made it.", required=True),
    ),
    key=("release_id",),
)
