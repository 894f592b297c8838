"""register.name, address, classification and redirect: periods that run forwards, ids that resolve."""

from __future__ import annotations

from quality.expectation import Expectation


def _seen(table: str) -> Expectation:
    return Expectation(
        "register",
        table,
        "nothing was last seen before it was first seen",
        rows=f"SELECT organisation_id, source, first_seen, last_seen FROM {table} WHERE last_seen < first_seen",
    )


EXPECTATIONS = (
    Expectation(
        "register",
        "register.name",
        "no name ceased to be valid before it became so",
        rows="SELECT organisation_id, name, valid_from, valid_to FROM register.name WHERE valid_to < valid_from",
        column="valid_to",
    ),
    Expectation(
        "register",
        "register.name",
        "every organisation's name stands among its names",
        rows="SELECT o.organisation_id, o.name FROM register.organisation AS o WHERE NOT EXISTS ("
        "SELECT 1 FROM register.name AS n WHERE n.organisation_id = o.organisation_id AND n.name = o.name)",
        column="name",
    ),
    _seen("register.name"),
    _seen("register.address"),
    _seen("register.classification"),
    Expectation(
        "register",
        "register.redirect",
        "no id that is in use resolves to another",
        rows="SELECT from_id, organisation_id FROM register.redirect WHERE from_id <> organisation_id AND from_id IN (SELECT organisation_id FROM register.organisation)",
        column="from_id",
    ),
    Expectation(
        "register",
        "register.redirect",
        "an id that is no longer in use resolves to one organisation",
        "warning",
        rows="SELECT from_id, count(*) AS organisations FROM register.redirect GROUP BY from_id HAVING count(*) > 1",
        column="from_id",
    ),
)
