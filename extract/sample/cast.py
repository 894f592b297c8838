"""The few: hand-made bodies, each with a story that a test can assert or a case that linking must get right.

The comment on each names the real case it stands for. Their true ids begin "cast-".
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from extract.sample.body import Address, Body, Change
from extract.sample.places import BY_NAME
from extract.sample.trades import TRADES

PRIVATE, PUBLIC = "Private Limited Company", "Public Limited Company"


def office(district: str, town: str, street: str, postcode: str) -> Address:
    """Give a one-line or several-line office ("|" parts the lines) in a district named as ONS names it."""
    return Address(tuple(street.split("|")), town, BY_NAME[district], postcode)


def _body(key: str, form: str, number: str, name: str, trade: str, address: Address, registered: date, **more: object) -> Body:
    body = Body(f"cast-{key}", form, number, name, TRADES[trade], address, registered, ownership=TRADES[trade].ownership)
    return replace(body, **more)  # type: ignore[arg-type]


def cast() -> tuple[Body, ...]:
    """Give every hand-made body."""
    return (*_stories(), *_large(), *_lookalikes(), *_numbers(), *_companies(), *_elsewhere())


# One body a paragraph reads better than one argument a line.
# fmt: off
def _stories() -> tuple[Body, ...]:
    shrewd = office("Shropshire", "Larkmoor", "The Old Creamery|12 Oat Lane", "SY82 4QF")
    barnsley = office("Barnsley", "Brindlewick", "3 Pit Head Road", "S51 2HB")
    sheffield = office("Sheffield", "Quernholm", "Lantern Works|88 Signal Road", "S52 7TN")
    return (
        # Renamed, with a mirror that keeps the old name: RCT Homes Limited became Trivallis Limited under one number.
        _body("renamed", "R", "60101R", "Larkmoor Growers Co-operative Limited", "farm", shrewd, date(1988, 3, 14),
              changes=(Change(date(2024, 10, 1), "renamed", "Larkmoor Harvest Co-operative Limited"),), mirrors=("IP60101R",),
              cuk="R900001", reports="full", size=48_200_000, year_end=(3, 31)),
        # Moved from one district to another, both under codes that the postcode directory still writes the old way.
        _body("moved", "7", "7890", "Brindlewick Community Shop Limited", "shop", barnsley, date(2016, 5, 9),
              changes=(Change(date(2025, 2, 3), "moved", sheffield),), mirrors=("RS007890",),
              cuk="R900002", reports="full", size=412_300),
        # Deregistered between the two editions; the mirror stays "Active": Companies House never dissolves a society.
        _body("deregistered", "R", "60103R", "Hollinstow Social Club Limited", "club",
              office("Leeds", "Hollinstow", "41 Ropewalk", "LS81 3JD"), date(1952, 6, 2), ended_on=date(2024, 11, 14),
              mirrors=("IP060103",), cuk="R900003", reports="stopped", size=96_400),
        # Converted into a company: the society ends, an ordinary company number carries on under the same name.
        _body("converted", "R", "60104R", "Moorhallow Bakery Workers Limited", "bakery",
              office("Bristol, City of", "Moorhallow", "7 Barley Hill", "BS81 5RT"), date(1996, 9, 30),
              changes=(Change(date(2025, 1, 20), "converted", "98100004"),), cuk="R900004", reports="full", size=2_350_000),
        # Left the list: in the earlier edition, absent from the later one, and no register says why.
        _body("left-list", "R", "60105R", "Tansymere Allotment Association Limited", "allotment",
              office("Norwich", "Tansymere", "c/o Mrs Perpetua Winterbottle|19 Orchard Parade", "NR81 8WD"), date(1921, 4, 11),
              cuk="R900005", cuk_until=date(2025, 1, 1), reports="full", size=6_300),
        # Welsh and English: a name beyond cp1252 (w and y with circumflex), so it can only stand in the UTF-8 edition.
        _body("welsh", "7", "7891", "Menter Gymunedol Tŷ’r Ŵydd Wen Cyfyngedig", "pub",
              office("Gwynedd", "Rhyd-y-gwennol", "Tŷ’r Ŵydd|2 Mill Race", "LL82 6NA"), date(2024, 9, 2), mirrors=("RS007891",),
              cuk="R900006", reports="full", size=148_000),
    )


def _large() -> tuple[Body, ...]:
    return (
        # The two largest swap places when employee trusts are left out, as John Lewis and the Co-operative Group do.
        _body("employee-trust", "COMPANY", "98100001", "Brackenhall Partnership Public Limited Company", "retail",
              office("Camden", "London", "Brackenhall House|1 Station Approach", "NW81 1AA"), date(1927, 2, 7), category=PUBLIC,
              ownership="Employee Trust", cuk="R900010", reports="full", size=1_420_600_000, year_end=(1, 31)),
        # Registered before 1900, restated in the later edition, carried forward there for the newest year.
        _body("largest-society", "R", "60106R", "Thornhallow Co-operative Society Limited", "retail",
              office("Manchester", "Thornhallow", "Pioneer Hall|100 Weavers Yard", "M81 4SG"), date(1863, 8, 11),
              mirrors=("IP60106R",), cuk="R900011", reports="restates", size=1_180_400_000, year_end=(12, 31)),
        _body("regional-society", "R", "60109R", "Saddlegarth Industrial Co-operative Society Limited", "retail",
              office("Cumberland", "Saddlegarth", "5 Lamplighter Row", "CA81 2QE"), date(1871, 5, 22), mirrors=("IP060109",),
              cuk="R900012", reports="full", size=212_700_000, year_end=(8, 31)),
        _body("welsh-society", "R", "60111R", "Cymdeithas Gydweithredol Cwm Gwylan Cyfyngedig", "retail",
              office("Carmarthenshire", "Cwm Gwylan", "14 Tallow Street", "SA52 9LN"), date(1894, 10, 8), mirrors=("IP60111R",),
              cuk="R900013", reports="full", size=37_800_000, year_end=(6, 30)),
    )


def _lookalikes() -> tuple[Body, ...]:
    return (
        # Same name, two bodies: 186 linked societies begin "Royal British Legion".
        _body("same-name-leeds", "R", "60107R", "Cinderwick Social Club Limited", "club",
              office("Leeds", "Cinderwick", "9 Ropewalk", "LS81 6PB"), date(1949, 3, 7), mirrors=("IP60107R",),
              cuk="R900020", reports="full", size=88_100),
        _body("same-name-cardiff", "R", "60108R", "Cinderwick Social Club Limited", "club",
              office("Cardiff", "Cinderwick", "22 Coopers Rise", "CF53 6PB"), date(1951, 7, 16), mirrors=("IP60108R",),
              cuk="R900021", reports="full", size=61_900),
        # Near names: "First Call Cymru Co-operative" is not "First Call Supply Teachers Co-op".
        _body("near-name-teachers", "COMPANY", "98100005", "Thistlecall Supply Teachers Co-op Limited", "school",
              office("Bradford", "Thistlecall", "30 Oat Lane", "BD81 2TT"), date(2007, 9, 10), category=PRIVATE,
              cuk="R900022", reports="full", size=740_000),
        _body("near-name-cymru", "COMPANY", "98100006", "Thistlecall Cymru Co-operative Limited", "housing",
              office("Neath Port Talbot", "Thistlecall", "30 Barley Hill", "SA54 2TT"), date(2009, 1, 12), category=PRIVATE,
              ownership="Workers", cuk="R900023", reports="full", size=310_000),
        # A publisher re-uses an id: R001770 is one company in 2016 and another society in 2017.
        _body("reused-id-before", "COMPANY", "98100007", "Marlcombe Diggers Workers Co-operative Limited", "bakery",
              office("Derby", "Marlcombe", "6 Signal Road", "DE81 1HX"), date(1998, 6, 1), category=PRIVATE,
              cuk="R900024", cuk_until=date(2025, 1, 1), reports="full", size=129_000),
        _body("reused-id-after", "4", "4890", "Gorsebeck Housing Co-operative Limited", "housing",
              office("Hackney", "Gorsebeck", "77 Mill Race", "E81 9ZA"), date(2023, 11, 6),
              cuk="R900024", cuk_from=date(2025, 1, 1), reports="full", size=54_000),
        # SC + six digits is a Scottish company and a Scottish charity: the scheme decides, never the digits.
        _body("charity-digits", "OSCR", "SC098765", "Inverquern Carers Trust SCIO", "care",
              office("Highland", "Inverquern", "2 Mill Race", "IV81 4DF"), date(2013, 4, 15),
              cuk="R900025", reports="full", size=420_000),
        _body("company-digits", "COMPANY", "SC098765", "Strathplover Saddlery Limited", "arts",
              office("Fife", "Strathplover", "50 Tallow Street", "KY81 4DF"), date(1986, 4, 15), category=PRIVATE),
    )


def _numbers() -> tuple[Body, ...]:
    glasgow = office("Glasgow City", "Kilwren", "8 Salt Pan Quay", "G85 3AB")
    return (
        # One digit string, three societies: "10" belongs to nine.
        _body("digits-c", "C", "851C", "Plovergarth Credit Union Limited", "credit_union",
              office("Barnsley", "Plovergarth", "16 Oat Lane", "S51 6YU"), date(1991, 5, 20), mirrors=("IP00851C",),
              cuk="R900030", reports="members", size=310_000, year_end=(9, 30)),
        _body("digits-cus", "CUS", "851CUS", "Kilwren Credit Union Limited", "credit_union", glasgow, date(1994, 5, 20),
              mirrors=("RS00851S",), cuk="R900031", reports="full", size=1_240_000, year_end=(9, 30)),
        _body("digits-sa", "SA", "851SA", "Sorrelden Cricket Club", "sport",
              office("Oxford", "Sorrelden", "1 Orchard Parade", "OX81 1PD"), date(1938, 5, 20), mirrors=("RS000851",)),
        # Two mirrors of one society: 129CUS is RS00129S and IP000129.
        _body("two-mirrors", "CUS", "661CUS", "Drummoth Savers Credit Union Limited", "credit_union",
              office("Dundee City", "Drummoth", "3 Ropewalk", "DD81 7EE"), date(1997, 2, 3), mirrors=("RS00661S", "SP661CUS"),
              cuk="R900032", reports="members", size=0, year_end=(9, 30)),
        # Northern Irish numbers are written in front and zero-padded by Co-operatives UK: CU100, IP000336.
        _body("prefix-cu", "CU", "604CU", "Ballylinnet Credit Union Limited", "credit_union",
              office("Belfast", "Ballylinnet", "25 Tallow Street", "BT95 5WX"), date(1972, 1, 24), mirrors=("NO000604",),
              cuk="R900033", reports="members", size=0, year_end=(9, 30)),
        _body("prefix-ip", "IP", "612IP", "Drumnafurze Co-operative Creamery Limited", "farm",
              office("Mid Ulster", "Drumnafurze", "Creamery Road", "BT97 8HA"), date(1923, 2, 12), mirrors=("NP000612",),
              cuk="R900034", reports="full", size=9_850_000),
        # The company number that the templates would give belongs to a body of another name: no mirror.
        _body("foreign-mirror", "R", "60112R", "Dapplesett Tenants Co-operative Limited", "housing",
              office("Lewisham", "Dapplesett", "64 Weavers Yard", "SE81 2NB"), date(1979, 8, 6), cuk="R900035", reports="full",
              size=502_000),
        # Seven digits: the spreadsheet dropped the zero of 03065408.
        _body("lost-zero", "COMPANY", "03990417", "Wrenhallow Wholefoods Co-operative Limited", "shop",
              office("Brighton and Hove", "Wrenhallow", "11 Lamplighter Row", "BN81 3PL"), date(2000, 5, 11), category=PRIVATE,
              ownership="Workers", cuk="R900036", reports="full", size=3_120_000),
        # Six digits of a Scottish company, set right a year later: R009259 has 461773 and then SC461773.
        _body("lost-prefix", "COMPANY", "SC981177", "Auchterosier Code Collective Limited", "digital",
              office("City of Edinburgh", "Auchterosier", "18 Signal Road", "EH81 7GS"), date(2013, 10, 21), category=PRIVATE,
              cuk="R900037", reports="full", size=265_000),
    )


def _companies() -> tuple[Body, ...]:
    return (
        # Renamed company: Companies House gives the day and the former name.
        _body("renamed-company", "CIC", "98200001", "Kestrelwold Youth Arts CIC", "arts",
              office("Nottingham", "Kestrelwold", "Unity House|5 Salt Pan Quay", "NG81 2GR"), date(2012, 3, 19),
              category="Community Interest Company",
              changes=(Change(date(2024, 9, 17), "renamed", "Kestrelwold Makers Community Interest Company"),),
              cuk="R900040", reports="full", size=186_000),
        _body("dormant", "COMPANY", "98100008", "Nettleholm Printmakers Limited", "arts",
              office("Stroud", "Nettleholm", "2 Barley Hill", "GL81 5HH"), date(2011, 1, 17), category=PRIVATE, dormant=True,
              cuk="R900041", reports="stopped", size=14_000),
        _body("liquidation", "COMPANY", "98100009", "Heronthorpe Carers Together Limited", "care",
              office("Newcastle upon Tyne", "Heronthorpe",
                     "c/o Mr Ignatius Fothergale, Ledger & Quill LLP|1 Tallow Street", "NE76 4AJ"),
              date(2004, 8, 2), category=PRIVATE, company_status="Liquidation", cuk="R900042", reports="stopped", size=890_000),
        # In Companies House in 2024 and gone in 2025: dissolved companies vanish from the bulk file.
        _body("gone-company", "COMPANY", "98100010", "Mallowden Web Workers Co-operative Limited", "digital",
              office("Liverpool", "Mallowden", "40 Ropewalk", "L81 1TZ"), date(2010, 6, 14), ended_on=date(2025, 3, 11),
              category=PRIVATE, cuk="R900043", reports="stopped", size=97_000),
        _body("gone-cic", "CIC", "98200002", "Tarnsett Repair Cafe C.I.C.", "shop",
              office("Leicester", "Tarnsett", "40 Oat Lane", "LE81 8PT"), date(2017, 6, 14), ended_on=date(2024, 12, 3),
              category="Community Interest Company"),
    )


def _elsewhere() -> tuple[Body, ...]:
    return (
        # A self-employed co-operative: the members' fees bypass it, so its turnover is not their earnings.
        _body("self-employed", "COMPANY", "98100011", "Lanternwold Music Tutors Co-operative Limited", "school",
              office("Somerset", "Lanternwold", "The Reading Room|8 Station Approach", "TA81 1HE"), date(1998, 3, 24),
              category="PRI/LTD BY GUAR/NSC (Private, limited by guarantee, no share capital)", ownership="Self-employed",
              cuk="R900050", reports="full", size=61_000, year_end=(8, 31)),
        _body("charity-wales", "CCEW", "1990045", "Bryn Ehedydd Community Trust", "care",
              office("Powys", "Bryn Ehedydd", "5 Mill Race", "LD51 3GT"), date(2015, 7, 6),
              cuk="R900051", reports="full", size=205_000),
        # Federal body, owned by co-operatives.
        _body("federal", "R", "60113R", "Moorgarth Federal Buying Society Limited", "advice",
              office("Birmingham", "Moorgarth", "60 Weavers Yard", "B55 5NN"), date(1969, 2, 17), mirrors=("IP060113",),
              cuk="R900052", reports="full", size=74_500_000),
    )
