-- One row is the turnover figures of one edition for one reference year on one basis, by their age at the year's end.
WITH figure AS (
    SELECT edition, reference_year, basis, turnover_gbp, date_diff('day', period_end, make_date(reference_year, 1, 31)) AS age_days
    FROM summary.reporting_panel
    WHERE row_kind = 'organisation' AND counted AND turnover_gbp IS NOT NULL
)
SELECT
    edition, reference_year, basis,
    count(*) AS with_turnover, count(age_days) AS with_period_end,
    quantile_disc(age_days, 0.5) AS median_age_days, quantile_disc(age_days, 0.9) AS p90_age_days,
    count(*) FILTER (age_days <= 548) AS within_18_months,
    round(count(*) FILTER (age_days <= 548) / count(*), 6) AS share_within_18_months_count,
    round(coalesce(sum(turnover_gbp) FILTER (age_days <= 548), 0)::DOUBLE / nullif(sum(turnover_gbp), 0)::DOUBLE, 6) AS share_within_18_months_value
FROM figure
GROUP BY edition, reference_year, basis
ORDER BY ALL
