-- Turnover by year, on both bases, with coverage
-- One row is one edition, reference year and basis. as_published is the publisher's own method: figures carried forward
-- from earlier years and aggregate rows are part of it. reported counts only figures whose year end lies in that year's
-- window (1 February of the year before to 31 January), without aggregates.
-- coverage_count is the share of organisations with a figure; coverage_value is turnover on this basis as a share of
-- turnover as published. Nominal pounds. Never add bases, editions or years.
SELECT
    year.edition,
    year.reference_year,
    year.basis,
    year.turnover_gbp,
    year.credit_union_income_gbp,
    year.with_turnover,
    year.organisations,
    year.coverage_count,
    year.coverage_value,
    release.as_of
FROM summary.turnover_by_year AS year
CROSS JOIN register.release AS release
ORDER BY year.edition DESC, year.reference_year, year.basis;
