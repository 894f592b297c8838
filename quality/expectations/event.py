"""register.event: things happen before they are known, and who left a list is accounted for."""

from __future__ import annotations

from quality.expectation import Expectation, Severity

TABLE = "register.event"
# One row is one newest edition that could show who left: bodies listed in the edition before, and those that left since.
LEFT = """
    WITH edition AS (
        SELECT source, edition, min(edition_date) AS edition_date, bool_and(completeness = 'complete') AS is_complete,
            bool_or(is_newest) AS is_newest
        FROM register.source GROUP BY ALL HAVING bool_and(completeness <> 'excerpt')
    ),
    step AS (
        SELECT *, lag(edition) OVER (PARTITION BY source ORDER BY edition_date, edition) AS edition_before FROM edition
    )
    SELECT s.source, s.edition, s.is_complete, s.edition_before,
        (SELECT count(DISTINCT r.organisation_id) FROM register.source_record AS r
            WHERE r.source = s.source AND r.edition = s.edition_before AND r.record_kind = 'organisation') AS listed_before,
        (SELECT count(DISTINCT e.organisation_id) FROM register.event AS e
            WHERE e.event = 'left_the_list' AND e.source = s.source AND e.known_on = s.edition_date) AS left_since
    FROM step AS s WHERE s.is_newest AND s.edition_before IS NOT NULL"""


def _left(says: str, severity: Severity, only: str, threshold: str) -> Expectation:
    return Expectation(
        "register",
        TABLE,
        says,
        severity,
        rows=f"SELECT source, edition, edition_before, left_since, listed_before, round(100.0 * left_since / listed_before, 2) AS percent "
        f"FROM ({LEFT}) WHERE listed_before > 0 AND {only}",
        found=f"SELECT string_agg(format('{{}} {{}}: {{:,}} of {{:,}}', source, edition, left_since, listed_before), '; ' ORDER BY source) "
        f"FROM ({LEFT}) WHERE listed_before > 0",
        threshold=threshold,
    )


EXPECTATIONS = (
    Expectation(
        "register",
        TABLE,
        "nothing happened after the edition that first said so",
        "warning",
        rows="SELECT organisation_id, event, happened_on, known_on, source FROM register.event WHERE happened_on > known_on",
        column="happened_on",
    ),
    Expectation(
        "register",
        TABLE,
        "nothing is known of a day after the as-of day",
        rows="SELECT organisation_id, event, known_on, source FROM register.event, register.release WHERE known_on > as_of",
        column="known_on",
    ),
    Expectation(
        "register",
        TABLE,
        "every organisation that has ended has its ending among the events",
        rows="SELECT organisation_id, ended_on FROM register.organisation AS o WHERE status = 'ended' AND NOT EXISTS ("
        "SELECT 1 FROM register.event AS e WHERE e.organisation_id = o.organisation_id AND e.event = 'ended')",
    ),
    _left(
        "at most 3% of a complete edition left the list without a word in the newest one",
        "critical",
        "is_complete AND left_since > 0.03 * listed_before",
        "3% of the edition before",
    ),
    _left("nobody left a list without a word in its newest edition", "warning", "left_since > 0", "none"),
)
