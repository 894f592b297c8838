-- The hundred largest by turnover, newest year of the newest edition
-- One row is one organisation. Basis as_published: `state` and `period_end` say of each figure whether it was reported for
-- the year or carried forward from an earlier one. rank_without_employee_trusts leaves out those owned by an employee trust,
-- for the largest changes with that choice.
-- A subsidiary and its parent may both stand here: consolidation is not known from this source. Credit unions' income,
-- building societies' income and premiums are no turnover and are not ranked. Nominal pounds.
WITH newest AS (
    SELECT edition, reference_year
    FROM summary.top_by_turnover
    WHERE basis = 'as_published'
    ORDER BY edition DESC, reference_year DESC
    LIMIT 1
)

SELECT
    top.rank,
    top.rank_without_employee_trusts,
    top.name,
    top.organisation_id,
    top.turnover_gbp,
    top.period_end,
    top.state,
    top.form_group,
    top.ownership_class,
    top.nation,
    top.share_of_total,
    top.cumulative_share,
    top.edition,
    top.reference_year,
    top.basis,
    top.with_turnover,
    top.organisations,
    top.coverage_count,
    top.coverage_value
FROM summary.top_by_turnover AS top
INNER JOIN newest USING (edition, reference_year)
WHERE top.basis = 'as_published'
ORDER BY top.rank;
