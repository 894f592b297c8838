-- One row is one body as one edition of one register lists it, with its organisation and its place: the observation that
-- every register table below is made of.
SELECT
    r.*, m.organisation_id, m.kind, m.is_mirror, m.primary_scheme, m.primary_value,
    p.district_code, p.district_name, p.region_code, p.region_name,
    coalesce(p.nation, r.nation_stated, 'unknown') AS nation,
    CASE WHEN p.nation IS NOT NULL THEN 'postcode' WHEN r.nation_stated IS NOT NULL THEN 'stated' ELSE 'unknown' END AS nation_basis,
    r.scheme = m.primary_scheme AND NOT m.is_mirror AS is_authority,
    -- Nothing is ended because an excerpt does not list it: every line of an excerpt stays current.
    r.is_newest OR newest.completeness = 'excerpt' AS is_current
FROM work.record AS r
JOIN work.member AS m USING (scheme, value)
LEFT JOIN work.place AS p USING (postcode)
JOIN (SELECT DISTINCT source, completeness FROM work.edition WHERE is_newest) AS newest USING (source)
ORDER BY r.source, r.edition_date, r.edition, r.source_line
