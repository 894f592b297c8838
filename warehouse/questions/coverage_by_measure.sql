-- How many organisations have each figure
-- One row is one measure in one edition, reference year and basis. coverage_count is by number, coverage_value by amount;
-- they differ, since large organisations report more often. Both stand beside every total.
SELECT
    edition,
    reference_year,
    basis,
    measure,
    value,
    unit,
    with_value,
    organisations,
    coverage_count,
    coverage_value
FROM summary.coverage_finance
ORDER BY edition DESC, reference_year, measure, basis;
