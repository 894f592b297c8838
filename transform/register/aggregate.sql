-- One row is one figure that the publisher gives for no single organisation and adds to its own totals.
WITH figures AS (
    UNPIVOT (
        SELECT source_line, edition, file_sha256, unit_id AS label, coalesce(aggregate_nation, 'unknown') AS nation, reference_year, year_end,
            turnover_gbp::DECIMAL(18,2) AS turnover, profit_before_tax_gbp::DECIMAL(18,2) AS profit_before_tax,
            member_funds_gbp::DECIMAL(18,2) AS member_funds, gross_value_added_gbp::DECIMAL(18,2) AS gross_value_added,
            memberships::DECIMAL(18,2) AS members, employees::DECIMAL(18,2) AS employees
        FROM staged.coops_uk_economic
        WHERE row_kind = 'aggregate'
    )
    ON turnover, profit_before_tax, member_funds, gross_value_added, members, employees
    INTO NAME measure VALUE value
)
SELECT
    label, nation, measure, value,
    CASE measure WHEN 'members' THEN 'memberships' WHEN 'employees' THEN 'persons' ELSE 'GBP' END AS unit,
    CASE WHEN measure <> 'turnover' THEN NULL WHEN contains(lower(label), 'credit union') THEN 'credit_union_income' ELSE 'turnover' END AS income_concept,
    reference_year, year_end AS period_end, 'coops_uk_economic' AS source, edition, file_sha256, source_line
FROM figures
ORDER BY edition, source_line, measure
