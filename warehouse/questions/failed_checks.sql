-- Checks that did not pass
-- One row is one expectation that failed or broke. A critical one closes the gate, so that a release holds warnings only.
SELECT
    gate,
    severity,
    verdict,
    table_name,
    column_name,
    expectation,
    observed,
    threshold,
    detail
FROM register.check
WHERE verdict <> 'passed'
ORDER BY severity, gate, table_name, column_name, expectation;
