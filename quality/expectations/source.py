"""register.source: every landed file is whole, fresh, and of the size that was to be expected.

Row windows, drift and age close the gate for complete editions only; of an excerpt, a reconstruction or an increment
(a day's filings, which no day before foretells) it is told. Shares are
of the records in scope.
"""

from __future__ import annotations

from quality.expectation import Expectation

TABLE = "register.source"
EDITION = """
    SELECT source, edition, min(edition_date) AS edition_date, bool_and(completeness = 'complete' AND role <> 'increment') AS is_complete,
        min(role) AS role, sum(records_read) AS records, max(rows_low) AS rows_low, max(rows_high) AS rows_high,
        min(age_days) AS age_days, max(stale_after_days) AS stale_after_days,
        greatest(sum(records_read) - sum(out_of_scope), 1) AS in_scope, sum(rejected_rows) + sum(rejected_values) AS rejected
    FROM register.source GROUP BY source, edition"""
STEP = f"""
    SELECT source, edition, is_complete, records, lag(edition) OVER w AS previous_edition, lag(records) OVER w AS previous_records
    FROM ({EDITION}) {{kept}}
    WINDOW w AS (PARTITION BY source ORDER BY edition_date, edition)"""
NEWEST = f"""
    SELECT source, arg_max(edition, edition_date) AS edition, min(age_days) AS age_days, max(stale_after_days) AS stale_after_days,
        bool_and(is_complete) AS is_complete, min(role) AS role
    FROM (SELECT *, bool_or(is_complete) OVER (PARTITION BY source) AS has_complete FROM ({EDITION}))
    WHERE is_complete = has_complete GROUP BY source"""


def _drift(share: float, kept: str = "WHERE is_complete", only: str = "is_complete") -> str:
    return (
        f"SELECT source, edition, records, previous_edition, previous_records, "
        f"round(100.0 * (records - previous_records) / previous_records, 1) AS change_percent FROM ({STEP.format(kept=kept)}) "
        f"WHERE {only} AND previous_records > 0 AND abs(records - previous_records) > {share} * previous_records"
    )


def _rejected(share: float) -> str:
    return (
        "SELECT source, edition, in_scope AS records, rejected, round(100.0 * rejected / in_scope, 1) AS percent "
        f"FROM ({EDITION}) WHERE rejected > {share} * in_scope"
    )


EXPECTATIONS = (
    Expectation(
        "source",
        TABLE,
        "counts close: every record read was staged, rejected whole or out of scope",
        rows="SELECT source, edition, part, records_read, staged, rejected_rows, out_of_scope FROM register.source "
        "WHERE records_read IS DISTINCT FROM staged + rejected_rows + out_of_scope",
        found="SELECT format('{:,} files, {:,} records', count(*), coalesce(sum(records_read), 0)::BIGINT) FROM register.source",
    ),
    Expectation(
        "source",
        TABLE,
        "a complete edition has a believable number of records",
        rows=f"SELECT source, edition, records, rows_low, rows_high FROM ({EDITION}) "
        "WHERE is_complete AND records NOT BETWEEN rows_low AND rows_high",
        threshold="rows_low to rows_high of the source",
    ),
    Expectation(
        "source",
        TABLE,
        "an excerpt or a reconstruction has the number of records of a complete edition",
        "warning",
        rows=f"SELECT source, edition, records, rows_low, rows_high FROM ({EDITION}) "
        "WHERE NOT is_complete AND records NOT BETWEEN rows_low AND rows_high",
        threshold="rows_low to rows_high of the source",
    ),
    Expectation(
        "source",
        TABLE,
        "the newest complete edition of a register is not stale",
        rows=f"SELECT source, edition, age_days, stale_after_days FROM ({NEWEST}) "
        "WHERE is_complete AND role IN ('register', 'annex') AND age_days > stale_after_days",
        threshold="stale_after_days of the source, on the as-of day",
    ),
    Expectation(
        "source",
        TABLE,
        "reference lists, excerpts and reconstructions are not stale",
        "warning",
        rows=f"SELECT source, edition, age_days, stale_after_days FROM ({NEWEST}) "
        "WHERE NOT (is_complete AND role IN ('register', 'annex')) AND age_days > stale_after_days",
        threshold="stale_after_days of the source, on the as-of day",
    ),
    Expectation(
        "source",
        TABLE,
        "records of a complete edition differ by at most 40% from the complete edition before",
        rows=_drift(0.4),
        threshold="40%",
    ),
    Expectation(
        "source",
        TABLE,
        "records of a complete edition differ by at most 10% from the complete edition before",
        "warning",
        rows=_drift(0.1),
        threshold="10%",
    ),
    Expectation(
        "source",
        TABLE,
        "records of an excerpt or a reconstruction differ by at most 10% from the edition before",
        "warning",
        rows=_drift(0.1, kept="", only="NOT is_complete"),
        threshold="10%",
    ),
    Expectation(
        "source",
        TABLE,
        "at most a quarter of the records of an edition were rejected, whole or in one value",
        rows=_rejected(0.25),
        threshold="25%",
    ),
    Expectation(
        "source",
        TABLE,
        "at most one record in twenty of an edition was rejected, whole or in one value",
        "warning",
        rows=_rejected(0.05),
        threshold="5%",
    ),
    Expectation(
        "source",
        TABLE,
        "nothing was noticed while reading",
        "warning",
        rows="SELECT source, edition, part, warnings FROM register.source WHERE trim(coalesce(warnings, '')) NOT IN ('', '[]')",
        threshold="no warning",
    ),
    Expectation(
        "source",
        TABLE,
        "invented sample editions and real ones do not meet",
        rows="SELECT count(*) FILTER (door = 'sample') AS sample_files, count(*) FILTER (door <> 'sample') AS real_files "
        "FROM register.source HAVING count(*) FILTER (door = 'sample') NOT IN (0, count(*))",
    ),
    Expectation(
        "source",
        TABLE,
        "exactly the newest edition of a source is marked as such",
        rows="SELECT source, edition, part, is_newest FROM (SELECT *, max(edition_date) OVER (PARTITION BY source) AS newest "
        "FROM register.source) WHERE is_newest IS DISTINCT FROM (edition_date = newest)",
    ),
)
