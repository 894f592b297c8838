"""The odd rows: what the real registers hold besides good rows. Each case names the real one it stands for.

Odd bodies come first (true ids begin "odd-"); then what is done to single rows of single editions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from extract.sample.body import Address, Body
from extract.sample.cast import PRIVATE, office
from extract.sample.invent import postcodes
from extract.sample.layouts import Edition, Row
from extract.sample.places import BY_NAME, LISTED_POSTCODES, District
from extract.sample.trades import TRADES

_JERSEY = District("", "Jersey", "Jersey", "", "", "JE81", "")
_GUERNSEY = District("", "Guernsey", "Guernsey", "", "", "GY81", "")
_SOMERSET = BY_NAME["Somerset"]


@dataclass(frozen=True)
class Oddity:
    """One thing done to the row of a body: cells set by heading, the row repeated, cut short or drawn out.

    `vintage` empty means every edition of the source; `year` picks the Economic Year of a row of figures.
    """

    key: str
    vintage: str
    true_id: str
    odd: str
    values: tuple[tuple[str, str], ...] = ()
    year: str = ""
    repeat: bool = False
    cut: int = 0
    more: tuple[str, ...] = ()


def odd_bodies() -> tuple[Body, ...]:
    """Give the bodies that are odd in themselves; what the writers make of them is odd without further doing."""
    return (*_odd_societies(), *_odd_addresses(), *_odd_numbers())


def _body(key: str, form: str, number: str, name: str, trade: str, address: Address, registered: date, **more: object) -> Body:
    """Give an odd body; `odd` among `more` is the case it stands for."""
    body = Body(f"odd-{key}", form, number, name, TRADES[trade], address, registered, ownership=TRADES[trade].ownership)
    return replace(body, **more)  # type: ignore[arg-type]


# One body or oddity a paragraph reads better than one argument a line.
# fmt: off
def _odd_societies() -> tuple[Body, ...]:
    bowls = office("Lincoln", "Mothsett", "8 Oat Lane", "LN81 4GT")
    return (
        _body("blank-name", "R", "60901R", "Mothsett Bowls Club Limited", "sport", bowls, date(1962, 4, 2)),
        _body("impossible-date", "7", "7893", "Pellwold Community Pub Limited", "pub", bowls, date(2015, 3, 3),
              cuk="R900080", reports="full", size=77_000),
        _body("unknown-status", "R", "60902R", "Copperden Labour Club and Institute Limited", "club", bowls, date(1958, 9, 1)),
        _body("no-end-date", "R", "60903R", "Wrencliffe Housing Co-operative Limited", "housing", bowls, date(1981, 9, 7)),
        _body("cut-row", "R", "60904R", "Dappleholm, Quernsett and District Allotment Association Limited", "allotment", bowls,
              date(1919, 5, 5), cuk="R900081", reports="full", size=4_100),
        _body("long-row", "R", "60905R", "Marrowcombe, Tansyden and District Smallholders Limited", "allotment", bowls,
              date(1920, 5, 3)),
        _body("no-number", "R", "60906R", "Juniperthorpe Social Club Limited", "club", bowls, date(1950, 10, 9)),
    )


def _odd_addresses() -> tuple[Body, ...]:
    plain = Address(("High Street",), "Sorrelstow", _SOMERSET, "")
    terminated = postcodes(_SOMERSET.outward)[LISTED_POSTCODES + 1]
    more = {"reports": "full", "size": 33_000}
    return (
        _body("no-postcode", "R", "60911R", "Sorrelstow Village Stores Association Limited", "shop", plain, date(1999, 3, 1),
              odd="no postcode", cuk="R900060", **more),
        _body("letter-o", "R", "60912R", "Tansyden Village Stores Association Limited", "shop", replace(plain, postcode="TA81 ONZ"),
              date(2000, 3, 1), odd="postcode with the letter O for a nought: TA7 ONZ", cuk="R900061", **more),
        _body("cut-postcode", "R", "60913R", "Clwb Cymdeithasol Nant Ehedydd Cyfyngedig", "club",
              office("Rhondda Cynon Taf", "Nant Ehedydd", "Mill Race", "CF54 6"), date(1938, 3, 1), odd="postcode cut off: CF44 6",
              cuk="R900062", **more),
        _body("unspaced-postcode", "UNINCORPORATED", "", "Ospreymere Players", "arts",
              office("Lewisham", "Ospreymere", "2 Oat Lane", "SE811HL"), date(2001, 3, 1), odd="postcode without its blank: SE11HL",
              cuk="R900063", **more),
        _body("replaced-character", "UNINCORPORATED", "", "Tillywhin Makers", "arts",
              office("City of Edinburgh", "Tillywhin", "Whin\ufffdRoad", "EH81\ufffd7DX"), date(2002, 3, 1),
              odd="no-break space lost on the way: EH10?7DX", cuk="R900064", **more),
        _body("terminated-postcode", "R", "60914R", "Gorsewold Farmers Limited", "farm", replace(plain, postcode=terminated),
              date(1971, 3, 1), odd="postcode that the directory does not list", cuk="R900065", **more),
        _body("jersey-society", "R", "60915R", "Pierre Blanche Farmers Co-operative Society Limited", "farm",
              Address(("La Rue du Moulin Gris",), "St Plover", _JERSEY, "JE81 4QF"), date(1955, 10, 7),
              odd="society of a Crown dependency", cuk="R900066", **more),
        _body("jersey-company", "COMPANY", "191919", "Côte d'Or Cycle Workers Limited", "shop",
              Address(("Le Grand Détour",), "St Plover", _JERSEY, "JE81 4QF"), date(2014, 2, 3),
              odd="six digits of Jersey's own company register", cuk="R900067", **more),
        _body("guernsey-society", "R", "60916R", "Sarnian Plover Growers Limited", "farm",
              Address(("Rue des Pluviers",), "St Heron", _GUERNSEY, "GY81 2HB"), date(1983, 12, 5),
              odd="society of a Crown dependency", cuk="R900068", **more),
    )


def _odd_numbers() -> tuple[Body, ...]:
    leith = office("City of Edinburgh", "Kilmarten", "33 Salt Pan Quay", "EH81 2RN")
    hackney = office("Hackney", "London", "70 Ropewalk", "E81 5QB")
    more = {"reports": "full", "size": 52_000}
    return (
        # Six digits in both editions; only the nation says that SC is missing.
        _body("lost-prefix-always", "COMPANY", "SC981188", "Kilmarten Carers Together Limited", "care", leith, date(2014, 2, 3),
              category=PRIVATE, cuk="R900070", **more),
        # No registrar and no legal form, though the number says enough: SC150075.
        _body("no-registrar-company", "COMPANY", "SC981199", "Kilmarten Printmakers Limited", "arts", leith, date(2005, 2, 3),
              category=PRIVATE, cuk="R900071", **more),
        _body("no-registrar-union", "C", "853C", "Hollindale Savers Credit Union Limited", "credit_union", hackney,
              date(1993, 11, 22), mirrors=("IP00853C",), cuk="R900072", **more),
        _body("nothing-known", "UNINCORPORATED", "", "Osiercliffe Street Bakers", "bakery", hackney, date(2008, 5, 5),
              cuk="R900073", **more),
        *(
            _body(f"placeholder-{n}", "COMPANY", "12345678", f"{name} Cleaners Co-operative Limited", "care", hackney,
                  date(2011, n, 3), cuk=f"R90007{n + 3}",
                  odd="number held by four bodies: a placeholder that links nothing", **more)
            for n, name in enumerate(("Lanternmoor", "Kestrelgarth", "Heronden", "Nettlewick"), start=1)
        ),
        # A society number with Companies House as its registrar: R021003 has 7569.
        _body("wrong-registrar", "7", "7894", "Saddlemere Community Land Trust Limited", "housing", hackney, date(2017, 6, 8),
              mirrors=("RS007894",), cuk="R900082", **more),
        _body("odd-number", "COMPANY", "XCP-9", "Sorrelthorpe Wreath Makers", "arts", hackney, date(1999, 6, 8),
              cuk="R900083", odd="not a number at all: XCP-9", **more),
        # Two ids claim one society number: one of them is mistyped.
        _body("contested-number", "R", "60917R", "Moorgarth Milk Haulage Limited", "farm",
              office("Birmingham", "Moorgarth", "61 Weavers Yard", "B55 5NN"), date(1972, 2, 21), cuk="R900084", **more),
    )


_FCA, _LIST, _MONEY, _SHOPS, _CH = (
    "fca_mutuals", "coops_uk_organisations", "coops_uk_economic", "coops_uk_outlets", "companies_house_basic",
)
_NOT_DEFINED = (("Registrar", "Legal Form is not defined"), ("Legal Form", ""))
_LEVEL_4 = "SIC code  - level 4 description"

ODDITIES: tuple[Oddity, ...] = (
    Oddity(_FCA, "", "cast-same-name-leeds", "repeated society number, same values", repeat=True),
    Oddity(_FCA, "", "cast-federal", "repeated society number, other address",
           (("Society Address", "Unit 9, Mill Race, Moorgarth, West Midlands, B55 5NN"),), repeat=True),
    Oddity(_FCA, "", "odd-blank-name", "blank society name", (("Society Name", ""),)),
    Oddity(_FCA, "2024-06-30", "odd-impossible-date", "impossible date", (("Registration Date", "31/02/2015"),)),
    Oddity(_FCA, "2025-06-30", "odd-impossible-date", "impossible date", (("Registration Date", "2015-02-31"),)),
    Oddity(_FCA, "", "odd-unknown-status", "status value nobody has documented", (("Society Status", "Suspended"),)),
    Oddity(_FCA, "", "odd-no-end-date", "deregistered without a date", (("Society Status", "Deregistered"),)),
    Oddity(_FCA, "2024-06-30", "odd-cut-row", "wrong number of fields: cut short", cut=3),
    Oddity(_FCA, "", "odd-long-row", "wrong number of fields: one too many", more=("Registered",)),
    Oddity(_FCA, "2024-06-30", "odd-no-number", "row without its number", (("Full Registration Number", ""),)),
    Oddity(_FCA, "2025-06-30", "odd-no-number", "row without its number", (("Full Registation Number", ""),)),
    Oddity(_FCA, "", "odd-no-postcode", "empty address parts, no postcode",
           (("Society Address", "High Street,,,Sorrelstow,,Somerset,"),)),
    Oddity(_FCA, "2025-06-30", "cast-regional-society", "date with a time of day", (("Registration Date", "1871-05-22 00:00:00"),)),
    Oddity(_FCA, "2025-06-30", "cast-welsh-society", "SIC code with its words",
           (("Standard Industrial Classification Code (SIC)", "47110 - Retail sale in non-specialised stores"),)),
    Oddity(_LIST, "", "cast-self-employed", "repeated id, same values", repeat=True),
    Oddity(_LIST, "2024-06", "cast-near-name-cymru", "repeated id, other description (18 ids in 2016)",
           ((_LEVEL_4, "Other letting and operating of own or leased real estate"),), repeat=True),
    Oddity(_LIST, "2025-06", "cast-near-name-cymru", "repeated id, other class",
           (("Ownership Classification", "Tenants"),), repeat=True),
    Oddity(_LIST, "2024-06", "cast-lost-prefix", "six digits of a Scottish company", (("Registered Number", "981177"),)),
    Oddity(_LIST, "", "odd-lost-prefix-always", "six digits of a Scottish company, never set right",
           (("Registered Number", "981188"),)),
    Oddity(_LIST, "2024-06", "odd-no-registrar-company", "registrar missing", _NOT_DEFINED),
    Oddity(_LIST, "2024-06", "odd-no-registrar-union", "registrar missing", _NOT_DEFINED),
    Oddity(_LIST, "", "odd-nothing-known", "neither registrar nor form, number nor nation", (*_NOT_DEFINED, ("UK Nation", ""))),
    Oddity(_LIST, "2024-06", "odd-wrong-registrar", "society number under Companies House",
           (("Registered Number", "7894"), ("Registrar", "Companies House"), ("Legal Form", "Community Interest Company"))),
    Oddity(_LIST, "", "odd-contested-number", "number of another society", (("Registered Number", "60113R"),)),
    Oddity(_LIST, "", "odd-impossible-date", "impossible date", (("Incorporation Date", "31/02/2015"),)),
    Oddity(_LIST, "", "cast-charity-wales", "status value nobody has documented", (("Registered Status", "Dormant"),)),
    Oddity(_LIST, "", "cast-liquidation", "dead without a date", (("Registered Status", "Dead"),)),
    Oddity(_LIST, "2025-06", "cast-gone-company", "dead, with a date",
           (("Registered Status", "Dead"), ("Dissolved Date", "11/3/2025"))),
    Oddity(_LIST, "", "odd-cut-row", "wrong number of fields: cut short", cut=2),
    Oddity(_MONEY, "", "cast-near-name-teachers", "turnover in words", (("Turnover", "n/a"),), "2022"),
    Oddity(_MONEY, "", "cast-foreign-mirror", "negative turnover", (("Turnover", "-1520"),), "2021"),
    Oddity(_MONEY, "", "cast-dormant", "turnover of nought", (("Turnover", "0"),), "2022"),
    Oddity(_MONEY, "", "cast-digits-cus", "turnover with pence", (("Turnover", "1240033.27"),), "2023"),
    Oddity(_MONEY, "", "cast-same-name-cardiff", "year end missing", (("Year End Date", ""),), "2023"),
    Oddity(_MONEY, "", "odd-letter-o", "impossible year end", (("Year End Date", "2022-02-31 00:00:00"),), "2023"),
    Oddity(_MONEY, "", "cast-two-mirrors", "year end is a placeholder, as 2010-01-01 for credit unions",
           (("Year End Date", "2010-01-01 00:00:00"),)),
    Oddity(_MONEY, "", "cast-federal", "repeated id and year, same values", (), "2022", repeat=True),
    Oddity(_MONEY, "", "cast-federal", "repeated id and year, other turnover", (("Turnover", "75000000"),), "2023", repeat=True),
    Oddity(_MONEY, "", "odd-nothing-known", "figures of an id that is not listed (1 id in 2016)",
           (("CUK Organisation ID", "R900099"), ("Registered Name", "Osiercliffe Pie Bakers")), "2021", repeat=True),
    Oddity(_SHOPS, "2024-06", "cast-welsh-society", "telephone number and description changed places",
           (("Description", "01632 960 238"), ("Phone", "Shop"))),
    Oddity(_SHOPS, "", "cast-regional-society", "outlet without a postcode",
           (("Outlet Name", "Saddlegarth Mobile Shop"), ("Postcode", "")), repeat=True),
    Oddity(_SHOPS, "", "cast-employee-trust", "outlet listed twice", repeat=True),
    Oddity(_CH, "2024-07-01", "ordinary-003", "wrong number of fields: one too many", more=("",)),
    Oddity(_CH, "", "cast-dormant", "name with quotation marks", (("CompanyName", 'NETTLEHOLM "HAND" PRINTMAKERS LIMITED'),)),
    Oddity(_CH, "", "cast-prefix-cu", "postcode cut to its outward half", (("RegAddress.PostCode", "BT95"),)),
    Oddity(_CH, "", "cast-liquidation", "care-of line that names a person", (("RegAddress.CareOf", "MR IGNATIUS FOTHERGALE"),)),
)

# fmt: on

# A company that stands in the place where the templates look for a society's mirror.
FOREIGN_MIRROR = ("IP60112R", "SADDLEWICK AND PELLTHORPE WORKMEN'S CLUB LIMITED", date(1964, 2, 3))


def soil(edition: Edition, oddities: Sequence[Oddity] = ODDITIES) -> Edition:
    """Give the edition with its oddities done; a repeated row stands right after the first.

    Raises KeyError for an oddity whose body has no row.
    """
    rows = list(edition.rows)
    for oddity in oddities:
        if oddity.key != edition.key or oddity.vintage not in ("", edition.vintage):
            continue
        places = [place for place, row in enumerate(rows) if _meant(oddity, row)]
        if not places:
            raise KeyError(f"{edition.key} {edition.vintage} has no row for {oddity.odd!r} of {oddity.true_id}")
        for place in places[:1] if oddity.repeat or edition.key == _SHOPS else places:
            changed = _changed(oddity, rows[place], edition)
            rows[place + 1 if oddity.repeat else place : place + 1] = [changed]
    return replace(edition, rows=tuple(rows))


def _meant(oddity: Oddity, row: Row) -> bool:
    return row.true_id == oddity.true_id and (not oddity.year or row.cells[-1] == oddity.year)


def _changed(oddity: Oddity, row: Row, edition: Edition) -> Row:
    headings = [heading.strip() for heading in edition.layout.headings]
    cells = list(row.cells)
    for heading, value in oddity.values:
        cells[headings.index(heading)] = value
    cells = cells[: len(cells) - oddity.cut] + list(oddity.more)
    return Row(tuple(cells), row.true_id, oddity.odd)
