"""register.organisation: what one row says of itself agrees, with the other tables and with the previous release."""

from __future__ import annotations

from quality.expectation import Expectation

TABLE = "register.organisation"
COUNT = "SELECT format('{:,} organisations', count(*)) FROM register.organisation"

AGREES = (
    Expectation(
        "register",
        TABLE,
        "every organisation has a name",
        rows="SELECT organisation_id, name_source FROM register.organisation WHERE trim(coalesce(name, '')) = ''",
        column="name",
        found=COUNT,
    ),
    Expectation(
        "register",
        TABLE,
        "only an organisation that has ended has a day on which it ended",
        rows="SELECT organisation_id, status, ended_on FROM register.organisation "
        "WHERE ended_on IS NOT NULL AND status NOT IN ('ended', 'unknown')",
        column="ended_on",
    ),
    Expectation(
        "register",
        TABLE,
        "an organisation that has ended has a day on which it did",
        "warning",
        rows="SELECT organisation_id, status_source, status_edition FROM register.organisation WHERE status = 'ended' AND ended_on IS NULL",
        column="ended_on",
    ),
    Expectation(
        "register",
        TABLE,
        "no organisation ended before it was registered",
        "warning",
        rows="SELECT organisation_id, registered_on, ended_on, dates_source FROM register.organisation WHERE ended_on < registered_on",
        column="ended_on",
    ),
    Expectation(
        "register",
        TABLE,
        "no organisation was registered or ended after the as-of day",
        "warning",
        rows="SELECT organisation_id, registered_on, ended_on FROM register.organisation, register.release "
        "WHERE registered_on > as_of OR ended_on > as_of",
    ),
    Expectation(
        "register",
        TABLE,
        "nothing is ended without a register's own word",
        rows="SELECT organisation_id, status_source FROM register.organisation WHERE status = 'ended' AND trim(coalesce(status_source_value, '')) = ''",
        column="status",
    ),
    Expectation(
        "register",
        TABLE,
        "the status of a society does not come from Companies House, where it is but a mirror",
        rows="SELECT organisation_id, status, status_source FROM register.organisation "
        "WHERE starts_with(organisation_id, 'GB-MPR-') AND status_source = 'companies_house_basic'",
        column="status_source",
    ),
    Expectation(
        "register",
        TABLE,
        "a society that the newest edition of the Mutuals Public Register lists has its status from there",
        rows="""SELECT o.organisation_id, o.status, o.status_source FROM register.organisation AS o
            WHERE starts_with(o.organisation_id, 'GB-MPR-') AND o.status_source <> 'fca_mutuals' AND EXISTS (
                SELECT 1 FROM register.source_record AS r JOIN register.source AS s USING (source, edition, file_sha256)
                WHERE r.organisation_id = o.organisation_id AND s.source = 'fca_mutuals' AND s.is_newest AND s.completeness <> 'excerpt')""",
        column="status_source",
    ),
    Expectation(
        "register",
        TABLE,
        "an organisation is in the ring of the Mutuals Public Register exactly if it is listed there or holds one of its numbers",
        rows="""SELECT organisation_id, in_mpr FROM register.organisation AS o WHERE in_mpr IS DISTINCT FROM (
            EXISTS (SELECT 1 FROM register.identifier AS i WHERE i.organisation_id = o.organisation_id AND scheme = 'GB-MPR' AND kind = 'identity')
            OR EXISTS (SELECT 1 FROM register.source_record AS r WHERE r.organisation_id = o.organisation_id AND source = 'fca_mutuals'))""",
        column="in_mpr",
    ),
    Expectation(
        "register",
        TABLE,
        "an organisation is in the ring of Co-operatives UK only if that publisher lists it",
        rows="SELECT organisation_id FROM register.organisation AS o WHERE in_cuk AND NOT EXISTS (SELECT 1 FROM register.source_record AS r "
        "WHERE r.organisation_id = o.organisation_id AND starts_with(source, 'coops_uk_'))",
        column="in_cuk",
    ),
    Expectation(
        "register",
        TABLE,
        "exactly the community interest companies are in their ring",
        rows="SELECT organisation_id, form_group, is_cic FROM register.organisation "
        "WHERE is_cic IS DISTINCT FROM (form_group = 'community_interest_company')",
        column="is_cic",
    ),
    Expectation(
        "register",
        TABLE,
        "nation and district agree",
        rows="""SELECT organisation_id, nation, nation_basis, district_code FROM register.organisation WHERE district_code IS NOT NULL
            AND (nation_basis <> 'postcode' OR nation <> CASE left(district_code, 1)
                WHEN 'E' THEN 'England' WHEN 'S' THEN 'Scotland' WHEN 'W' THEN 'Wales' WHEN 'N' THEN 'Northern Ireland' END)""",
        column="nation",
    ),
    Expectation(
        "register",
        TABLE,
        "a district is one of the active ones, under its name",
        rows="""SELECT o.organisation_id, o.district_code, o.district_name, d.district_name AS active_name
            FROM register.organisation AS o LEFT JOIN register.district AS d USING (district_code)
            WHERE o.district_code IS NOT NULL AND o.district_name IS DISTINCT FROM d.district_name""",
        column="district_code",
    ),
    Expectation(
        "register",
        TABLE,
        "every organisation rests on at least one line of a publisher's file",
        rows="SELECT organisation_id FROM register.organisation AS o WHERE NOT EXISTS (SELECT 1 FROM register.source_record AS r "
        "WHERE r.organisation_id = o.organisation_id)",
    ),
    Expectation(
        "register",
        TABLE,
        "every organisation is known by one of its own identifiers",
        rows="SELECT organisation_id FROM register.organisation AS o WHERE NOT EXISTS (SELECT 1 FROM register.identifier AS i "
        "WHERE i.organisation_id = o.organisation_id AND i.scheme || '-' || regexp_replace(i.value, '~.*', '') "
        "= regexp_replace(o.organisation_id, '~.*', '') AND i.kind = 'identity')",
    ),
    Expectation(
        "register",
        TABLE,
        "the latest turnover is one of the organisation's figures",
        rows="""SELECT organisation_id, latest_turnover_gbp, latest_turnover_edition FROM register.organisation AS o
            WHERE latest_turnover_gbp IS NOT NULL AND NOT EXISTS (SELECT 1 FROM register.finance AS f
                WHERE f.organisation_id = o.organisation_id AND f.measure = 'turnover' AND f.value = o.latest_turnover_gbp
                AND f.source = o.latest_turnover_source AND f.edition = o.latest_turnover_edition)""",
        column="latest_turnover_gbp",
    ),
    Expectation(
        "register",
        TABLE,
        "no organisation was last seen before it was first seen",
        rows="SELECT organisation_id, first_seen, last_seen FROM register.organisation WHERE last_seen < first_seen",
    ),
)

SINCE_THE_PREVIOUS_RELEASE = (
    Expectation(
        "release",
        TABLE,
        "no organisation of the previous release is lost: it is here, or its id resolves to one that is",
        rows="""SELECT p.organisation_id, p.name FROM previous.register.organisation AS p
            WHERE NOT EXISTS (SELECT 1 FROM register.organisation AS o WHERE o.organisation_id = p.organisation_id)
            AND NOT EXISTS (SELECT 1 FROM register.redirect AS r WHERE r.from_id = p.organisation_id)
            AND NOT EXISTS (SELECT 1 FROM register.identifier AS i
                WHERE i.scheme || '-' || i.value = p.organisation_id AND i.kind <> 'association')""",
        found="SELECT format('{:,} organisations then, {:,} now', (SELECT count(*) FROM previous.register.organisation), count(*)) FROM register.organisation",
        against_previous=True,
    ),
    Expectation(
        "release",
        TABLE,
        "the number of organisations did not fall by more than 10% since the previous release",
        rows="SELECT * FROM (SELECT (SELECT count(*) FROM previous.register.organisation) AS organisations_then, count(*) AS organisations_now "
        "FROM register.organisation) WHERE organisations_now < 0.9 * organisations_then",
        threshold="10%",
        found="SELECT format('{:,} then, {:,} now', (SELECT count(*) FROM previous.register.organisation), count(*)) FROM register.organisation",
        against_previous=True,
    ),
)

EXPECTATIONS = (*AGREES, *SINCE_THE_PREVIOUS_RELEASE)
