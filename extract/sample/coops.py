"""Co-operatives UK: the list of organisations in its two layouts, and the outlets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from extract.sample.body import NORTHERN_IRISH, Body, by_cuk, has_ended, is_society
from extract.sample.invent import address_in, roots, stream
from extract.sample.layouts import Row

_LEGAL_FORMS = {
    "COMPANY": "Company",
    "CIC": "Community Interest Company",
    "LLP": "LLP",
    "OSCR": "Scottish Charitable Incorporated Organisation",
    "CCEW": "Charitable Incorporated Organisation",
    "UNINCORPORATED": "Unincorporated",
}
_REGISTRARS = {"OSCR": "OSCR", "CCEW": "Charity Commission", "UNINCORPORATED": "Unknown legal form"}
NOT_DEFINED = "Legal Form is not defined"  # the registrar of 982 rows in 2016, always with an empty legal form


def organisation_rows(bodies: Sequence[Body], day: date, *, old: bool) -> list[Row]:
    """Give the list on a day, by id: 26 columns with SIC and sector where `old`, else 16."""
    return [_old_row(body, day) if old else _new_row(body, day) for body in by_cuk(bodies, day)]


def _old_row(body: Body, day: date) -> Row:
    registrar, form = registrar_of(body), _LEGAL_FORMS.get(body.form, "Society")
    if body.form in NORTHERN_IRISH:
        registrar, form = ("DETINI", "Society") if stream("registrar", body.true_id).randrange(2) else (NOT_DEFINED, "")
    return Row(
        (
            *_start(body, old_number(body), registrar, form),
            *body.trade.levels,
            body.trade.sector,
            *_end(body, day, "{:%d/%m/%Y}"),
        ),
        body.true_id,
        body.odd,
    )


def _new_row(body: Body, day: date) -> Row:
    form = _LEGAL_FORMS.get(body.form, "Society")
    reporting = body.trade.reporting if body.form in ("4", "7") else ""
    return Row(
        (
            *_start(body, new_number(body), registrar_of(body), form),
            reporting,
            *_end(body, day, "{0.day}/{0.month}/{0.year}"),
        ),
        body.true_id,
        body.odd,
    )


def _start(body: Body, number: str, registrar: str, form: str) -> tuple[str, ...]:
    name = body.name.replace(" Limited", " Ltd") if stream("ltd", body.true_id).randrange(10) == 0 else body.name
    address = body.address
    return (
        body.cuk,
        number,
        registrar,
        name,
        trading_name(body),
        form,
        "\n".join(address.street),
        address.town,
        address.district.county,
        address.postcode,
        address.district.nation,
    )


def _end(body: Body, day: date, pattern: str) -> tuple[str, ...]:
    dead = body.ended_on is not None and has_ended(body, day)
    return (
        body.ownership,
        "Dead" if dead else "Live",
        pattern.format(body.registered_on),
        pattern.format(body.ended_on) if dead else "",
    )


def registrar_of(body: Body) -> str:
    """Give the registrar as Co-operatives UK names it."""
    return "FCA" if is_society(body) else _REGISTRARS.get(body.form, "Companies House")


def trading_name(body: Body) -> str:
    """Give the registered name, or in two of five that name without its form."""
    if stream("trading", body.true_id).randrange(5) < 2:
        return re.sub(r" (Limited|Ltd|Cyfyngedig|LLP|CIC|C\.I\.C\.)$", "", body.name)
    return body.name


def old_number(body: Body) -> str:
    """Give the number as the list of 2016 to 2019 writes it: 7337CBS, 4149CS, IP000336, CU100; a company without its zero."""
    digits = re.sub(r"\D", "", body.number)
    padded = stream("padded", body.true_id).randrange(2)
    match body.form:
        case "4":
            return f"{body.number}CS"
        case "7":
            return f"{body.number}CBS"
        case "IP" | "CU":
            return f"{body.form}{digits.zfill(6) if padded else digits}"
        case "COMPANY" if body.number.startswith("0"):
            return body.number.lstrip("0")
    return body.number


def new_number(body: Body) -> str:
    """Give the number as the newer list writes it: the registrar's, but Northern Irish ones in front and padded."""
    if body.form in NORTHERN_IRISH:
        return body.form + re.sub(r"\D", "", body.number).zfill(6)
    if body.form in ("4", "7") and stream("suffixed", body.true_id).randrange(8) == 0:
        return body.number + ("CS" if body.form == "4" else "CBS")
    return body.number


def outlet_rows(bodies: Sequence[Body], day: date) -> list[Row]:
    """Give the shops of the retail societies on a day; one in fourteen closes or opens between the editions."""
    rows: list[Row] = []
    for body in by_cuk(bodies, day):
        if body.trade.key != "retail" or has_ended(body, day):
            continue
        shops = max(1, min(24, body.size // 9_000_000))
        rows += [_outlet(body, place) for place in range(shops) if _open(body, place, day)]
    return rows


def _open(body: Body, place: int, day: date) -> bool:
    draw = stream("outlet", body.true_id, place).randrange(28)
    return not (draw == 0 and day.year == 2024) and not (draw == 1 and day.year == 2025)


def _outlet(body: Body, place: int) -> Row:
    rng = stream("outlet office", body.true_id, place)
    town = rng.choice(roots(body.address.district.nation))
    office = address_in(body.address.district, town, rng)
    # 01632 960000 to 960999 are numbers that Ofcom keeps for drama: nobody has them.
    phone = f"01632 960{rng.randrange(1000):03}"
    hours = "Opening hours: \nMonday: 07:00 - 22:00, Sunday: 10:00 - 16:00" if rng.randrange(2) else ""
    street = "\n".join((*office.street, "Market Place") if rng.randrange(3) == 0 else office.street)
    name = f"{body.name.split()[0]} Co-op Food - {town}"
    return Row((body.cuk, body.name, name, street, town, office.district.county, office.postcode, hours, phone, ""), body.true_id)
