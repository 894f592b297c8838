"""The many: invented bodies of every legal form, in the proportions that the registers show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from extract.sample.body import Body, Change
from extract.sample.invent import address_in, day_between, district_in, name_of, root, size_of, stream, year_end
from extract.sample.trades import TRADES, Trade

_RECENT = ("energy", "shop", "pub", "digital")  # trades that no society was formed for long ago
LAST_DAY = date(2025, 6, 20)  # nothing in the sample happens later
_ENGLAND_AND_WALES = ("England",) * 7 + ("Wales",) * 3
_UNITED_KINGDOM = ("England",) * 6 + ("Wales",) * 2 + ("Scotland", "Northern Ireland")


@dataclass(frozen=True)
class Kind:
    """How many bodies of one legal form there are, how they are numbered, and what they do."""

    form: str
    count: int
    number: str  # a format: `n` is first + place * step
    first: int
    step: int
    nations: tuple[str, ...]
    registered: tuple[date, date]
    trades: tuple[str, ...]
    listed: int  # how many in a hundred Co-operatives UK lists
    names: tuple[str, ...] = ()
    mirrors: tuple[str, ...] = ()  # Companies House spellings, likeliest first
    category: str = ""


# One kind a paragraph reads better than one argument a line.
# fmt: off
# R societies are numbered from 61,200 on (hand-made ones from 60,100), beyond the highest real one. Other series are short
# and may meet real numbers: sample and real editions never share an archive.
SOCIETIES = (
    Kind("R", 150, "{n}R", 61200, 7, _ENGLAND_AND_WALES, (date(1881, 3, 1), date(2014, 7, 31)),
         ("club", "club", "club", "club", "housing", "housing", "housing", "sport", "sport", "farm", "farm", "allotment", "retail",
          "energy", "shop", "pub"), 40,
         mirrors=("IP{n:05}R",) * 6 + ("IP{n:06}",) * 2 + ("RS{n:06}", "RS{n:05}R")),
    Kind("4", 50, "{n}", 4900, 2, (*_ENGLAND_AND_WALES, "Scotland"), (date(2014, 8, 4), date(2025, 5, 30)),
         ("farm", "housing", "energy", "digital", "bakery", "taxi", "shop"), 50, mirrors=("RS{n:06}",) * 9 + ("RS{n:05}Z",)),
    Kind("7", 70, "{n}", 7900, 1, (*_ENGLAND_AND_WALES, "Scotland"), (date(2014, 8, 4), date(2025, 5, 30)),
         ("shop", "shop", "pub", "pub", "energy", "energy", "sport", "housing", "school"), 36, mirrors=("RS{n:06}",)),
    Kind("RS", 28, "{n}RS", 8200, 3, ("Scotland",), (date(1919, 1, 6), date(2014, 7, 31)),
         ("housing", "energy", "fishing", "retail"), 40, mirrors=("SP{n:04}RS", "SP{n:06}", "SP{n:05}R", "RS{n:06}")),
    Kind("C", 30, "{n}C", 860, 2, ("England", "Wales"), (date(1980, 1, 7), date(2016, 6, 30)), ("credit_union",), 30,
         mirrors=("IP{n:05}C",) * 9 + ("IP{n:06}",)),
    Kind("CUS", 12, "{n}CUS", 670, 3, ("Scotland",), (date(1980, 1, 7), date(2008, 6, 30)), ("credit_union",), 34,
         mirrors=("RS{n:05}S", "SP{n:03}CUS")),
    Kind("CU", 12, "{n}CU", 620, 2, ("Northern Ireland",), (date(1971, 1, 11), date(2002, 6, 30)), ("credit_union",), 50,
         mirrors=("NO{n:06}",)),
    Kind("IP", 14, "{n}IP", 620, 2, ("Northern Ireland",), (date(1911, 2, 3), date(2017, 12, 1)),
         ("farm", "fishing", "farm", "housing"), 60, mirrors=("NP{n:06}",)),
    Kind("W", 12, "{n}W", 6210, 4, _ENGLAND_AND_WALES, (date(1899, 4, 3), date(1974, 6, 30)), ("club",), 0,
         ("{p} Working Men's Club", "{p} and District Workmen's Club"), ("RS{n:06}", "RS{n:05}W")),
    Kind("F", 8, "{n}F", 910, 3, _ENGLAND_AND_WALES, (date(1861, 5, 1), date(1992, 6, 30)), ("credit_union",), 0,
         ("{p} Friendly Society", "{p} Friendly Burial Society")),
    Kind("SA", 6, "{n}SA", 910, 3, _ENGLAND_AND_WALES, (date(1897, 5, 1), date(1974, 6, 30)), ("sport",), 20,
         ("{p} Cricket Club",), ("RS{n:06}",)),
    Kind("B", 4, "{n}B", 910, 3, _ENGLAND_AND_WALES, (date(1851, 5, 1), date(1920, 6, 30)), ("credit_union",), 0,
         ("{p} Building Society",)),
    Kind("BEN", 3, "{n}BEN", 910, 3, _ENGLAND_AND_WALES, (date(1890, 5, 1), date(1974, 6, 30)), ("advice",), 0,
         ("{p} Benevolent Fund",)),
)
_GUARANTEE = "PRI/LTD BY GUAR/NSC (Private, limited by guarantee, no share capital)"
COMPANIES = (
    Kind("COMPANY", 26, "{n}", 98100100, 37, _ENGLAND_AND_WALES, (date(1979, 2, 1), date(2025, 4, 30)),
         ("care", "digital", "bakery", "arts", "taxi", "advice"), 100, category="Private Limited Company"),
    Kind("COMPANY", 12, "{n:08}", 3990101, 13, _ENGLAND_AND_WALES, (date(1999, 2, 1), date(2004, 4, 30)),
         ("school", "care", "arts", "advice"), 100, category=_GUARANTEE),
    Kind("COMPANY", 5, "SC{n}", 981100, 11, ("Scotland",), (date(1985, 2, 1), date(2020, 4, 30)), ("digital", "care", "arts"), 100,
         category="Private Limited Company"),
    Kind("COMPANY", 3, "NI{n}", 981100, 11, ("Northern Ireland",), (date(1990, 2, 1), date(2020, 4, 30)), ("farm", "care"), 100,
         category="Private Limited Company"),
    Kind("LLP", 4, "OC{n}", 981100, 11, _ENGLAND_AND_WALES, (date(2003, 2, 1), date(2020, 4, 30)), ("advice", "digital"), 100,
         ("{p} Designers LLP", "{p} Architects Collective LLP"), category="Limited Liability Partnership"),
    Kind("CIC", 198, "{n}", 98200100, 41, _UNITED_KINGDOM, (date(2006, 2, 1), date(2025, 6, 10)),
         ("care", "school", "sport", "arts", "shop", "energy"), 6,
         ("{p} Community Kitchen CIC", "{p} Repair Cafe C.I.C.", "{p} Growing Together Community Interest Company",
          "{p} Youth Arts CIC",
          "{p} Wellbeing Hub CIC", "{p} Sports Trust Community Interest Company"), category="Community Interest Company"),
    Kind("CIO", 18, "CE{n:06}", 990100, 3, _ENGLAND_AND_WALES, (date(2013, 2, 1), date(2024, 6, 10)), ("care", "arts", "sport"), 0,
         ("{p} Village Hall", "{p} Men's Shed (CIO)"), category="Charitable Incorporated Organisation"),
    Kind("CIO", 8, "CS{n:06}", 990100, 3, ("Scotland",), (date(2012, 2, 1), date(2024, 6, 10)), ("care", "arts", "sport"), 0,
         ("{p} Community Trust SCIO",), category="Scottish Charitable Incorporated Organisation"),
    Kind("UNINCORPORATED", 6, "", 0, 1, _ENGLAND_AND_WALES, (date(1995, 2, 1), date(2020, 4, 30)), ("arts", "allotment"), 100,
         ("{p} Food Buying Group", "{p} Writers' Co-operative")),
)
# fmt: on


def population(taken: Iterable[str]) -> tuple[Body, ...]:
    """Give all generic bodies, those of one legal form after another; no name is given twice, nor one that is taken."""
    used = {name.casefold() for name in taken}
    found = [body for kind in (*SOCIETIES, *COMPANIES) for body in _bodies(kind, used)]
    return tuple(_listed(found))


def _bodies(kind: Kind, used: set[str]) -> Iterator[Body]:
    for place in range(kind.count):
        rng = stream(kind.form, kind.number, place)
        district = district_in(rng.choice(kind.nations), rng)
        registered = _registered(kind, place, rng)
        trade = TRADES[rng.choice(kind.trades)]
        if trade.key in _RECENT and registered.year < 1988:
            trade = TRADES["club"]
        town, name = _fresh(kind, trade, district.nation, rng, used)
        number = kind.first + place * kind.step
        ended = _ended(kind, registered, rng)
        yield Body(
            true_id=f"{kind.form.lower()}-{kind.number.format(n=number) or place + 1}",
            form=kind.form,
            number=kind.number.format(n=number),
            name=name,
            trade=trade,
            address=address_in(district, town, rng),
            registered_on=registered,
            ended_on=ended,
            changes=() if ended else _changes(kind, trade, district.nation, used),
            mirrors=(rng.choice(kind.mirrors).format(n=number),) if kind.mirrors and rng.randrange(100) < 55 else (),
            cuk="?" if rng.randrange(100) < kind.listed else "",
            reports=rng.choice(("full",) * 13 + ("late", "late", "late", "stopped", "gap", "members", "")),
            size=size_of(trade, rng),
            year_end=year_end(rng),
            ownership=trade.ownership if rng.randrange(12) else "",
            category=kind.category,
            company_status=rng.choice(("Active",) * 30 + ("Active - Proposal to Strike off", "Liquidation")),
            dormant=rng.randrange(20) == 0,
        )


def _fresh(kind: Kind, trade: Trade, nation: str, rng: Random, used: set[str]) -> tuple[str, str]:
    while True:
        town = root(nation, rng)
        name = rng.choice(kind.names).format(p=town) if kind.names else name_of(trade, town, rng)
        if kind.form in ("COMPANY", "LLP") and rng.randrange(5) == 0:
            name = name.replace(" Limited", " Ltd")
        if name.casefold() not in used:
            used.add(name.casefold())
            return town, name


def _changes(kind: Kind, trade: Trade, nation: str, used: set[str]) -> tuple[Change, ...]:
    """Give what befalls a body between the editions: of a hundred, two are renamed and three move."""
    rng = stream("changes", kind.form, kind.number, len(used))
    draw = rng.randrange(100)
    on = day_between(date(2024, 7, 8), LAST_DAY, rng)
    if draw < 2 and kind.form != "UNINCORPORATED":
        return (Change(on, "renamed", _fresh(kind, trade, nation, rng, used)[1]),)
    if 2 <= draw < 5:
        return (Change(on, "moved", address_in(district_in(nation, rng), root(nation, rng), rng)),)
    return ()


def _registered(kind: Kind, place: int, rng: Random) -> date:
    """Give a day in the kind's years; numbers rise with the dates, so a body is placed within its slice of them."""
    first, last = kind.registered
    days = (last - first).days // kind.count
    start = date.fromordinal(first.toordinal() + days * place)
    return day_between(start, min(date.fromordinal(start.toordinal() + days), last), rng)


def _ended(kind: Kind, registered: date, rng: Random) -> date | None:
    draw = rng.randrange(100)
    if registered > date(2018, 1, 1) or kind.form in ("B", "UNINCORPORATED") or draw >= 13:
        return None
    between_editions = draw < 4
    first = date(2024, 7, 8) if between_editions else date(2015, 1, 5)
    return day_between(first, LAST_DAY if between_editions else date(2024, 6, 3), rng)


def _listed(bodies: list[Body]) -> Iterator[Body]:
    """Give Co-operatives UK ids; every thirtieth body enters its list between the editions, every sixtieth leaves it."""
    place = 0
    for body in bodies:
        if not body.cuk:
            yield body
            continue
        place += 1
        since = date(2025, 1, 1) if place % 30 == 7 else date.min
        until = date(2025, 1, 1) if place % 60 == 13 else date.max
        yield replace(body, cuk=f"R91{place:04}", cuk_from=since, cuk_until=until)
