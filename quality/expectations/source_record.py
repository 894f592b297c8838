"""register.source_record: every line that an organisation rests on is of a file that was read."""

from __future__ import annotations

from quality.expectation import Expectation

EXPECTATIONS = (
    Expectation(
        "register",
        "register.source_record",
        "every line is of a file that was read",
        rows="SELECT source, edition, file_sha256, count(*) AS lines FROM register.source_record AS r WHERE NOT EXISTS ("
        "SELECT 1 FROM register.source AS s WHERE (s.source, s.edition, s.file_sha256) = (r.source, r.edition, r.file_sha256)) GROUP BY ALL",
        found="SELECT format('{:,} lines of {:,} organisations', count(*), count(DISTINCT organisation_id)) FROM register.source_record",
    ),
)
