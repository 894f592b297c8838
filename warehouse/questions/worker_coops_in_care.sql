-- Turnover of worker co-operatives in health and care, by year
-- One row is one edition and reference year. Counted are organisations of ownership class 'Workers' with SIC 2007 divisions
-- 86 to 88; class and SIC are those the register holds now, not those of the year.
-- Childcare (SIC 88.91) is part of it and shown apart, where the SIC code is deep enough to tell. reported counts only
-- figures whose year end lies in that year's window; as_published adds those carried forward. Companies that file no profit
-- and loss account have no figure: read with_turnover beside organisations. Nominal pounds.
WITH worker_coops AS (
    SELECT organisation_id, sic_code
    FROM register.organisation
    WHERE ownership_class = 'Workers' AND substr(sic_code, 1, 2) IN ('86', '87', '88')
),

listed AS (
    SELECT record.source, record.edition, record.reference_year, count(DISTINCT record.organisation_id) AS organisations
    FROM register.source_record AS record
    INNER JOIN worker_coops USING (organisation_id)
    WHERE record.record_kind = 'figures'
    GROUP BY record.source, record.edition, record.reference_year
),

figures AS (
    SELECT
        finance.source,
        finance.edition,
        finance.reference_year,
        finance.organisation_id,
        finance.value,
        finance.state = 'reported' AS is_reported,
        starts_with(worker_coops.sic_code, '8891') AS is_childcare
    FROM register.finance AS finance
    INNER JOIN worker_coops USING (organisation_id)
    WHERE finance.measure = 'turnover' AND finance.income_concept = 'turnover'
),

added AS (
    SELECT
        source,
        edition,
        reference_year,
        count(DISTINCT organisation_id) AS with_turnover,
        count(DISTINCT organisation_id) FILTER (WHERE is_reported) AS with_turnover_reported,
        sum(value) AS turnover_as_published_gbp,
        sum(value) FILTER (WHERE is_reported) AS turnover_reported_gbp,
        sum(value) FILTER (WHERE is_childcare) AS of_this_childcare_gbp
    FROM figures
    GROUP BY source, edition, reference_year
)

SELECT
    listed.source,
    listed.edition,
    listed.reference_year,
    listed.organisations,
    coalesce(added.with_turnover, 0) AS with_turnover,
    coalesce(added.with_turnover_reported, 0) AS with_turnover_reported,
    added.turnover_as_published_gbp,
    added.of_this_childcare_gbp,
    added.turnover_reported_gbp,
    coalesce(added.with_turnover, 0) / listed.organisations AS coverage_count_as_published,
    coalesce(added.with_turnover_reported, 0) / listed.organisations AS coverage_count_reported,
    (added.turnover_reported_gbp / nullif(added.turnover_as_published_gbp, 0))::DOUBLE AS coverage_value_reported
FROM listed
LEFT JOIN added USING (source, edition, reference_year)
ORDER BY listed.source, listed.edition DESC, listed.reference_year;
