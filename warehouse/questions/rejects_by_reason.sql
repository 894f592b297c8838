-- What could not be used, and why
-- One row is one publisher's column and one reason code, with the number of values or whole rows rejected and the first
-- place where it happens. records_read is of all files of that source, for the share.
WITH records AS (
    SELECT source, sum(records_read)::BIGINT AS records_read
    FROM register.source
    GROUP BY source
)

SELECT
    reject.source,
    reject.column_name,
    split_part(reject.reason, ':', 1) AS reason,
    reject.whole_row,
    count(*) AS rejects,
    count(DISTINCT reject.edition) AS editions,
    arg_min(
        'edition ' || reject.edition || ' line ' || reject.source_line, (reject.edition, reject.source_line)
    ) AS first_place,
    any_value(records.records_read) AS records_read
FROM register.reject AS reject
LEFT JOIN records USING (source)
GROUP BY reject.source, reject.column_name, split_part(reject.reason, ':', 1), reject.whole_row
ORDER BY rejects DESC, reject.source, reject.column_name, reason;
