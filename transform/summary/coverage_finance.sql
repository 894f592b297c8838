-- One row is one measure in one edition, reference year and basis; publisher's aggregates are left out.
WITH panel AS (
    SELECT edition, reference_year, basis, count(*) AS organisations FROM summary.reporting_panel WHERE row_kind = 'organisation' GROUP BY ALL
),
figure AS (
    SELECT edition, reference_year, 'as_published' AS basis, measure, value, unit FROM register.finance
    UNION ALL
    SELECT edition, reference_year, 'reported', measure, value, unit FROM register.finance WHERE state = 'reported'
),
total AS (
    SELECT edition, reference_year, basis, measure, unit, count(*) AS with_value, sum(value)::DECIMAL(18,2) AS value FROM figure GROUP BY ALL
)
SELECT p.edition, p.reference_year, p.basis, t.measure, p.organisations, t.with_value, t.value, t.unit,
    round(t.with_value / p.organisations, 6) AS coverage_count,
    CASE WHEN a.value > 0 THEN round(t.value::DOUBLE / a.value::DOUBLE, 6) END AS coverage_value
FROM panel AS p
JOIN total AS t USING (edition, reference_year, basis)
JOIN total AS a ON a.basis = 'as_published' AND a.edition = t.edition AND a.reference_year = t.reference_year AND a.measure = t.measure
ORDER BY ALL
