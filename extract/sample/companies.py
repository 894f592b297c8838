"""Companies House: companies, charitable incorporated organisations, mirrors of societies, and the companies nobody quotes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from extract.sample.body import Body, as_at, exists, has_ended, is_society
from extract.sample.invent import address_in, day_between, district_in, root, stream
from extract.sample.layouts import COMPANIES, Row
from extract.sample.trades import ORDINARY

_AT = {heading.strip(): place for place, heading in enumerate(COMPANIES.headings)}
_COUNTRIES = ("", "", "", "UNITED KINGDOM", "ENGLAND")
OUT_OF_SCOPE = 150


def company_rows(bodies: Sequence[Body], day: date, *, foreign: tuple[str, str, date]) -> list[Row]:
    """Give the register on the first of a month, by name: what has been dissolved is gone, mirrors never go.

    `foreign` is number, name and day of a society record that is nobody's mirror.
    """
    rows: list[Row] = [ordinary_row(place, day) for place in range(OUT_OF_SCOPE)]
    rows.append(Row(tuple(_blank(foreign[1], foreign[0], "Registered Society", foreign[2])), "foreign-mirror"))
    for body in bodies:
        if not exists(body, day):
            continue
        now = as_at(body, day)
        if is_society(body):
            rows += [mirror_row(body, number) for number in body.mirrors]
        if not is_society(now) and now.category and not has_ended(body, day):
            rows.append(company_row(now, day))
    return sorted(rows, key=lambda row: (row.cells[0], row.cells[1]))


def company_row(body: Body, day: date) -> Row:
    """Give one company or charitable incorporated organisation; the latter have no address, accounts or SIC here."""
    cells = _blank(body.name, body.number, body.category, _incorporated(body))
    _set(cells, CompanyStatus=body.company_status)
    if body.form == "CIO":
        return Row(tuple(cells), body.true_id)
    rng = stream("filing", body.true_id)
    month, last = body.year_end
    made_up = date(day.year - 1, month, min(last, 28) if month == 2 else last)
    first, second = (*body.address.street, "")[:2]
    _set(
        cells,
        RegAddress_AddressLine1=first.upper(),
        RegAddress_AddressLine2=second.upper(),
        RegAddress_PostTown=body.address.town.upper(),
        RegAddress_County=body.address.district.county.upper() if rng.randrange(2) else "",
        RegAddress_Country=rng.choice(_COUNTRIES) if body.address.district.nation == "England" else "",
        RegAddress_PostCode=body.address.postcode,
        Accounts_AccountRefDay=str(last),
        Accounts_AccountRefMonth=str(month),
        Accounts_NextDueDate=_british(made_up + timedelta(days=640)),
        Accounts_LastMadeUpDate=_british(made_up),
        Accounts_AccountCategory="DORMANT"
        if body.dormant
        else rng.choice(("MICRO ENTITY", "TOTAL EXEMPTION FULL", "SMALL", "FULL")),
        SICCode_SicText_1=f"{body.trade.sic} - {body.trade.sic_text}",
        ConfStmtNextDueDate=_british(day + timedelta(days=120)),
        ConfStmtLastMadeUpDate=_british(day - timedelta(days=245)),
    )
    for place, (on, name) in enumerate(body.former, start=1):
        cells[_AT[f"PreviousName_{place}.CONDATE"]] = _british(on)
        cells[_AT[f"PreviousName_{place}.CompanyName"]] = name.upper()
    return Row(tuple(cells), body.true_id)


def mirror_row(body: Body, number: str) -> Row:
    """Give the record of a society, under the name it was registered with: blank address, no accounts, for ever "Active"."""
    rng = stream("mirror", number)
    name = body.name.replace(" and ", " & ") if rng.randrange(3) == 0 else body.name
    # 01/01/1981 stands for "before that day" in a third of the older records.
    registered = date(1981, 1, 1) if body.registered_on.year < 1981 and rng.randrange(3) == 0 else body.registered_on
    category = "Registered Society" if number[:2] in ("IP", "RS", "SP") and rng.randrange(4) else "Industrial and Provident Society"
    cells = _blank(name, number, category, registered)
    if number.startswith("NO"):  # credit unions of Northern Ireland are the mirrors that have an address
        _set(
            cells,
            RegAddress_AddressLine1=body.address.street[0].upper(),
            RegAddress_PostTown=body.address.town.upper(),
            RegAddress_PostCode=body.address.postcode,
            Accounts_AccountRefDay="30",
            Accounts_AccountRefMonth="9",
        )
    return Row(tuple(cells), body.true_id)


def ordinary_row(place: int, day: date) -> Row:
    """Give one private company that no other register quotes: out of scope."""
    rng = stream("ordinary", place)
    district = district_in(rng.choice(("England",) * 8 + ("Wales", "Scotland")), rng)
    pattern, sic = ORDINARY[place % len(ORDINARY)]
    town = root(district.nation, rng)
    prefix, digits = ("SC", f"98{5000 + place}") if district.nation == "Scotland" else ("", str(98700000 + place * 29))
    category = "Public Limited Company" if pattern.endswith("PLC") else "Private Limited Company"
    number = prefix + digits
    cells = _blank(pattern.format(p=town.upper()), number, category, day_between(date(1970, 1, 1), date(2024, 5, 1), rng))
    office = address_in(district, town, rng)
    _set(
        cells,
        RegAddress_AddressLine1=office.street[0].upper(),
        RegAddress_PostTown=town.upper(),
        RegAddress_PostCode=office.postcode,
        SICCode_SicText_1=sic,
        Accounts_AccountCategory="MICRO ENTITY",
        Accounts_LastMadeUpDate=f"31/03/{day.year - 1}",
    )
    return Row(tuple(cells), f"ordinary-{place + 1:03}")


def _blank(name: str, number: str, category: str, incorporated: date) -> list[str]:
    cells = [""] * len(COMPANIES.headings)
    _set(
        cells,
        CompanyName=name.upper(),
        CompanyNumber=number,
        CompanyCategory=category,
        CompanyStatus="Active",
        CountryOfOrigin="United Kingdom",
        IncorporationDate=_british(incorporated),
        Accounts_AccountCategory="NO ACCOUNTS FILED",
        Mortgages_NumMortCharges="0",
        Mortgages_NumMortOutstanding="0",
        Mortgages_NumMortPartSatisfied="0",
        Mortgages_NumMortSatisfied="0",
        SICCode_SicText_1="None Supplied",
        LimitedPartnerships_NumGenPartners="0",
        LimitedPartnerships_NumLimPartners="0",
        URI=f"http://business.data.gov.uk/id/company/{number}",
    )
    return cells


def _set(cells: list[str], **values: str) -> None:
    """Set cells by heading; the first underscore of a keyword stands for the dot of the heading."""
    for key, value in values.items():
        cells[_AT[key.replace("_", ".", 1)]] = value


def _incorporated(body: Body) -> date:
    converted = [change.on for change in body.changes if change.event == "converted"]
    return converted[0] if converted else body.registered_on


def _british(day: date) -> str:
    return day.strftime("%d/%m/%Y")
