"""register.link: what was decided of a pair is what the register shows of it."""

from __future__ import annotations

from quality.expectation import Expectation

TABLE = "register.link"
# ~2 marks the second body under a publisher's id that was used again: identifiers do not carry it, so such pairs are left out.
PAIR = """
    SELECT l.*, a.organisation_id AS left_organisation, b.organisation_id AS right_organisation
    FROM register.link AS l
    JOIN register.identifier AS a ON a.scheme = l.left_scheme AND a.value = l.left_value AND a.kind <> 'association'
    JOIN register.identifier AS b ON b.scheme = l.right_scheme AND b.value = l.right_value AND b.kind <> 'association'
    WHERE NOT contains(l.left_value || l.right_value, '~')"""

EXPECTATIONS = (
    Expectation(
        "register",
        TABLE,
        "a pair that an override keeps apart is kept apart",
        rows=f"SELECT DISTINCT left_scheme, left_value, right_scheme, right_value, left_organisation FROM ({PAIR}) "
        "WHERE rule = 'override' AND decision = 'rejected' AND left_organisation = right_organisation",
    ),
    Expectation(
        "register",
        TABLE,
        "a pair that was decided to be one organisation is one",
        rows=f"""SELECT left_scheme, left_value, right_scheme, right_value, rule FROM ({PAIR}) WHERE decision IN ('identity', 'mirror')
            GROUP BY ALL HAVING NOT bool_or(left_organisation = right_organisation)""",
    ),
    Expectation(
        "register",
        TABLE,
        "no pair was left undecided because several counterparts fit",
        "warning",
        rows="SELECT left_scheme, left_value, right_scheme, right_value, rule, evidence FROM register.link WHERE decision = 'ambiguous'",
    ),
)
