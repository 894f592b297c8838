-- One row is one decided pair; probabilities belong to rules that are not run yet.
SELECT left_scheme, left_value, right_scheme, right_value, rule, decision, evidence, NULL::DOUBLE AS probability, source, edition
FROM work.tie
ORDER BY ALL
