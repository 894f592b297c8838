-- One row is one other id under which an organisation could have been published: every identity or mirror that is not its own id.
SELECT DISTINCT
    scheme || '-' || value AS from_id, organisation_id,
    CASE kind WHEN 'mirror' THEN 'Companies House record of a society' ELSE 'other identifier of the same organisation' END AS reason
FROM register.identifier
WHERE scheme || '-' || value <> organisation_id AND kind <> 'association'
ORDER BY ALL
