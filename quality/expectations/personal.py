"""Published text names no person's means of contact: no e-mail address, nothing that looks like a telephone number."""

from __future__ import annotations

from quality.expectation import Expectation, Severity, named, quoted
from transform.table import Table

EMAIL = r"[^\s@]+@[^\s@]+\.[^\s@]+"
TELEPHONE = r"(\+44|\(0|\b0)[ 0-9()-]{8,}[0-9]"
TITLED = r"(?i)(^|, )(mr|mrs|ms|miss|mx|dr|prof|rev|revd)\b\.?\s+\S"
ASKED = ("register.organisation", "register.name", "register.address", "register.event", "register.reject")


def expectations(table: Table) -> tuple[Expectation, ...]:
    """Give the expectations of a table's free text, none where it has no free text; offending text is not repeated."""
    if table.full_name not in ASKED:
        return ()
    return (
        _without(table, "an e-mail address", EMAIL, "critical"),
        # Addresses are cleaned of both while they are staged, so one that is left is our mistake; a name may hold digits.
        _without(table, "text like a telephone number", TELEPHONE, "critical" if table.name == "address" else "warning"),
        *((_without(table, "a person's title and name", TITLED, "critical"),) if table.name == "address" else ()),
    )


def _without(table: Table, what: str, pattern: str, severity: Severity) -> Expectation:
    free = [
        c.name
        for c in table.columns
        if c.type == "VARCHAR" and not (c.values or c.pattern or c.references or c.name == "organisation_id")
    ]
    held = ", ".join(f"CASE WHEN regexp_matches({named(name)}, {quoted(pattern)}) THEN {quoted(name)} END" for name in free)
    where = ", ".join(named(c.name) for c in table.columns if c.name in (*table.key, "edition") and c.name not in free)
    return Expectation(
        "source" if table.name == "reject" else "register",
        table.full_name,
        f"no text holds {what}",
        severity,
        rows=f"SELECT * FROM (SELECT {where}, concat_ws(' ', {held}) AS held_in FROM {table.full_name}) WHERE held_in <> ''",
    )
