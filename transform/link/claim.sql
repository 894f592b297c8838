-- Rule 1: one row is one number that a record declares as its own, and whether it is taken as identity.
-- The newest edition's number counts; an earlier, different one is kept as candidate, unless the earlier body has ended
-- and kept its name (a conversion). Two records of one list never take the same number: the first to claim it keeps it.
WITH listed_as_is AS (
    -- Digits that have lost their suffix, and stand like that in the registrar's own list under the same name.
    SELECT DISTINCT r.source, r.edition, r.scheme, r.value, m.value AS number
    FROM work.record AS r
    JOIN work.record AS m ON m.scheme = 'GB-MPR' AND m.value = ltrim(r.number_as_written, '0') AND m.name_folded = r.name_folded
    WHERE r.declared_value IS NULL AND regexp_full_match(r.number_as_written, '[0-9]+')
),
declared AS (
    SELECT r.* REPLACE (
        coalesce(r.declared_scheme, CASE WHEN l.number IS NOT NULL THEN 'GB-MPR' END) AS declared_scheme,
        coalesce(r.declared_value, l.number) AS declared_value,
        coalesce(r.declared_by, CASE WHEN l.number IS NOT NULL THEN 'listed' END) AS declared_by
    )
    FROM work.record AS r LEFT JOIN listed_as_is AS l USING (source, edition, scheme, value)
),
said AS (
    SELECT
        scheme AS left_scheme, value AS left_value, declared_scheme AS right_scheme, declared_value AS right_value,
        min(edition_date) AS first_said, max(edition_date) AS last_said, arg_max(edition, (edition_date, edition)) AS edition,
        arg_max(source, (edition_date, edition)) AS source, arg_max(declared_by, (edition_date, edition)) AS declared_by,
        arg_max(name_folded, (edition_date, edition)) AS name_folded
    FROM declared
    WHERE declared_value IS NOT NULL
    GROUP BY ALL
),
placeholder AS (
    SELECT right_scheme, right_value
    FROM said
    GROUP BY ALL
    HAVING count(DISTINCT left_value) >= 4 OR regexp_full_match(right_value, '0+|12345678|01234567|99999999')
),
newest AS (
    SELECT *, row_number() OVER (PARTITION BY left_scheme, left_value ORDER BY last_said DESC, right_scheme, right_value) AS place
    FROM said
),
current_claim AS (SELECT * FROM newest WHERE place = 1),
-- Two records of one list that stand in one edition together and claim one number.
stands AS (
    SELECT DISTINCT c.left_value, c.right_scheme, c.right_value, c.first_said, r.source, r.edition
    FROM current_claim AS c
    JOIN work.record AS r ON r.scheme = c.left_scheme AND r.value = c.left_value
    WHERE (c.right_scheme, c.right_value) IN (SELECT (right_scheme, right_value) FROM current_claim GROUP BY ALL HAVING count(*) > 1)
),
rivals AS (
    SELECT
        this.left_value, this.right_scheme, this.right_value,
        string_agg(DISTINCT other.left_value, ', ' ORDER BY other.left_value) AS others,
        bool_or(other.first_said < this.first_said) AS came_later,
        bool_or(other.first_said = this.first_said) AS came_together
    FROM stands AS this
    JOIN stands AS other USING (right_scheme, right_value, source, edition)
    WHERE this.left_value <> other.left_value
    GROUP BY ALL
),
-- A number without a registrar: a lead, and no more.
bare AS (
    SELECT r.scheme AS left_scheme, r.value AS left_value, 'GB-COH' AS right_scheme,
        lpad(r.number_as_written, 8, '0') AS right_value, 'declared' AS rule, 'candidate' AS decision,
        'digits without a registrar, or with characters lost: ' || arg_max(r.number_as_written, (r.edition_date, r.edition)) AS evidence,
        max(r.source) AS source, max(r.edition) AS edition
    FROM declared AS r
    WHERE r.declared_value IS NULL AND regexp_full_match(r.number_as_written, '[0-9]{4,8}')
      AND NOT EXISTS (
          SELECT 1 FROM said AS s
          WHERE s.left_scheme = r.scheme AND s.left_value = r.value AND s.right_scheme = 'GB-COH' AND s.right_value = lpad(r.number_as_written, 8, '0')
      )
    GROUP BY r.scheme, r.value, lpad(r.number_as_written, 8, '0')
),
authority AS (
    SELECT scheme, value, arg_max(status, (edition_date, edition)) AS status, arg_max(name_folded, (edition_date, edition)) AS name_folded
    FROM work.record GROUP BY ALL
)
SELECT * FROM bare
UNION ALL BY NAME
SELECT
    n.left_scheme, n.left_value, n.right_scheme, n.right_value, 'declared' AS rule,
    CASE
        WHEN p.right_value IS NOT NULL THEN 'rejected'
        WHEN n.right_scheme = 'GB-COH' AND regexp_matches(n.right_value, '^(IP|RS|SP|NP|NO|NR|SR)') THEN 'mirror'
        WHEN n.place > 1 AND a.status = 'ended' AND a.name_folded = n.name_folded AND n.right_scheme <> c.right_scheme THEN 'identity'
        WHEN n.place > 1 THEN 'candidate'
        WHEN r.came_later THEN 'candidate'
        WHEN r.came_together THEN 'ambiguous'
        ELSE 'identity'
    END AS decision,
    CASE
        WHEN p.right_value IS NOT NULL THEN 'placeholder number: held by four or more records, or all of one digit'
        WHEN n.place > 1 AND a.status = 'ended' AND a.name_folded = n.name_folded AND n.right_scheme <> c.right_scheme
            THEN 'converted: earlier number under ' || n.right_scheme || ', ended there, same name; later number ' || c.right_scheme || ' ' || c.right_value
        WHEN n.place > 1 THEN 'declared until edition ' || n.edition || ', superseded by ' || c.right_scheme || ' ' || c.right_value
        WHEN r.came_later THEN 'number claimed earlier by ' || r.others || ' of the same list'
        WHEN r.came_together THEN 'number claimed by ' || r.others || ' of the same list and edition too'
        WHEN n.declared_by = 'padded' THEN 'number as declared, lost zeros put back: nation and date agree with an English or Welsh company'
        WHEN n.declared_by = 'listed' THEN 'digits without suffix, listed like that by the registrar under the same name'
        WHEN n.declared_by = 'shape' THEN 'number as declared; register told by its shape'
        ELSE 'number and registrar as declared'
    END AS evidence,
    n.source, n.edition
FROM newest AS n
JOIN current_claim AS c USING (left_scheme, left_value)
LEFT JOIN placeholder AS p ON p.right_scheme = n.right_scheme AND p.right_value = n.right_value
LEFT JOIN rivals AS r ON n.place = 1 AND r.left_value = n.left_value AND r.right_scheme = n.right_scheme AND r.right_value = n.right_value
LEFT JOIN authority AS a ON a.scheme = n.right_scheme AND a.value = n.right_value
ORDER BY ALL
