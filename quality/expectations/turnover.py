"""summary.turnover_by_*: parts add up to the year, the year to the figures, and the figures to what was published."""

from __future__ import annotations

from quality.expectation import Expectation, quoted
from transform.lookups.tables import rows as lookup

YEAR = "summary.turnover_by_year"
PARTS = {
    "summary.turnover_by_nation": "nations",
    "summary.turnover_by_district": "districts",
    "summary.turnover_by_sector": "sectors",
    "summary.turnover_by_ownership": "ownership classes",
    "summary.turnover_by_legal_form": "legal forms",
}
ADDED = ("turnover_gbp", "credit_union_income_gbp", "organisations", "with_turnover", "aggregates", "members", "employees")
FIGURES = {"turnover": "turnover_gbp", "members": "members", "employees": "employees"}
SINCE = "previous.summary.turnover_by_year AS p"


def expectations() -> tuple[Expectation, ...]:
    """Give what must hold of the summaries of turnover; the check figures are those of lookups/check_figures.csv."""
    return (
        *(_adds_up(table, parts) for table, parts in PARTS.items()),
        *(_coverage(table) for table in (YEAR, *PARTS)),
        *(_from_figures(measure, column) for measure, column in FIGURES.items()),
        *(_check_figure(row) for row in lookup("check_figures.csv")),
        *SINCE_THE_PREVIOUS_RELEASE,
    )


def _adds_up(table: str, parts: str) -> Expectation:
    differs = " OR ".join(f"coalesce(y.{c}, 0) <> coalesce(t.{c}, 0)" for c in ADDED)
    shown = ", ".join(f"y.{c} AS year_{c}, t.{c} AS sum_{c}" for c in ADDED)
    sums = ", ".join(f"sum({c}) AS {c}" for c in ADDED)
    return Expectation(
        "release",
        table,
        f"{parts} add up to the year, in every edition and on every basis",
        rows=f"SELECT edition, reference_year, basis, {shown} FROM {YEAR} AS y "
        f"FULL JOIN (SELECT edition, reference_year, basis, {sums} FROM {table} GROUP BY ALL) AS t USING (edition, reference_year, basis) "
        f"WHERE {differs}",
        threshold="exactly, to the penny",
    )


def _coverage(table: str) -> Expectation:
    return Expectation(
        "release",
        table,
        "coverage is organisations with turnover by organisations, to six places",
        rows=f"SELECT edition, reference_year, basis, with_turnover, organisations, coverage_count FROM {table} WHERE with_turnover > organisations "
        "OR CASE WHEN organisations = 0 THEN coverage_count IS NOT NULL "
        "ELSE coalesce(abs(coverage_count - round(with_turnover / organisations, 6)) > 1e-9, true) END",
        column="coverage_count",
    )


def _from_figures(measure: str, column: str) -> Expectation:
    return Expectation(
        "release",
        YEAR,
        f"{column} is the sum of the figures of that edition and year: of all, aggregates included, as published; of the reported ones else",
        rows=f"""WITH figure AS (
                SELECT edition, reference_year, 'as_published' AS basis, value FROM register.finance
                    WHERE measure = {quoted(measure)} AND source = 'coops_uk_economic'
                UNION ALL SELECT edition, reference_year, 'as_published', value FROM register.aggregate
                    WHERE measure = {quoted(measure)} AND source = 'coops_uk_economic'
                UNION ALL SELECT edition, reference_year, 'reported', value FROM register.finance
                    WHERE measure = {quoted(measure)} AND source = 'coops_uk_economic' AND state = 'reported'
            ),
            total AS (SELECT edition, reference_year, basis, sum(value) AS value FROM figure GROUP BY ALL)
            SELECT edition, reference_year, basis, y.{column}, t.value AS figures FROM {YEAR} AS y
            FULL JOIN total AS t USING (edition, reference_year, basis)
            WHERE basis IN ('as_published', 'reported') AND coalesce(y.{column}, 0) <> coalesce(t.value, 0)""",
        column=column,
        threshold="exactly, to the penny",
    )


def _check_figure(row: dict[str, str]) -> Expectation:
    column = FIGURES[row["measure"]]
    where = (
        f"edition = {quoted(row['edition'])} AND reference_year = {int(row['reference_year'])} AND basis = {quoted(row['basis'])}"
    )
    landed = f"source = {quoted(row['source'])} AND edition = {quoted(row['edition'])} AND completeness = 'complete' AND door <> 'sample'"
    value, tolerance = f"CAST({quoted(row['value'])} AS DECIMAL(18,2))", f"CAST({quoted(row['tolerance'])} AS DECIMAL(18,2))"
    return Expectation(
        "release",
        YEAR,
        f"{row['measure']} of edition {row['edition']}, Economic Year {row['reference_year']}, {row['basis']}, is as in {row['published_in']}",
        rows=f"SELECT (SELECT {column} FROM {YEAR} WHERE {where}) AS found, {value} AS published "
        f"WHERE coalesce(abs(found - published) > {tolerance}, true)",
        column=column,
        threshold=f"{row['value']}, give or take {row['tolerance']} ({row['reason']})",
        found=f"SELECT CAST({column} AS VARCHAR) FROM {YEAR} WHERE {where}",
        applies=f"SELECT count(*) > 0 FROM register.source WHERE {landed}",
    )


SINCE_THE_PREVIOUS_RELEASE = (
    Expectation(
        "release",
        YEAR,
        "coverage of no edition, year and basis fell by more than two points since the previous release, and none is gone",
        rows=f"""SELECT p.edition, p.reference_year, p.basis, p.coverage_count AS coverage_then, y.coverage_count AS coverage_now
            FROM {SINCE} LEFT JOIN {YEAR} AS y USING (edition, reference_year, basis)
            WHERE y.edition IS NULL OR coalesce(y.coverage_count, 0) < coalesce(p.coverage_count, 0) - 0.02""",
        column="coverage_count",
        threshold="0.02",
        against_previous=True,
    ),
    Expectation(
        "release",
        YEAR,
        "turnover of no edition, year and basis differs by more than 1% from the previous release",
        "warning",
        rows=f"""SELECT edition, reference_year, basis, p.turnover_gbp AS turnover_then, y.turnover_gbp AS turnover_now
            FROM {SINCE} JOIN {YEAR} AS y USING (edition, reference_year, basis)
            WHERE abs(coalesce(y.turnover_gbp, 0) - coalesce(p.turnover_gbp, 0)) > 0.01 * abs(coalesce(p.turnover_gbp, 0))""",
        column="turnover_gbp",
        threshold="1%",
        against_previous=True,
    ),
)
