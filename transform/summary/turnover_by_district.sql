-- One row is one district in one edition, reference year and basis.
WITH total AS (
    SELECT
        edition, reference_year, basis,
        district_code, min(district_name) AS district_name,
        CASE WHEN district_code = 'unknown' THEN 'unknown' ELSE min(nation) END AS nation,
        count(*) FILTER (row_kind = 'organisation') AS organisations,
        count(turnover_gbp) FILTER (row_kind = 'organisation' AND counted) AS with_turnover,
        count(*) FILTER (row_kind = 'aggregate' AND counted) AS aggregates,
        sum(turnover_gbp) FILTER (counted)::DECIMAL(18,2) AS turnover_gbp,
        sum(turnover_gbp) FILTER (counted AND income_concept = 'credit_union_income')::DECIMAL(18,2) AS credit_union_income_gbp,
        sum(members) FILTER (counted)::BIGINT AS members,
        sum(employees) FILTER (counted)::BIGINT AS employees
    FROM summary.reporting_panel
    GROUP BY edition, reference_year, basis, district_code
)
SELECT
    *,
    round(with_turnover / nullif(organisations, 0), 6) AS coverage_count,
    round(turnover_gbp::DOUBLE / nullif(max(turnover_gbp) FILTER (basis = 'as_published') OVER (PARTITION BY edition, reference_year, district_code), 0)::DOUBLE, 6) AS coverage_value
FROM total
ORDER BY edition, reference_year, basis, district_code
