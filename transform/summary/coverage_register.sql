-- One row is one legal form and one source that lists it, in the newest edition read of that source.
WITH held AS (
    SELECT form_group, count(*) AS organisations, count(*) FILTER (status = 'live') AS live FROM register.organisation GROUP BY ALL
),
listed AS (
    SELECT o.form_group, l.source, max(l.edition) AS edition, max(l.completeness) AS completeness,
        count(DISTINCT l.organisation_id) AS listed,
        count(DISTINCT l.organisation_id) FILTER (l.status = 'live') AS listed_live,
        bool_or(l.is_authority) AS is_authority
    FROM work.listing AS l JOIN register.organisation AS o USING (organisation_id)
    WHERE l.is_newest
    GROUP BY ALL
)
SELECT form_group, source, edition, completeness, organisations, live, listed, listed_live, is_authority,
    round(listed / organisations, 6) AS coverage_count
FROM listed JOIN held USING (form_group)
ORDER BY ALL
