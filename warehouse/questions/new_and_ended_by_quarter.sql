-- Registrations and endings per quarter, legal form and nation
-- One row is one quarter, legal form and nation with at least one registration or ending. Dates are administrative:
-- registrars purge in batches, and registration is not the start of trade. Lists that drop ended bodies understate the past.
-- ended and net are null before the first ending that the lists give: not known, which is not none.
-- coverage_count is the share of organisations of that form and nation with a registration date.
SELECT
    quarter,
    form_group,
    nation,
    registered,
    ended,
    net,
    endings_known_from,
    dated_organisations,
    organisations,
    coverage_count
FROM summary.register_flows
ORDER BY quarter DESC, form_group, nation;
