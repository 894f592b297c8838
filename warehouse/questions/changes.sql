-- What changed since the previous release
-- One row is one difference; an empty answer in the first release, and in a warehouse that has not been released.
SELECT
    change,
    organisation_id,
    name,
    before,
    after,
    reason,
    previous_release
FROM register.change
ORDER BY change, name, organisation_id, reason;
