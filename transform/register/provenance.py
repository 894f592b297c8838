"""Columns that several tables share, declared once so that they mean the same everywhere."""

from __future__ import annotations

from transform.table import Column

NATIONS = ("England", "Scotland", "Wales", "Northern Ireland", "Crown dependency", "unknown")
STATUSES = ("live", "dormant", "in_insolvency", "ended", "unknown")
FORM_GROUPS = (
    "society",
    "credit_union",
    "building_society",
    "friendly_society",
    "company",
    "community_interest_company",
    "partnership",
    "charity",
    "unincorporated",
    "other",
    "unknown",
)

ORGANISATION_ID = Column(
    "organisation_id",
    "VARCHAR",
    "Stable id of the organisation: an org-id.guide identifier of its primary authority, or XI-CUK-... (ours) where it has none.",
    required=True,
    references="register.organisation.organisation_id",
)
SOURCE = Column("source", "VARCHAR", "Key of the source that says so.", required=True)
EDITION = Column("edition", "VARCHAR", "Vintage of the edition, as precise as the publisher gives it.", required=True)
FILE_SHA256 = Column("file_sha256", "VARCHAR", "SHA-256 of the landed file.", required=True, pattern=r"[0-9a-f]{64}")
SOURCE_LINE = Column(
    "source_line", "BIGINT", "Physical line of the file on which the record starts; the header is line 1.", required=True, minimum=1
)
FIRST_SEEN = Column("first_seen", "DATE", "Day of the first edition that says so.", required=True)
LAST_SEEN = Column("last_seen", "DATE", "Day of the last edition that says so.", required=True)
