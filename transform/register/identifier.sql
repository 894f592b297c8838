-- One row is one identifier of one organisation, as one source gives it.
WITH own AS (
    SELECT organisation_id, scheme, own_id AS value, kind, source, edition_date FROM work.listing
),
declared AS (
    SELECT l.organisation_id, t.right_scheme AS scheme, t.right_value AS value, m.kind, l.source, l.edition_date
    FROM work.listing AS l
    JOIN work.tie AS t
        ON t.left_scheme = l.scheme AND t.left_value = l.value AND t.right_value = l.declared_value AND t.right_scheme = l.declared_scheme
    JOIN work.member AS m ON m.scheme = t.right_scheme AND m.value = t.right_value
    WHERE t.decision IN ('identity', 'mirror')
)
SELECT organisation_id, scheme, value, kind, source, min(edition_date) AS first_seen, max(edition_date) AS last_seen
FROM (SELECT * FROM own UNION ALL SELECT * FROM declared)
GROUP BY ALL
ORDER BY ALL
