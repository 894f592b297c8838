-- One row is one quarter, legal form and nation with at least one registration or ending.
WITH base AS (
    SELECT form_group, nation, count(*) AS organisations, count(registered_on) AS dated_organisations FROM register.organisation GROUP BY ALL
),
moment AS (
    SELECT registered_on AS day, form_group, nation, 1 AS registered, 0 AS ended FROM register.organisation WHERE registered_on IS NOT NULL
    UNION ALL
    SELECT ended_on, form_group, nation, 0, 1 FROM register.organisation WHERE ended_on IS NOT NULL
)
SELECT
    lpad(year(day)::VARCHAR, 4, '0') || '-Q' || quarter(day)::VARCHAR AS quarter, m.form_group, m.nation,
    sum(registered)::BIGINT AS registered, sum(ended)::BIGINT AS ended, (sum(registered) - sum(ended))::BIGINT AS net,
    b.dated_organisations, b.organisations, round(b.dated_organisations / b.organisations, 6) AS coverage_count
FROM moment AS m JOIN base AS b USING (form_group, nation)
GROUP BY quarter, m.form_group, m.nation, b.dated_organisations, b.organisations
ORDER BY ALL
