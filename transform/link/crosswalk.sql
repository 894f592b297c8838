-- Rule 2: one row is one society and the Companies House record that mirrors it, or the outcome that there is none.
-- Candidates come from the templates; one counts only if it is in the Companies House file and its name or its
-- registration date agrees. Several, or one that two societies could have, is ambiguous and is not joined.
WITH society AS (
    SELECT
        value, regexp_extract(value, '^[0-9]+') AS digits, regexp_extract(value, '[A-Z]*$') AS suffix,
        list(DISTINCT name_folded) AS names,
        arg_max(registered_on, (edition_date, edition)) AS registered_on
    FROM work.record
    WHERE scheme = 'GB-MPR' AND regexp_full_match(value, '[0-9]+[A-Z]*')
    GROUP BY value
),
house AS (
    SELECT value, arg_max(name_folded, (edition_date, edition)) AS name_folded, arg_max(registered_on, (edition_date, edition)) AS registered_on,
        arg_max(edition, (edition_date, edition)) AS edition
    FROM work.record
    WHERE scheme = 'GB-COH' AND regexp_matches(value, '^(IP|RS|SP|NP|NO|NR|SR)')
    GROUP BY value
),
candidate AS (
    SELECT DISTINCT
        s.value AS society, h.value AS mirror, t.place,
        list_contains(s.names, h.name_folded) AS name_agrees,
        coalesce(s.registered_on = h.registered_on, false) AS date_agrees,
        h.edition
    FROM society AS s
    JOIN work.mirror_template AS t ON t.suffix = s.suffix AND length(s.digits) <= t.width
    JOIN house AS h ON h.value = t.prefix || lpad(s.digits, t.width, '0') || t.tail
),
supported AS (
    SELECT *,
        count(*) OVER (PARTITION BY society) AS mirrors,
        count(*) OVER (PARTITION BY mirror) AS societies
    FROM candidate WHERE name_agrees OR date_agrees
),
decided AS (
    SELECT
        society, mirror, edition,
        CASE WHEN mirrors = 1 AND societies = 1 THEN 'mirror' ELSE 'ambiguous' END AS decision,
        CASE
            WHEN mirrors > 1 THEN mirrors || ' company numbers fit this society'
            WHEN societies > 1 THEN societies || ' societies fit this company number'
            ELSE 'template ' || place || ' of the number; '
                || CASE WHEN name_agrees AND date_agrees THEN 'name and registration date agree'
                        WHEN name_agrees THEN 'name agrees' ELSE 'registration date agrees, name differs' END
        END AS evidence
    FROM supported
),
contradicted AS (
    SELECT society, mirror, edition, 'rejected' AS decision,
        'template ' || place || ' of the number, but neither name nor registration date agrees' AS evidence
    FROM candidate WHERE NOT (name_agrees OR date_agrees)
),
newest AS (
    SELECT max_by(edition, edition_date) AS edition, max_by(completeness, edition_date) AS completeness
    FROM work.edition WHERE source = 'companies_house_basic'
),
absent AS (
    SELECT society.value AS society, '' AS mirror, newest.edition, 'no mirror' AS decision,
        'no company number that the templates give is in the Companies House file (' || newest.completeness || ')' AS evidence
    FROM society, newest
    WHERE newest.edition IS NOT NULL AND society.value NOT IN (SELECT society FROM candidate)
)
SELECT 'GB-MPR' AS left_scheme, society AS left_value, 'GB-COH' AS right_scheme, mirror AS right_value,
    'crosswalk' AS rule, decision, evidence, 'companies_house_basic' AS source, edition
FROM (SELECT * FROM decided UNION ALL BY NAME SELECT * FROM contradicted UNION ALL BY NAME SELECT * FROM absent)
ORDER BY ALL
