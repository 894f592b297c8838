-- One row is one node (a body as one register numbers it), the organisation it belongs to and in which capacity.
-- The organisation's id comes from the authority for its form: a society's number, else a company's, else a charity's,
-- else our own prefix. A society that has ended and goes on under an ordinary company number is known by that number.
WITH node AS (
    SELECT c.scheme, c.value, c.cluster_scheme, c.cluster_value,
        c.scheme = 'GB-COH' AND regexp_matches(c.value, '^(IP|RS|SP|NP|NO|NR|SR)') AS is_mirror,
        arg_max(r.status, (r.edition_date, r.edition)) AS status,
        max(r.edition_date) AS last_seen
    FROM work.cluster AS c
    LEFT JOIN work.record AS r USING (scheme, value)
    GROUP BY ALL
),
ranked AS (
    SELECT *,
        row_number() OVER (
            PARTITION BY cluster_scheme, cluster_value
            ORDER BY CASE
                WHEN is_mirror THEN 6
                WHEN scheme = 'GB-MPR' AND status IS DISTINCT FROM 'ended' THEN 1
                WHEN scheme = 'GB-COH' THEN 2
                WHEN scheme = 'GB-MPR' THEN 3
                WHEN scheme = 'XI-CUK' THEN 5
                ELSE 4
            END, last_seen DESC NULLS LAST, value
        ) AS place
    FROM node
)
SELECT
    n.scheme, n.value, n.is_mirror, n.status, n.last_seen,
    CASE WHEN n.is_mirror AND n.place > 1 THEN 'mirror' ELSE 'identity' END AS kind,
    p.scheme AS primary_scheme, p.value AS primary_value,
    p.scheme || '-' || p.value AS organisation_id
FROM ranked AS n
JOIN ranked AS p ON p.place = 1 AND p.cluster_scheme = n.cluster_scheme AND p.cluster_value = n.cluster_value
ORDER BY ALL
