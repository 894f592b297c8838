-- One row is one other id under which an organisation was or could have been published: every identity or mirror that is
-- not its own id, and every number it declared in an earlier edition and has since corrected.
WITH held AS (
    SELECT DISTINCT
        scheme || '-' || value AS from_id, organisation_id,
        CASE kind WHEN 'mirror' THEN 'Companies House record of a society' ELSE 'other identifier of the same organisation' END AS reason
    FROM register.identifier
    WHERE scheme || '-' || value <> organisation_id AND kind <> 'association'
),
corrected AS (
    SELECT DISTINCT l.right_scheme || '-' || l.right_value AS from_id, i.organisation_id, 'number declared in an earlier edition' AS reason
    FROM register.link AS l
    JOIN register.identifier AS i ON i.scheme = l.left_scheme AND i.value = l.left_value AND i.kind = 'identity'
    WHERE l.rule = 'declared' AND l.decision = 'candidate' AND starts_with(l.evidence, 'declared until')
      AND NOT EXISTS (SELECT 1 FROM register.identifier AS o WHERE o.scheme = l.right_scheme AND o.value = l.right_value)
)
FROM held UNION ALL FROM corrected
ORDER BY ALL
