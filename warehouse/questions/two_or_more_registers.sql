-- Organisations that two or more registers list, with all their numbers
-- One row is one organisation. identities are numbers that name it; mirrors are Companies House records of a society, which
-- carry no status of their own; associations are numbers of related bodies and never name it.
-- A reconstruction from another register does not count as a second register.
WITH numbers AS (
    SELECT DISTINCT organisation_id, kind, scheme || '-' || value AS number
    FROM register.identifier
),

listed AS (
    SELECT
        organisation_id,
        string_agg(number, ', ' ORDER BY number) FILTER (WHERE kind = 'identity') AS identities,
        string_agg(number, ', ' ORDER BY number) FILTER (WHERE kind = 'mirror') AS mirrors,
        string_agg(number, ', ' ORDER BY number) FILTER (WHERE kind = 'association') AS associations
    FROM numbers
    GROUP BY organisation_id
)

SELECT
    organisation.organisation_id,
    organisation.name,
    organisation.form_group,
    organisation.status,
    organisation.registers,
    listed.identities,
    listed.mirrors,
    listed.associations
FROM register.organisation AS organisation
LEFT JOIN listed USING (organisation_id)
WHERE organisation.registers >= 2
ORDER BY organisation.registers DESC, organisation.name, organisation.organisation_id;
