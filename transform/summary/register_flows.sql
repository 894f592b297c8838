-- One row is one quarter, legal form and nation with at least one registration or ending.
WITH base AS (
    SELECT form_group, nation, count(*) AS organisations, count(registered_on) AS dated_organisations FROM register.organisation GROUP BY ALL
),
-- Lists keep only recently ended bodies: before the first ending they give, nothing is known of endings, which is not none.
known AS (SELECT date_trunc('quarter', min(ended_on)) AS endings_from FROM register.organisation),
moment AS (
    SELECT registered_on AS day, form_group, nation, 1 AS registered, 0 AS ended FROM register.organisation WHERE registered_on IS NOT NULL
    UNION ALL
    SELECT ended_on, form_group, nation, 0, 1 FROM register.organisation WHERE ended_on IS NOT NULL
)
SELECT
    lpad(year(day)::VARCHAR, 4, '0') || '-Q' || quarter(day)::VARCHAR AS quarter, m.form_group, m.nation,
    sum(registered)::BIGINT AS registered,
    CASE WHEN min(day) >= min(known.endings_from) THEN sum(ended)::BIGINT END AS ended,
    CASE WHEN min(day) >= min(known.endings_from) THEN (sum(registered) - sum(ended))::BIGINT END AS net,
    min(known.endings_from)::DATE AS endings_known_from,
    b.dated_organisations, b.organisations, round(b.dated_organisations / b.organisations, 6) AS coverage_count
FROM moment AS m JOIN base AS b USING (form_group, nation), known
GROUP BY quarter, m.form_group, m.nation, b.dated_organisations, b.organisations
ORDER BY ALL
