"""register.identifier: the guards of identity. A wrong merge publishes a falsehood about a named body."""

from __future__ import annotations

from quality.expectation import Expectation

TABLE = "register.identifier"
MIRROR = "scheme = 'GB-COH' AND regexp_matches(value, '^(IP|RS|SP|NP|NO|NR|SR)')"


def _shared(which: str) -> str:
    return (
        "SELECT scheme, value, count(DISTINCT organisation_id) AS organisations, string_agg(DISTINCT organisation_id, ' ' ORDER BY organisation_id) AS which "
        f"FROM register.identifier WHERE kind = 'identity' AND {which} GROUP BY scheme, value HAVING count(DISTINCT organisation_id) > 1"
    )


EXPECTATIONS = (
    Expectation(
        "register",
        TABLE,
        "a society or company number is the identity of one organisation only",
        rows=_shared("scheme IN ('GB-MPR', 'GB-COH')"),
    ),
    Expectation(
        "register",
        TABLE,
        "any other identifier is the identity of one organisation only",
        "warning",
        rows=_shared("scheme NOT IN ('GB-MPR', 'GB-COH')"),
    ),
    Expectation(
        "register",
        TABLE,
        "no organisation holds two society numbers, unless an override says that they are one",
        rows="""WITH own AS (
                SELECT organisation_id, count(DISTINCT value) AS numbers, list(DISTINCT value ORDER BY value) AS which
                FROM register.identifier WHERE scheme = 'GB-MPR' AND kind = 'identity' GROUP BY organisation_id
            )
            SELECT organisation_id, array_to_string(which, ' ') AS numbers_held FROM own WHERE numbers > 1 AND numbers - 1 > (
                SELECT count(*) FROM register.link AS l WHERE l.rule = 'override' AND l.decision = 'identity'
                AND l.left_scheme = 'GB-MPR' AND l.right_scheme = 'GB-MPR'
                AND list_contains(which, l.left_value) AND list_contains(which, l.right_value))""",
    ),
    Expectation(
        "register",
        TABLE,
        "no organisation has more than eight identities",
        rows="SELECT organisation_id, count(DISTINCT (scheme, value)) AS identities FROM register.identifier WHERE kind = 'identity' "
        "GROUP BY organisation_id HAVING count(DISTINCT (scheme, value)) > 8",
        threshold="8",
        found="SELECT format('largest: {}', max(n)) FROM (SELECT count(DISTINCT (scheme, value)) AS n FROM register.identifier "
        "WHERE kind = 'identity' GROUP BY organisation_id)",
    ),
    Expectation(
        "register",
        TABLE,
        "a company number that mirrors a society is no identity of another organisation, nor beside the society's own number",
        rows=f"""SELECT organisation_id, value FROM register.identifier AS i WHERE kind = 'identity' AND {MIRROR} AND (
                EXISTS (SELECT 1 FROM register.identifier AS m WHERE m.scheme = i.scheme AND m.value = i.value AND m.kind = 'mirror'
                    AND m.organisation_id <> i.organisation_id)
                OR EXISTS (SELECT 1 FROM register.identifier AS s WHERE s.organisation_id = i.organisation_id AND s.scheme = 'GB-MPR'
                    AND s.kind = 'identity'))""",
    ),
    Expectation(
        "register",
        TABLE,
        "every company number that mirrors a society has found its society",
        "warning",
        rows=f"SELECT organisation_id, value FROM register.identifier WHERE kind = 'identity' AND {MIRROR}",
    ),
    Expectation(
        "register",
        TABLE,
        "placeholder numbers link nothing",
        rows="SELECT organisation_id, scheme, value, source FROM register.identifier WHERE scheme <> 'XI-CUK' "
        "AND (regexp_full_match(value, '[A-Z]*0+[A-Z]*|9{6,}') OR value IN ('12345678', '01234567', '1234567'))",
    ),
    Expectation(
        "register",
        TABLE,
        "a number that four or more organisations of one source hold is a placeholder and links nothing",
        rows="SELECT source, scheme, value, count(DISTINCT organisation_id) AS organisations FROM register.identifier "
        "WHERE kind <> 'association' GROUP BY ALL HAVING count(DISTINCT organisation_id) >= 4",
        threshold="3",
    ),
    Expectation(
        "register",
        TABLE,
        "no identifier was last seen before it was first seen",
        rows="SELECT organisation_id, scheme, value, first_seen, last_seen FROM register.identifier WHERE last_seen < first_seen",
    ),
)
