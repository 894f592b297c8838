-- How old the turnover figures are
-- One row is one edition, reference year and basis. Age runs from the year end of the accounts to the end of the reference
-- year (31 January). share_within_18_months is given by number of figures and by turnover.
SELECT
    edition,
    reference_year,
    basis,
    with_turnover,
    with_period_end,
    median_age_days,
    p90_age_days,
    share_within_18_months_count,
    share_within_18_months_value
FROM summary.coverage_timeliness
ORDER BY edition DESC, reference_year, basis;
