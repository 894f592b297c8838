-- One row is one decided pair, overrides applied: an override always wins over what the rules say of the same pair.
WITH override AS (
    SELECT left_scheme, left_value, right_scheme, right_value, 'override' AS rule,
        CASE decision WHEN 'same' THEN 'identity' ELSE 'rejected' END AS decision,
        reason || ': ' || evidence || ' (' || date || ')' AS evidence,
        'overrides.csv' AS source, date AS edition
    FROM work.override AS o
    WHERE EXISTS (SELECT 1 FROM work.record AS r WHERE r.scheme = o.left_scheme AND r.value = o.left_value)
      AND EXISTS (SELECT 1 FROM work.record AS r WHERE r.scheme = o.right_scheme AND r.value = o.right_value)
),
ruled AS (SELECT * FROM work.claim UNION ALL BY NAME SELECT * FROM work.crosswalk)
SELECT r.* REPLACE (
    CASE WHEN o.decision = 'rejected' AND r.decision IN ('identity', 'mirror', 'candidate', 'ambiguous') THEN 'rejected' ELSE r.decision END AS decision,
    CASE WHEN o.decision = 'rejected' AND r.decision IN ('identity', 'mirror', 'candidate', 'ambiguous') THEN 'overridden; ' || r.evidence ELSE r.evidence END AS evidence
)
FROM ruled AS r
LEFT JOIN override AS o
    ON (r.left_scheme, r.left_value, r.right_scheme, r.right_value) IN (
        (o.left_scheme, o.left_value, o.right_scheme, o.right_value), (o.right_scheme, o.right_value, o.left_scheme, o.left_value)
    )
UNION ALL BY NAME
SELECT * FROM override
ORDER BY ALL
