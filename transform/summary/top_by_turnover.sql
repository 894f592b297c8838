-- One row is one of the hundred largest in one edition, reference year and basis. Credit-union income is not turnover and
-- does not compete here.
WITH figure AS (
    SELECT *, count(*) OVER all_rows AS organisations, count(turnover_gbp) FILTER (counted) OVER all_rows AS with_turnover
    FROM summary.reporting_panel
    WHERE row_kind = 'organisation'
    WINDOW all_rows AS (PARTITION BY edition, reference_year, basis)
),
ranked AS (
    SELECT *,
        row_number() OVER (PARTITION BY edition, reference_year, basis ORDER BY turnover_gbp DESC, unit_id)::INTEGER AS rank,
        CASE WHEN ownership_class <> 'Employee Trust' THEN row_number() OVER (
            PARTITION BY edition, reference_year, basis, ownership_class = 'Employee Trust' ORDER BY turnover_gbp DESC, unit_id
        )::INTEGER END AS rank_without_employee_trusts
    FROM figure
    WHERE counted AND income_concept = 'turnover'
)
SELECT
    r.edition, r.reference_year, r.basis, r.rank, r.rank_without_employee_trusts, r.organisation_id, r.name, r.form_group, r.nation,
    r.ownership_class, r.turnover_gbp, r.period_end, r.state,
    round(r.turnover_gbp::DOUBLE / nullif(y.turnover_gbp, 0)::DOUBLE, 6) AS share_of_total,
    round(sum(r.turnover_gbp) OVER (PARTITION BY r.edition, r.reference_year, r.basis ORDER BY r.rank)::DOUBLE / nullif(y.turnover_gbp, 0)::DOUBLE, 6) AS cumulative_share,
    r.organisations, r.with_turnover, y.coverage_count, y.coverage_value
FROM ranked AS r
JOIN summary.turnover_by_year AS y USING (edition, reference_year, basis)
WHERE r.rank <= 100
ORDER BY r.edition, r.reference_year, r.basis, r.rank
