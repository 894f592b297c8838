-- What share of turnover the largest 1, 2, 5 and 10 have
-- One row is one edition, reference year, basis and number of largest organisations. The share is of the total on the same
-- basis of the same edition and year, so that on as_published aggregates and credit-union income are part of the total.
-- High coverage by value can hide low coverage by count: read both. Subsidiaries are not taken out.
SELECT
    top.edition,
    top.reference_year,
    top.basis,
    size.largest,
    sum(top.turnover_gbp) AS turnover_gbp,
    max(top.cumulative_share) AS share_of_total,
    any_value(top.with_turnover) AS with_turnover,
    any_value(top.organisations) AS organisations,
    any_value(top.coverage_count) AS coverage_count,
    any_value(top.coverage_value) AS coverage_value
FROM summary.top_by_turnover AS top
INNER JOIN (VALUES (1), (2), (5), (10)) AS size (largest) ON top.rank <= size.largest
GROUP BY top.edition, top.reference_year, top.basis, size.largest
ORDER BY top.edition DESC, top.reference_year, top.basis, size.largest;
