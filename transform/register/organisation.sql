-- One row is one organisation. Each fact comes from the best line that gives it: a current line before a past one, the
-- authority for the legal form before others (its excerpt after them), the newest edition first.
WITH seen AS (
    SELECT *,
        row_number() OVER (
            PARTITION BY organisation_id
            ORDER BY is_mirror, NOT is_current, CASE WHEN is_authority AND completeness <> 'excerpt' THEN 1 WHEN is_authority THEN 3 ELSE 2 END,
                edition_date DESC, source, source_line
        ) AS place
    FROM work.listing
),
best AS (SELECT * FROM seen WHERE place = 1),
fact AS (
    SELECT
        organisation_id,
        arg_min(trading_name, place) AS trading_name,
        arg_min(legal_form, place) FILTER (form_group <> 'unknown') AS legal_form,
        arg_min(form_group, place) FILTER (form_group <> 'unknown') AS form_group,
        arg_min(source, place) FILTER (form_group <> 'unknown') AS legal_form_source,
        arg_min(registered_on, place) AS registered_on,
        arg_min(ended_on, place) AS ended_on,
        arg_min(source, place) FILTER (registered_on IS NOT NULL OR ended_on IS NOT NULL) AS dates_source,
        min(place) FILTER (district_code IS NOT NULL) AS placed,
        min(place) FILTER (postcode IS NOT NULL) AS addressed,
        min(place) FILTER (nation <> 'unknown') AS nationed,
        arg_min(sic_code, place) AS sic_code,
        arg_min(sector, place) AS sector,
        arg_min(source, place) FILTER (sector IS NOT NULL) AS sector_source,
        arg_min(ownership_class, place) AS ownership_class,
        arg_min(source, place) FILTER (ownership_class IS NOT NULL) AS ownership_class_source,
        bool_or(scheme = 'GB-MPR') AS listed_mpr,
        bool_or(scheme = 'XI-CUK') AS in_cuk,
        count(DISTINCT publisher) FILTER (completeness <> 'reconstruction')::INTEGER AS registers,
        min(edition_date) AS first_seen, max(edition_date) AS last_seen
    FROM seen GROUP BY organisation_id
),
numbered AS (SELECT DISTINCT organisation_id FROM work.member WHERE scheme = 'GB-MPR'),
turnover AS (
    SELECT organisation_id, arg_max(row(value, period_end, reference_year, state, source, edition), (e.edition_date, reference_year, source_line)) AS newest
    FROM register.finance JOIN work.edition AS e USING (source, edition, file_sha256)
    WHERE measure = 'turnover' AND income_concept = 'turnover'
    GROUP BY organisation_id
),
office AS (
    SELECT f.organisation_id,
        coalesce(p.postcode, a.postcode) AS postcode, coalesce(p.source, a.source) AS address_source,
        p.district_code, p.district_name, p.region_code, p.region_name,
        coalesce(p.nation, n.nation, 'unknown') AS nation, coalesce(p.nation_basis, n.nation_basis, 'unknown') AS nation_basis
    FROM fact AS f
    LEFT JOIN seen AS a ON a.organisation_id = f.organisation_id AND a.place = f.addressed
    -- The district is the one of the postcode that is shown: an older line may place it only where no newer one has a postcode.
    LEFT JOIN seen AS p ON p.organisation_id = f.organisation_id AND p.place = f.placed AND f.placed = f.addressed
    LEFT JOIN seen AS n ON n.organisation_id = f.organisation_id AND n.place = f.nationed
)
SELECT
    b.organisation_id, b.name, b.source AS name_source, f.trading_name,
    f.legal_form, coalesce(f.form_group, 'unknown') AS form_group, f.legal_form_source,
    CASE WHEN b.is_mirror THEN 'unknown' WHEN b.is_current OR b.status = 'ended' THEN b.status ELSE 'unknown' END AS status,
    b.source AS status_source,
    CASE
        WHEN b.is_mirror THEN b.status_as_written || ' (mirror at Companies House: no status of its own)'
        WHEN b.is_current OR b.status = 'ended' THEN b.status_as_written
        ELSE coalesce(b.status_as_written, 'not stated') || ' (in ' || b.edition || ', absent since: left the list)'
    END AS status_source_value,
    b.edition AS status_edition,
    f.registered_on,
    CASE WHEN NOT b.is_mirror AND b.status = 'ended' THEN coalesce(b.ended_on, f.ended_on) END AS ended_on,
    f.dates_source,
    o.postcode, o.address_source, o.district_code, o.district_name, o.region_code, o.region_name, o.nation, o.nation_basis,
    f.sic_code, f.sector, f.sector_source, f.ownership_class, f.ownership_class_source,
    f.listed_mpr OR n.organisation_id IS NOT NULL AS in_mpr,
    f.in_cuk,
    coalesce(f.form_group, '') = 'community_interest_company' AS is_cic,
    f.ownership_class = 'Employee Trust' AS is_eo,
    NULL::BOOLEAN AS is_psm,
    CASE WHEN f.in_cuk AND f.ownership_class IS NOT NULL
        THEN f.ownership_class <> 'Employee Trust' AND coalesce(f.form_group, '') <> 'community_interest_company' END AS in_ilo,
    t.newest[1] AS latest_turnover_gbp, t.newest[2] AS latest_turnover_period_end, t.newest[3] AS latest_turnover_reference_year,
    t.newest[4] AS latest_turnover_state, t.newest[5] AS latest_turnover_source, t.newest[6] AS latest_turnover_edition,
    f.registers, f.first_seen, f.last_seen
FROM best AS b
JOIN fact AS f USING (organisation_id)
JOIN office AS o USING (organisation_id)
LEFT JOIN numbered AS n USING (organisation_id)
LEFT JOIN turnover AS t USING (organisation_id)
ORDER BY b.organisation_id
