-- One row is one difference between the release attached as `before` and the one attached as `after`.
-- Figures are compared within one edition: an organisation, a measure, a reference year. What a later edition says of the
-- same year is another figure, not a revision.
WITH organisation_before AS (
    SELECT * FROM before.register.organisation
),

organisation_after AS (
    SELECT * FROM after.register.organisation
),

-- Where an id that is no longer in use leads: by a redirect, else by another identifier that the organisation had before.
redirected AS (
    SELECT from_id, min(organisation_id) AS organisation_id, from_id AS led_by
    FROM after.register.redirect
    GROUP BY from_id
),

succeeded AS (
    SELECT b.organisation_id AS from_id, min(a.organisation_id) AS organisation_id, min(b.scheme || '-' || b.value) AS led_by
    FROM before.register.identifier AS b
    INNER JOIN after.register.identifier AS a ON a.scheme = b.scheme AND a.value = b.value
    ANTI JOIN redirected ON redirected.from_id = b.organisation_id
    WHERE a.kind = 'identity' AND b.kind = 'identity'
    GROUP BY b.organisation_id
),

successor AS (
    SELECT * FROM redirected
    UNION ALL
    SELECT * FROM succeeded
),

replaces AS (
    SELECT successor.organisation_id, min(successor.from_id) AS from_id
    FROM successor
    INNER JOIN organisation_before ON organisation_before.organisation_id = successor.from_id
    ANTI JOIN organisation_after ON organisation_after.organisation_id = successor.from_id
    GROUP BY successor.organisation_id
),

left_the_list AS (
    SELECT organisation_id, max(source || ' ' || edition) AS edition
    FROM after.register.event
    WHERE event = 'left_the_list'
    GROUP BY organisation_id
),

left_the_list_before AS (
    SELECT DISTINCT organisation_id
    FROM before.register.event
    WHERE event = 'left_the_list'
),

added AS (
    SELECT
        'added' AS change,
        a.organisation_id,
        a.name,
        NULL AS before,
        a.status AS after,
        CASE
            WHEN replaces.from_id IS NOT NULL THEN 'takes the place of ' || replaces.from_id
            WHEN a.registered_on > (SELECT as_of FROM before.register.release) THEN 'registered on ' || a.registered_on
            ELSE 'first listed in an edition of ' || a.first_seen
        END AS reason
    FROM organisation_after AS a
    ANTI JOIN organisation_before AS b ON b.organisation_id = a.organisation_id
    LEFT JOIN replaces ON replaces.organisation_id = a.organisation_id
),

gone AS (
    SELECT
        'gone' AS change,
        b.organisation_id,
        b.name,
        b.status AS before,
        successor.organisation_id AS after,
        CASE
            WHEN successor.led_by = b.organisation_id THEN 'redirect: the organisation is now under ' || successor.organisation_id
            WHEN successor.led_by IS NOT NULL THEN 'its ' || successor.led_by || ' is now under ' || successor.organisation_id
            WHEN b.status = 'ended' THEN 'ended' || coalesce(' on ' || b.ended_on, '')
            WHEN left_the_list_before.organisation_id IS NOT NULL THEN 'left the list'
            ELSE 'not accounted for'
        END AS reason
    FROM organisation_before AS b
    ANTI JOIN organisation_after AS a ON a.organisation_id = b.organisation_id
    LEFT JOIN successor ON successor.from_id = b.organisation_id
    LEFT JOIN left_the_list_before ON left_the_list_before.organisation_id = b.organisation_id
),

renamed AS (
    SELECT
        'renamed' AS change,
        organisation_id,
        a.name,
        b.name AS before,
        a.name AS after,
        CASE
            WHEN regexp_replace(upper(b.name), '[^A-Z0-9]', '', 'g') = regexp_replace(upper(a.name), '[^A-Z0-9]', '', 'g') THEN 'spelling only'
            ELSE 'another name'
        END AS reason
    FROM organisation_before AS b
    INNER JOIN organisation_after AS a USING (organisation_id)
    WHERE a.name IS DISTINCT FROM b.name
),

moved AS (
    SELECT
        'moved' AS change,
        organisation_id,
        a.name,
        concat_ws(', ', b.postcode, b.district_name) AS before,
        concat_ws(', ', a.postcode, a.district_name) AS after,
        CASE
            WHEN a.postcode IS DISTINCT FROM b.postcode THEN 'registered office'
            ELSE 'same postcode, other district: the area codes or the postcode directory changed'
        END AS reason
    FROM organisation_before AS b
    INNER JOIN organisation_after AS a USING (organisation_id)
    WHERE a.postcode IS DISTINCT FROM b.postcode OR a.district_code IS DISTINCT FROM b.district_code
),

status AS (
    SELECT
        'status' AS change,
        organisation_id,
        a.name,
        b.status AS before,
        a.status AS after,
        CASE
            WHEN a.status = 'ended' THEN 'ended' || coalesce(' on ' || a.ended_on, '') || ', as ' || a.status_source || ' ' || a.status_edition || ' says'
            WHEN a.status = 'unknown' AND left_the_list.edition IS NOT NULL THEN 'left the list of ' || left_the_list.edition
            ELSE 'as ' || a.status_source || ' ' || a.status_edition || ' says'
        END AS reason
    FROM organisation_before AS b
    INNER JOIN organisation_after AS a USING (organisation_id)
    LEFT JOIN left_the_list USING (organisation_id)
    WHERE a.status IS DISTINCT FROM b.status
),

-- Rings 3 and 4 follow from the legal form and the ownership class, which are compared.
class AS (
    SELECT
        organisation_id,
        a.name,
        unnest([
            {'field': 'legal form', 'before': b.legal_form, 'after': a.legal_form},
            {'field': 'legal form in our short list', 'before': b.form_group, 'after': a.form_group},
            {'field': 'sector', 'before': b.sector, 'after': a.sector},
            {'field': 'ownership class', 'before': b.ownership_class, 'after': a.ownership_class},
            {'field': 'ring 1, Mutuals Public Register', 'before': b.in_mpr::VARCHAR, 'after': a.in_mpr::VARCHAR},
            {'field': 'ring 2, Co-operatives UK', 'before': b.in_cuk::VARCHAR, 'after': a.in_cuk::VARCHAR},
            {'field': 'ring 6, public service mutual', 'before': b.is_psm::VARCHAR, 'after': a.is_psm::VARCHAR}
        ]) AS pair
    FROM organisation_before AS b
    INNER JOIN organisation_after AS a USING (organisation_id)
),

reclassified AS (
    SELECT 'reclassified' AS change, organisation_id, name, pair.before AS before, pair.after AS after, pair.field AS reason
    FROM class
    WHERE pair.before IS DISTINCT FROM pair.after
),

editions_in_both AS (
    SELECT DISTINCT source, edition FROM before.register.source
    INTERSECT
    SELECT DISTINCT source, edition FROM after.register.source
),

figure_before AS (
    SELECT organisation_id, measure, reference_year, source, edition, string_agg(value || ' ' || unit, ' and ' ORDER BY value) AS figure
    FROM before.register.finance
    GROUP BY organisation_id, measure, reference_year, source, edition
),

figure_after AS (
    SELECT organisation_id, measure, reference_year, source, edition, string_agg(value || ' ' || unit, ' and ' ORDER BY value) AS figure
    FROM after.register.finance
    GROUP BY organisation_id, measure, reference_year, source, edition
),

figure_revised AS (
    SELECT
        'figure_revised' AS change,
        organisation_id,
        o.name,
        b.figure AS before,
        a.figure AS after,
        measure || ' of ' || reference_year || ' in ' || source || ' ' || edition AS reason
    FROM figure_before AS b
    FULL JOIN figure_after AS a USING (organisation_id, measure, reference_year, source, edition)
    SEMI JOIN editions_in_both USING (source, edition)
    SEMI JOIN organisation_before USING (organisation_id)
    INNER JOIN organisation_after AS o USING (organisation_id)
    WHERE b.figure IS DISTINCT FROM a.figure
),

together AS (
    SELECT * FROM added
    UNION ALL
    SELECT * FROM gone
    UNION ALL
    SELECT * FROM renamed
    UNION ALL
    SELECT * FROM moved
    UNION ALL
    SELECT * FROM status
    UNION ALL
    SELECT * FROM reclassified
    UNION ALL
    SELECT * FROM figure_revised
)

SELECT
    (SELECT release_id FROM before.register.release) AS previous_release,
    change,
    organisation_id,
    name,
    nullif(before, '') AS before,
    nullif(after, '') AS after,
    reason
FROM together
ORDER BY change, name, organisation_id, reason;
