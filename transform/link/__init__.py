"""Which records are one organisation: declared numbers, the society-company crosswalk, overrides, and the guards.

Each SQL file fills one table of schema `work`, which no reader sees; clustering stands between the two groups.
"""

from __future__ import annotations

BEFORE_CLUSTERING = ("observation", "record", "place", "claim", "crosswalk", "tie")
AFTER_CLUSTERING = ("member", "listing", "figure")
