-- One row is one figure of one organisation as one edition shows it.
WITH figures AS (
    UNPIVOT (
        SELECT source_line, edition, file_sha256, unit_id, reference_year, year_end, in_window,
            turnover_gbp::DECIMAL(18,2) AS turnover, profit_before_tax_gbp::DECIMAL(18,2) AS profit_before_tax,
            member_funds_gbp::DECIMAL(18,2) AS member_funds, gross_value_added_gbp::DECIMAL(18,2) AS gross_value_added,
            memberships::DECIMAL(18,2) AS members, employees::DECIMAL(18,2) AS employees
        FROM staged.coops_uk_economic
        WHERE row_kind = 'organisation'
    )
    ON turnover, profit_before_tax, member_funds, gross_value_added, members, employees
    INTO NAME measure VALUE value
),
form AS (
    SELECT organisation_id, arg_min(form_group, (NOT is_authority, -epoch(edition_date), source, source_line)) AS form_group
    FROM work.listing WHERE form_group <> 'unknown'
    GROUP BY organisation_id
)
SELECT
    f.organisation_id, g.measure, g.value,
    CASE g.measure WHEN 'members' THEN 'memberships' WHEN 'employees' THEN 'persons' ELSE 'GBP' END AS unit,
    CASE
        WHEN g.measure <> 'turnover' THEN NULL
        WHEN form.form_group = 'credit_union' THEN 'credit_union_income'
        WHEN form.form_group = 'building_society' THEN 'building_society_income'
        ELSE 'turnover'
    END AS income_concept,
    g.reference_year, NULL::DATE AS period_start, g.year_end AS period_end, NULL::INTEGER AS months,
    NULL::VARCHAR AS consolidation,
    CASE WHEN g.in_window THEN 'reported' ELSE 'carried_forward' END AS state,
    CASE WHEN g.value < 0 THEN 'negative' WHEN g.value = 0 THEN 'zero' END AS note,
    f.source, g.edition, g.file_sha256, g.source_line
FROM figures AS g
JOIN work.figure AS f ON f.source = 'coops_uk_economic' AND f.edition = g.edition AND f.file_sha256 = g.file_sha256 AND f.source_line = g.source_line
LEFT JOIN form USING (organisation_id)
ORDER BY f.source, g.edition, g.source_line, g.measure
