-- One row is one observation with the node that stands for its body: its scheme and value in that register.
-- A publisher may use an id again: the same Co-operatives UK id with another number, another name and another form is
-- another body (R001770 was a workers' co-operative in 2016 and a housing co-operative in 2017). The second body's node
-- is the id with ~2.
WITH ordered AS (
    SELECT
        *,
        lag(declared_value) OVER w AS earlier_value,
        lag(name_folded) OVER w AS earlier_name,
        lag(form_group) OVER w AS earlier_form
    FROM work.observation
    WINDOW w AS (PARTITION BY scheme, value, source ORDER BY edition_date, edition, source_line)
),
bodies AS (
    SELECT
        * EXCLUDE (earlier_value, earlier_name, earlier_form),
        sum(CASE
            WHEN scheme = 'XI-CUK' AND declared_value <> earlier_value AND name_folded <> earlier_name AND form_group <> earlier_form
            THEN 1 ELSE 0
        END) OVER (PARTITION BY scheme, value, source ORDER BY edition_date, edition, source_line) AS body
    FROM ordered
)
SELECT * EXCLUDE (value, body), value AS own_id, value || CASE WHEN body > 0 THEN '~' || (body + 1)::VARCHAR ELSE '' END AS value
FROM bodies
ORDER BY source, edition_date, edition, source_line
