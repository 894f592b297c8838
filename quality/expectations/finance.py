"""register.finance: figures in the right unit, of the right kind, in the right year."""

from __future__ import annotations

from quality.expectation import Expectation

TABLE = "register.finance"

EXPECTATIONS = (
    Expectation(
        "register",
        TABLE,
        "the unit is that of the measure",
        rows="SELECT organisation_id, measure, unit, edition, source_line FROM register.finance "
        "WHERE unit <> CASE measure WHEN 'members' THEN 'memberships' WHEN 'employees' THEN 'persons' ELSE 'GBP' END",
        column="unit",
    ),
    Expectation(
        "register",
        TABLE,
        "income, and nothing else, has an income concept",
        rows="SELECT organisation_id, measure, income_concept, edition, source_line FROM register.finance "
        "WHERE (income_concept IS NOT NULL) <> (measure IN ('turnover', 'total_income'))",
        column="income_concept",
    ),
    Expectation(
        "register",
        TABLE,
        "a figure is called reported only if its year end lies in the reference year's window",
        rows="SELECT organisation_id, measure, reference_year, period_end, edition, source_line FROM register.finance "
        "WHERE state = 'reported' AND coalesce(period_end NOT BETWEEN make_date(reference_year - 1, 2, 1) AND make_date(reference_year, 1, 31), true)",
        column="state",
        threshold="1 February of the year before to 31 January",
    ),
    Expectation(
        "register",
        TABLE,
        "a negative figure says so in its note",
        rows="SELECT organisation_id, measure, value, note, edition, source_line FROM register.finance "
        "WHERE (value < 0) <> (note IS NOT DISTINCT FROM 'negative')",
        column="note",
    ),
    Expectation(
        "register",
        TABLE,
        "no turnover is negative",
        "warning",
        rows="SELECT organisation_id, value, reference_year, edition, source_line FROM register.finance WHERE measure = 'turnover' AND value < 0",
        column="value",
    ),
    Expectation(
        "register",
        TABLE,
        "no number of members or employees is negative",
        "warning",
        rows="SELECT organisation_id, measure, value, reference_year, edition, source_line FROM register.finance "
        "WHERE measure IN ('members', 'employees') AND value < 0",
        column="value",
    ),
    Expectation(
        "register",
        TABLE,
        "no turnover is a thousand times that of the year before or after: pounds where thousands were meant, or the reverse",
        "warning",
        rows="""WITH yearly AS (
                SELECT organisation_id, edition, source, reference_year, max(value) AS value FROM register.finance
                WHERE measure = 'turnover' AND value > 0 GROUP BY organisation_id, edition, source, reference_year
            )
            SELECT organisation_id, edition, a.reference_year AS year, a.value, b.reference_year AS next_year, b.value AS next_value
            FROM yearly AS a JOIN yearly AS b USING (organisation_id, edition, source)
            WHERE b.reference_year = a.reference_year + 1 AND (b.value / a.value BETWEEN 900 AND 1100 OR a.value / b.value BETWEEN 900 AND 1100)""",
        column="value",
        threshold="a ratio outside 900 to 1,100",
    ),
    Expectation(
        "register",
        TABLE,
        "a period ends after it starts and has up to two years",
        "warning",
        rows="SELECT organisation_id, period_start, period_end, months, edition, source_line FROM register.finance "
        "WHERE period_end < period_start OR months NOT BETWEEN 1 AND 24",
    ),
    Expectation(
        "register",
        TABLE,
        "every figure stands on a line that is known to speak of its organisation",
        rows="""SELECT f.organisation_id, f.source, f.edition, f.source_line FROM register.finance AS f WHERE NOT EXISTS (
            SELECT 1 FROM register.source_record AS r WHERE (r.source, r.edition, r.file_sha256, r.source_line, r.organisation_id)
                = (f.source, f.edition, f.file_sha256, f.source_line, f.organisation_id))""",
    ),
)
