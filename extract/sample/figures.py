"""Co-operatives UK: turnover, profit, funds, members and employees, by Economic Year, with figures carried forward.

Economic Year y runs from 1 February y-1 to 31 January y. A year that a body has not reported shows its last figures again,
under their old year end; that is how the publisher fills gaps, and the only sign of it is the year end.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from extract.sample.body import Body, by_cuk
from extract.sample.invent import stream
from extract.sample.layouts import Row

FIRST_YEAR = 2020
_RESTATED = 2023  # the year that a later edition restates, for one body in sixteen
NATIONS = ("England", "Scotland", "Wales", "Northern Ireland")


@dataclass(frozen=True)
class Figures:
    """What one body reports for one year; an empty string where it reports nothing."""

    turnover: str
    profit: str
    funds: str
    members: str
    employees: str
    gva: str
    year_end: date


def economic_rows(bodies: Sequence[Body], day: date, *, gva: bool) -> list[Row]:
    """Give five Economic Years up to the edition's own year, newest first within a body, then the publisher's aggregates."""
    years = range(day.year - 4, day.year + 1)
    rows = [row for body in by_cuk(bodies, day) if body.reports for row in _of_body(body, years, gva)]
    return rows + _aggregates(years, gva)


def figures_of(body: Body, year: int, edition_year: int) -> Figures | None:
    """Give what a body reports for an Economic Year, as known in the edition of a year; None where it reports nothing."""
    if year < FIRST_YEAR or body.registered_on.year + 2 > year or not _reports(body, year, edition_year):
        return None
    if body.ended_on is not None and body.ended_on < year_end(body, year):
        return None
    turnover = body.size
    for passed in range(FIRST_YEAR + 1, year + 1):
        turnover = turnover * (100 + stream("growth", body.true_id, passed).randrange(-6, 10)) // 100
    if year == _RESTATED and edition_year > year + 1 and _restates(body):
        turnover = turnover * 102 // 100
    rng = stream("figures", body.true_id, year)
    silent = body.reports == "members"
    return Figures(
        turnover="" if silent else str(turnover),
        profit="" if silent else str(turnover * rng.randrange(-30, 70) // 1000),
        funds=str(turnover * rng.randrange(2, 9) // 10) if not silent else "",
        members=str(rng.randrange(7, 900)) if turnover < 30_000_000 else str(turnover // 400),
        employees=str(max(1, turnover // 58_000)) if (rng.randrange(3) == 0 or turnover > 30_000_000) and not silent else "",
        gva=str(turnover * rng.randrange(20, 45) // 100) if rng.randrange(3) == 0 and not silent else "",
        year_end=year_end(body, year),
    )


def year_end(body: Body, year: int) -> date:
    """Give the body's year end that falls in the Economic Year."""
    month, day = body.year_end
    calendar_year = year if month == 1 else year - 1
    return date(calendar_year, month, min(day, calendar.monthrange(calendar_year, month)[1]))


def _restates(body: Body) -> bool:
    return body.reports == "restates" or stream("restated", body.true_id).randrange(16) == 0


def _reports(body: Body, year: int, edition_year: int) -> bool:
    match body.reports:
        case "late" | "restates":  # the newest year is not in yet, and is carried forward
            return year < edition_year
        case "stopped":
            return year <= 2022
        case "gap":
            return year != 2022
    return True


def _of_body(body: Body, years: range, gva: bool) -> list[Row]:
    edition_year = years[-1]
    reported = {year: figures_of(body, year, edition_year) for year in range(FIRST_YEAR, edition_year + 1)}
    newest = max((f.year_end for f in reported.values() if f is not None), default=None)
    rows: list[Row] = []
    shown: Figures | None = None
    for year in range(FIRST_YEAR, edition_year + 1):
        carried = reported[year] is None
        shown = reported[year] or shown
        if shown is not None and year in years:
            odd = "year end outside the Economic Year: carried forward" if carried else ""
            rows.append(Row(_cells(body.cuk, body.name, shown, shown.year_end == newest, year, gva), body.true_id, odd))
    return rows[::-1]


def _cells(cuk: str, name: str, f: Figures, newest: bool, year: int, gva: bool) -> tuple[str, ...]:
    start = (cuk, name, f.turnover, f.profit, f.funds, f.members, f.employees)
    end = ("1" if newest else "0", f"{f.year_end} 00:00:00", str(year))
    return (*start, f.gva, *end) if gva else (*start, *end)


def _aggregates(years: range, gva: bool) -> list[Row]:
    """Give the rows of no single organisation: id `N/a`, some with pence, with a date but no time of day, or with no date."""
    rows: list[Row] = []
    more = ("",) if gva else ()
    for year in years:
        rng = stream("aggregate", year)
        cells = (
            "N/a",
            f"Unregistered co-op data {year}",
            str(rng.randrange(4_000_000, 5_000_000)),
            str(rng.randrange(90_000)),
            str(rng.randrange(99_000)),
            str(rng.randrange(40, 400)),
            str(rng.randrange(5, 60)),
            *more,
            "",
            "",
            str(year),
        )
        rows.append(Row(cells, "", "aggregate: no organisation, no year end"))
    for year in years:
        for nation in NATIONS:
            rng = stream("credit unions", nation, year)
            cells = (
                "N/a",
                f"Credit Unions Total - {nation}",
                f"{rng.randrange(900_000, 9_000_000)}.{rng.randrange(1, 100):02}",
                "",
                "",
                str(rng.randrange(4_000, 90_000)),
                str(rng.randrange(20, 300)),
                *more,
                "",
                f"{year - 1}-09-30",
                str(year),
            )
            rows.append(Row(cells, "", "aggregate: credit unions of a nation, with pence"))
    return rows
