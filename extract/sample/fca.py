"""Mutuals Public Register: the rows of the invented societies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from extract.sample.body import Body, as_at, exists, has_ended, is_society
from extract.sample.layouts import Row

_REGISTERED_AS = {
    "R": "Registered Society",
    "RS": "Registered Society",
    "IP": "Registered Society",
    "4": "Co-operative Society",
    "7": "Community Benefit Society",
    "C": "Credit Union",
    "CUS": "Credit Union",
    "CU": "Credit Union",
    "W": "Working Men's Club",
    "F": "Friendly Society",
    "SA": "Specially Authorised Society",
    "B": "Building Society",
    "BEN": "Benevolent Society",
}
_2014 = "Co-operative and Community Benefit Societies Act 2014"
_ACTS = {
    "C": "Credit Unions Act 1979",
    "CUS": "Credit Unions Act 1979",
    "CU": "Credit Unions (Northern Ireland) Order 1985",
    "IP": "Co-operative and Community Benefit Societies Act (Northern Ireland) 1969",
    "B": "Building Societies Act 1986",
    "W": "Friendly Societies Act 1974",
    "F": "Friendly Societies Act 1974",
    "SA": "Friendly Societies Act 1974",
    "BEN": "Friendly Societies Act 1974",
}


def society_rows(bodies: Sequence[Body], day: date, *, iso: bool) -> list[Row]:
    """Give the register on a day, in the order of the number; dates are ISO, or British as before April 2024."""
    rows = [society_row(body, day, iso=iso) for body in bodies if is_society(body) and exists(body, day)]
    return sorted(rows, key=lambda row: (int(row.cells[0]), row.cells[1], row.true_id))


def society_row(body: Body, day: date, *, iso: bool) -> Row:
    """Give one society: a converted one is deregistered from the day of its conversion."""
    now = as_at(body, day)
    ended = body.ended_on if has_ended(body, day) else None
    if now.converted_from:
        ended = next(change.on for change in body.changes if change.event == "converted")
    digits, suffix = split_number(body.number)
    cells = (
        digits,
        suffix,
        body.number,
        now.name,
        _REGISTERED_AS[body.form],
        ", ".join(part for part in now.address.parts() if part),
        written(body.registered_on, iso=iso),
        written(ended, iso=iso),
        _ACTS.get(body.form, _2014),
        "" if body.form in ("B", "F", "BEN") else body.trade.sic,
        body.trade.reporting if body.form in ("4", "7") else "",
        "Deregistered" if ended else "Registered",
    )
    return Row(cells, body.true_id, body.odd)


def split_number(number: str) -> tuple[str, str]:
    """Give digits and suffix of a full registration number."""
    match = re.fullmatch(r"(\d+)([A-Z]*)", number)
    if match is None:
        raise ValueError(f"{number!r} is not a registration number")
    return match[1], match[2]


def written(day: date | None, *, iso: bool) -> str:
    """Give a date as the register writes it; empty where there is none."""
    if day is None:
        return ""
    return day.isoformat() if iso else day.strftime("%d/%m/%Y")
