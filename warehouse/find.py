"""Finding an organisation by any spelling of a number, by part of a name, or by a postcode."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import duckdb

from transform.clean.identifiers import spellings
from transform.lookups.tables import rows
from warehouse.ask import reading

_OUTWARD = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]?")
_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][0-9A-Z]?)([0-9][A-Z]{2})")
_COLUMNS = "o.organisation_id, o.name, o.status, o.form_group, o.postcode, o.district_name"
# One name compared with another: no accents, no case, no hyphens or apostrophes, other punctuation a blank.
_FOLDED = (
    "regexp_replace(regexp_replace(replace(lower(strip_accents({0})), '&', ' and '), '[-''’`.]', '', 'g'), '[^a-z0-9]+', ' ', 'g')"
)

_BY_NUMBER = f"""
    SELECT 1 AS strength, {_COLUMNS}, 'id' AS by, o.organisation_id AS found
    FROM register.organisation AS o WHERE upper(o.organisation_id) = $whole
    UNION ALL
    SELECT CASE i.kind WHEN 'identity' THEN 2 ELSE 3 END, {_COLUMNS},
        CASE i.kind WHEN 'identity' THEN 'number' ELSE 'mirror number' END, i.scheme || '-' || i.value
    FROM register.identifier AS i INNER JOIN register.organisation AS o USING (organisation_id)
    WHERE list_contains($numbers, upper(i.value)) AND i.kind <> 'association'
    UNION ALL
    SELECT 4, {_COLUMNS}, 'former id', r.from_id
    FROM register.redirect AS r INNER JOIN register.organisation AS o USING (organisation_id)
    WHERE upper(r.from_id) = $whole
    UNION ALL
    SELECT 5, {_COLUMNS}, 'likely mirror number', i.scheme || '-' || i.value
    FROM register.identifier AS i INNER JOIN register.organisation AS o USING (organisation_id)
    WHERE i.scheme = 'GB-MPR' AND i.kind = 'identity' AND list_contains($mirrored, i.value)
"""
_BY_POSTCODE = f"""
    SELECT 1 AS strength, {_COLUMNS}, 'postcode' AS by, o.postcode AS found
    FROM register.organisation AS o WHERE starts_with(o.postcode, $postcode)
    UNION ALL
    SELECT 2, {_COLUMNS}, 'postcode of an outlet', a.postcode
    FROM register.address AS a INNER JOIN register.organisation AS o USING (organisation_id)
    WHERE starts_with(a.postcode, $postcode) AND a.kind = 'outlet'
"""
_BY_NAME = f"""
    SELECT 1 AS strength, {_COLUMNS}, 'name' AS by, o.name AS found
    FROM register.organisation AS o
    WHERE list_bool_and(list_transform($words, lambda word: contains({_FOLDED.format("o.name")}, word)))
    UNION ALL
    SELECT 2, {_COLUMNS}, CASE n.kind WHEN 'registered' THEN 'name in ' || n.source ELSE n.kind || ' name' END, n.name
    FROM register.name AS n INNER JOIN register.organisation AS o USING (organisation_id)
    WHERE list_bool_and(list_transform($words, lambda word: contains({_FOLDED.format("n.name")}, word)))
"""


@dataclass(frozen=True)
class Found:
    """One organisation that answers, and by what: `by` is number, id, former id, postcode, name, ..."""

    organisation_id: str
    name: str
    status: str
    form_group: str
    postcode: str | None
    district_name: str | None
    by: str
    found: str


def find(db: Path, text: str) -> list[Found]:
    """Give every organisation that a number, a postcode (or its first half) or all words of a name point at.

    A number of a related body (an association) names nobody else and finds nothing.

    Each organisation comes once, under the strongest of its matches: numbers first, then postcodes, then names; live
    ones before others. Empty when nothing answers. Raises AskError when there is no database.
    """
    with reading(db) as con:
        answers = [*_by_number(con, text), *_by_postcode(con, text), *_by_name(con, text)]
    best: dict[str, Found] = {}
    for found in answers:
        best.setdefault(found.organisation_id, found)
    return list(best.values())


def _by_number(con: duckdb.DuckDBPyConnection, text: str) -> list[Found]:
    numbers = spellings(text)
    if not numbers:
        return []
    mirrored = [society for number in numbers for society in _societies(number)]
    return _rows(con, _BY_NUMBER, {"numbers": list(numbers), "whole": text.strip().upper(), "mirrored": mirrored})


def _societies(number: str) -> list[str]:
    """Give the society numbers that a Companies House number of a society may mirror, by the crosswalk's templates."""
    found = []
    for template in rows("mirror_templates.csv"):
        pattern = rf"{template['prefix']}(\d{{{template['width']}}}){template['tail']}"
        match = re.fullmatch(pattern, number)
        if match:
            found.append(match[1].lstrip("0") + template["suffix"])
    return found


def _by_postcode(con: duckdb.DuckDBPyConnection, text: str) -> list[Found]:
    packed = re.sub(r"[^A-Z0-9]", "", text.upper())
    whole = _POSTCODE.fullmatch(packed)
    if whole is None and not _OUTWARD.fullmatch(packed):
        return []
    return _rows(con, _BY_POSTCODE, {"postcode": f"{whole[1]} {whole[2]}" if whole else f"{packed} "})


def _by_name(con: duckdb.DuckDBPyConnection, text: str) -> list[Found]:
    folded = con.execute(f"SELECT string_split(trim({_FOLDED.format('$text')}), ' ')", {"text": text}).fetchall()[0][0]
    words = [word for word in folded if word]
    return _rows(con, _BY_NAME, {"words": words}) if any(len(word) > 1 for word in words) else []


def _rows(con: duckdb.DuckDBPyConnection, sql: str, values: dict[str, object]) -> list[Found]:
    ordered = f"SELECT * EXCLUDE (strength) FROM ({sql}) AS t ORDER BY strength, status <> 'live', name, organisation_id, found"
    return [Found(*row) for row in con.execute(ordered, values).fetchall()]
