-- One row is one thing that happened to one organisation: when the register says it happened, and which edition first said so.
WITH line AS (
    SELECT *,
        lag(name) OVER w AS name_before, lag(name_folded) OVER w AS folded_before,
        lag(postcode) OVER w AS postcode_before, lag(form_group) OVER w AS form_before, lag(legal_form) OVER w AS legal_form_before,
        lag(ownership_class) OVER w AS class_before, lag(status) OVER w AS status_before,
        row_number() OVER w AS turn
    FROM work.listing
    WHERE NOT is_mirror
    WINDOW w AS (PARTITION BY source, scheme, value ORDER BY edition_date, edition, source_line)
),
happened AS (
    SELECT organisation_id, 'renamed' AS event, NULL::DATE AS happened_on, edition_date AS known_on, NULL::VARCHAR AS cause,
        name_before || ' -> ' || name AS detail, source, edition, file_sha256, source_line
    FROM line
    WHERE replace(folded_before, ' ', '') <> replace(name_folded, ' ', '')
      -- A letter that the publisher's encoding lost is no new name.
      AND NOT (regexp_matches(name || name_before, '[?\x{FFFD}]') AND levenshtein(folded_before, name_folded) <= 2)
    UNION ALL
    SELECT organisation_id, 'moved', NULL, edition_date, NULL, postcode_before || ' -> ' || postcode, source, edition, file_sha256, source_line
    FROM line WHERE postcode_before <> postcode
    UNION ALL
    SELECT organisation_id, 'reclassified', NULL, edition_date, NULL, 'ownership: ' || class_before || ' -> ' || ownership_class, source, edition, file_sha256, source_line
    FROM line WHERE class_before <> ownership_class
    UNION ALL
    SELECT organisation_id, 'reclassified', NULL, edition_date, NULL, 'legal form: ' || legal_form_before || ' -> ' || legal_form, source, edition, file_sha256, source_line
    FROM line WHERE form_before <> form_group AND form_before <> 'unknown' AND form_group <> 'unknown'
    UNION ALL
    SELECT organisation_id, 'left_the_list', NULL, later.edition_date, NULL,
        'listed in ' || l.edition || ', absent from ' || later.edition, l.source, l.edition, l.file_sha256, l.source_line
    FROM (SELECT *, row_number() OVER (PARTITION BY source, scheme, value ORDER BY edition_date DESC, edition DESC, source_line) AS back FROM work.listing WHERE NOT is_mirror) AS l
    JOIN (
        SELECT source, edition, edition_date, lag(edition) OVER (PARTITION BY source ORDER BY edition_date, edition) AS edition_before
        FROM (SELECT DISTINCT source, edition, edition_date FROM work.edition WHERE completeness <> 'excerpt')
    ) AS later ON later.source = l.source AND later.edition_before = l.edition
    WHERE l.back = 1 AND l.status <> 'ended'
      -- Listed on under another id or number, it has not left.
      AND (l.source, later.edition, l.organisation_id) NOT IN (SELECT (source, edition, organisation_id) FROM work.listing)
      AND l.source IN ('fca_mutuals', 'coops_uk_organisations', 'companies_house_basic')
    UNION ALL
    SELECT l.organisation_id, 'converted', NULL, l.edition_date, NULL, t.evidence, l.source, l.edition, l.file_sha256, l.source_line
    FROM work.tie AS t
    JOIN (SELECT DISTINCT ON (scheme, value) * FROM work.listing ORDER BY scheme, value, edition_date DESC, source_line) AS l
        ON l.scheme = t.left_scheme AND l.value = t.left_value
    WHERE starts_with(t.evidence, 'converted:') AND t.decision = 'identity'
),
-- Registered and ended: once an organisation, with the chosen dates, known since the first edition that gave them.
dated AS (
    SELECT organisation_id, 'registered' AS event, o.registered_on AS happened_on, l.edition_date AS known_on, NULL::VARCHAR AS cause,
        o.registered_on::VARCHAR AS detail, l.source, l.edition, l.file_sha256, l.source_line
    FROM register.organisation AS o JOIN work.listing AS l USING (organisation_id)
    WHERE l.registered_on = o.registered_on
    UNION ALL
    SELECT organisation_id, 'ended', o.ended_on, l.edition_date, NULL, l.status_as_written, l.source, l.edition, l.file_sha256, l.source_line
    FROM register.organisation AS o JOIN work.listing AS l USING (organisation_id)
    WHERE o.status = 'ended' AND l.status = 'ended' AND l.ended_on IS NOT DISTINCT FROM o.ended_on AND NOT l.is_mirror
),
first_said AS (
    SELECT DISTINCT ON (organisation_id, event) * FROM dated ORDER BY organisation_id, event, known_on, source, source_line
)
SELECT organisation_id, event, happened_on, known_on, cause, detail, source, edition, file_sha256, source_line
FROM (SELECT * FROM happened UNION ALL BY NAME SELECT * FROM first_said)
-- Two lists that say the same of one organisation say it once; a reconstruction from another list comes last.
QUALIFY row_number() OVER (
    PARTITION BY organisation_id, event, known_on, detail
    ORDER BY source IN (SELECT source FROM work.edition WHERE completeness = 'reconstruction'), source, source_line
) = 1
ORDER BY ALL
