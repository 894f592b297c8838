-- One row is one staged line that speaks of an organisation.
SELECT source, edition, file_sha256, source_line, 'organisation' AS record_kind, record_id, NULL::INTEGER AS reference_year, organisation_id
FROM work.listing
WHERE source IN ('fca_mutuals', 'coops_uk_organisations', 'companies_house_basic')
UNION ALL
SELECT source, edition, file_sha256, source_line, record_kind, record_id, reference_year::INTEGER, organisation_id
FROM work.figure
ORDER BY ALL
