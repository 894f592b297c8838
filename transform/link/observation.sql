-- One row is what one line of one edition says of one body, in common columns.
-- A source of organisations joins here by one SELECT of its own; the columns are matched by name.
WITH fca AS (
    SELECT
        'fca_mutuals' AS source, edition, file_sha256, source_line,
        society_number_as_written AS record_id, 'GB-MPR' AS scheme, society_number AS value,
        name, name_folded, NULL::VARCHAR AS trading_name,
        coalesce(registered_as, 'not stated') AS legal_form, form_group, status, status_as_written,
        registered_on, deregistered_on AS ended_on, address, postcode, NULL::VARCHAR AS nation_stated,
        sic_code, NULL::VARCHAR AS sector, NULL::VARCHAR AS ownership_class, reporting_classification,
        NULL::VARCHAR AS declared_scheme, NULL::VARCHAR AS declared_value, NULL::VARCHAR AS declared_by,
        NULL::VARCHAR AS number_as_written, NULL::VARCHAR AS previous_names
    FROM staged.fca_mutuals
),
cuk AS (
    SELECT
        'coops_uk_organisations' AS source, edition, file_sha256, source_line,
        cuk_id AS record_id, 'XI-CUK' AS scheme, cuk_id AS value,
        name, name_folded, nullif(trading_name, name) AS trading_name,
        coalesce(legal_form, 'not stated') AS legal_form, form_group, status, status_as_written,
        registered_on, ended_on, address, postcode, nation_stated,
        sic_code, sector, ownership_class, reporting_classification,
        declared_scheme, declared_value, declared_by, registered_number AS number_as_written, NULL::VARCHAR AS previous_names
    FROM staged.coops_uk_organisations
),
house AS (
    SELECT
        'companies_house_basic' AS source, edition, file_sha256, source_line,
        company_number AS record_id, 'GB-COH' AS scheme, company_number AS value,
        name, name_folded, NULL::VARCHAR AS trading_name,
        coalesce(company_category, 'not stated') AS legal_form, form_group, status, company_status AS status_as_written,
        registered_on, ended_on, address, postcode, NULL::VARCHAR AS nation_stated,
        sic_1 AS sic_code, NULL::VARCHAR AS sector, NULL::VARCHAR AS ownership_class, NULL::VARCHAR AS reporting_classification,
        NULL::VARCHAR AS declared_scheme, NULL::VARCHAR AS declared_value, NULL::VARCHAR AS declared_by,
        NULL::VARCHAR AS number_as_written, previous_names
    FROM staged.companies_house_basic
),
-- A co-operative that Co-operatives UK names in its figures or outlets and in none of its lists read: a name, and no more.
named_only AS (
    SELECT source, edition, file_sha256, min(source_line) AS source_line, cuk_id, arg_min(name, source_line) AS name
    FROM (
        SELECT 'coops_uk_economic' AS source, edition, file_sha256, source_line, unit_id AS cuk_id, name
        FROM staged.coops_uk_economic WHERE row_kind = 'organisation'
        UNION ALL
        SELECT 'coops_uk_outlets', edition, file_sha256, source_line, cuk_id, coalesce(name, cuk_id)
        FROM staged.coops_uk_outlets
    )
    WHERE cuk_id NOT IN (SELECT value FROM cuk)
    GROUP BY source, edition, file_sha256, cuk_id
),
bare AS (
    SELECT
        source, edition, file_sha256, source_line, cuk_id AS record_id, 'XI-CUK' AS scheme, cuk_id AS value,
        name, upper(name) AS name_folded, 'not stated' AS legal_form, 'unknown' AS form_group,
        'unknown' AS status, NULL::VARCHAR AS status_as_written
    FROM named_only
),
every AS (
    SELECT * FROM fca UNION ALL BY NAME SELECT * FROM cuk UNION ALL BY NAME SELECT * FROM house UNION ALL BY NAME SELECT * FROM bare
)
SELECT every.*, work.edition.edition_date, work.edition.is_newest, work.edition.completeness, work.edition.publisher
FROM every
JOIN work.edition USING (source, edition, file_sha256)
ORDER BY source, edition_date, edition, source_line
