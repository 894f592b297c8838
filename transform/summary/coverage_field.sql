-- One row is one field among live organisations of one legal form.
WITH live AS (SELECT * FROM register.organisation WHERE status = 'live'),
filled AS (
    SELECT form_group,
        count(*) AS organisations,
        count(trading_name) AS trading_name, count(legal_form) AS legal_form, count(registered_on) AS registered_on,
        count(postcode) AS postcode, count(district_code) AS district_code, count(nullif(nation, 'unknown')) AS nation,
        count(sic_code) AS sic_code, count(sector) AS sector, count(ownership_class) AS ownership_class,
        count(is_eo) AS is_eo, count(is_psm) AS is_psm, count(in_ilo) AS in_ilo,
        count(latest_turnover_gbp) AS latest_turnover_gbp
    FROM (SELECT * FROM live UNION ALL BY NAME SELECT * REPLACE ('all' AS form_group) FROM live)
    GROUP BY form_group
),
long AS (
    UNPIVOT filled
    ON trading_name, legal_form, registered_on, postcode, district_code, nation, sic_code, sector, ownership_class, is_eo, is_psm, in_ilo, latest_turnover_gbp
    INTO NAME field VALUE with_value
)
SELECT field, form_group, organisations, with_value, round(with_value / organisations, 6) AS coverage_count
FROM long
ORDER BY ALL
