-- One row is one line of the publisher's figures on one basis, classed as the list of the same edition classes it.
WITH line AS (
    SELECT
        e.edition, e.reference_year, e.row_kind, e.unit_id, f.organisation_id,
        coalesce(o.name, e.name) AS name,
        coalesce(l.nation, e.aggregate_nation, o.nation, 'unknown') AS nation,
        coalesce(l.district_code, 'unknown') AS district_code,
        coalesce(l.district_name, 'unknown') AS district_name,
        coalesce(l.sector, 'not stated') AS sector,
        coalesce(l.ownership_class, 'not stated') AS ownership_class,
        CASE
            WHEN e.row_kind = 'aggregate' AND contains(lower(e.unit_id), 'credit union') THEN 'credit_union'
            ELSE coalesce(nullif(l.form_group, 'unknown'), o.form_group, 'unknown')
        END AS form_group,
        e.turnover_gbp, e.memberships AS members, e.employees, e.year_end AS period_end,
        CASE WHEN e.in_window THEN 'reported' ELSE 'carried_forward' END AS state,
        e.file_sha256, e.source_line
    FROM staged.coops_uk_economic AS e
    LEFT JOIN work.figure AS f ON f.source = 'coops_uk_economic' AND f.edition = e.edition AND f.file_sha256 = e.file_sha256 AND f.source_line = e.source_line
    LEFT JOIN work.listing AS l ON l.scheme = 'XI-CUK' AND l.value = f.node_value AND l.source = f.listing_source AND l.edition = f.listing_edition
    LEFT JOIN register.organisation AS o ON o.organisation_id = f.organisation_id
),
concept AS (
    SELECT *, CASE
        WHEN turnover_gbp IS NULL THEN NULL
        WHEN row_kind = 'aggregate' THEN CASE WHEN form_group = 'credit_union' THEN 'credit_union_income' ELSE 'turnover' END
        ELSE (SELECT n.income_concept FROM register.finance AS n
              WHERE n.measure = 'turnover' AND n.edition = concept_line.edition AND n.file_sha256 = concept_line.file_sha256 AND n.source_line = concept_line.source_line)
    END AS income_concept
    FROM line AS concept_line
),
basis AS (
    SELECT *, 'as_published' AS basis, true AS counted FROM concept
    UNION ALL
    SELECT *, 'reported', row_kind = 'organisation' AND state = 'reported' FROM concept
)
SELECT
    edition, reference_year, basis, row_kind, unit_id, organisation_id, name, nation, district_code, district_name, sector,
    ownership_class, form_group, counted, turnover_gbp, income_concept, members, employees, period_end, state, file_sha256, source_line
FROM basis
ORDER BY edition, reference_year, basis, source_line
