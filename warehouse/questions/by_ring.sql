-- How many organisations are in each ring
-- One row is one ring: there is no single co-op flag, a reader picks the ring that the question needs. Rings overlap and
-- must not be added; a community benefit society or a CIC need not be a co-operative.
-- live_not_known counts live organisations for which no landed source says whether they are in the ring.
WITH ring AS (
    SELECT 1 AS place, 'in_mpr' AS ring, 'Ring 1: listed by the Mutuals Public Register' AS meaning, in_mpr AS is_in, status
    FROM register.organisation
    UNION ALL
    SELECT 2, 'in_cuk', 'Ring 2: listed by Co-operatives UK as a co-operative', in_cuk, status
    FROM register.organisation
    UNION ALL
    SELECT 3, 'is_cic', 'Ring 3: community interest companies', is_cic, status
    FROM register.organisation
    UNION ALL
    SELECT 4, 'is_eo', 'Ring 4: owned by an employee trust', is_eo, status
    FROM register.organisation
    UNION ALL
    SELECT 5, 'is_psm', 'Ring 6: public service mutuals', is_psm, status
    FROM register.organisation
    UNION ALL
    SELECT 6, 'in_ilo', 'Co-operatives by the ILO definition, as far as ownership classes tell', in_ilo, status
    FROM register.organisation
)

SELECT
    ring.ring,
    ring.meaning,
    count(*) FILTER (WHERE ring.is_in AND ring.status = 'live') AS live,
    count(*) FILTER (WHERE ring.is_in) AS all_statuses,
    count(*) FILTER (WHERE ring.is_in IS NULL AND ring.status = 'live') AS live_not_known,
    count(*) FILTER (WHERE ring.status = 'live') AS live_organisations,
    any_value(release.as_of) AS as_of
FROM ring
CROSS JOIN register.release AS release
GROUP BY ring.place, ring.ring, ring.meaning
ORDER BY ring.place;
