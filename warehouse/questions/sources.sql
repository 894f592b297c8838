-- The files this register was built from, with their terms
-- One row is one landed file of one edition. `nature` says what the file is: as published, an excerpt, or a reconstruction
-- from another register, which is no second witness. records_read = staged + rejected_rows + out_of_scope.
SELECT
    title,
    publisher,
    edition,
    completeness,
    nature,
    records_read,
    staged,
    rejected_rows,
    rejected_values,
    out_of_scope,
    age_days,
    licence,
    attribution,
    url,
    file,
    file_sha256,
    fetched_at,
    warnings
FROM register.source
ORDER BY role DESC, source, edition_date, edition, part;
