-- One row is one value or row that could not be used.
SELECT source, edition, file_sha256, source_line, column_name, value, reason, whole_row
FROM work.reject
ORDER BY ALL
