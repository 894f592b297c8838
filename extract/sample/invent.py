"""Invented names, addresses, dates and sizes. Every draw has a generator of its own, seeded with words: no draw shifts another."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from random import Random

from extract.sample.body import Address
from extract.sample.places import BY_NATION, INWARD_LETTERS, LISTED_POSTCODES, District
from extract.sample.trades import Trade

SEED = "co-op sector register, sample edition 1"

_ENGLISH = (
    (
        "Lark",
        "Brindle",
        "Quern",
        "Osier",
        "Thistle",
        "Hollin",
        "Marrow",
        "Gorse",
        "Pell",
        "Wren",
        "Cinder",
        "Tarn",
        "Saddle",
        "Moth",
        "Copper",
        "Plover",
        "Sorrel",
        "Tansy",
        "Dapple",
        "Heron",
        "Juniper",
        "Kestrel",
        "Lantern",
        "Mallow",
        "Nettle",
    ),
    ("moor", "wick", "hallow", "combe", "stow", "garth", "beck", "mere", "thorpe", "cliffe", "den", "holm", "sett", "wold"),
)
_WELSH = (
    ("Llan", "Aber", "Pentre ", "Cwm ", "Bryn ", "Rhyd-y-", "Nant ", "Dôl-y-", "Maes-y-"),
    ("wiwer", "gwennol", "ehedydd", "dyfrgi", "draenog", "ysgyfarnog", "dylluan", "bioden", "pâl", "brân", "wylan", "hebog"),
)
_SCOTTISH = (
    ("Inver", "Strath", "Auchter", "Kil", "Drum", "Loch", "Tilly", "Ard"),
    ("quern", "plover", "sorrel", "moth", "wren", "tansy", "osier", "marten", "whin", "peewit"),
)
_IRISH = (
    ("Bally", "Kilna", "Drumna", "Lis", "Carrick", "Derry", "Clon", "Knock"),
    ("quern", "plover", "sorrel", "moth", "wren", "tansy", "osier", "curlew", "linnet", "furze"),
)
_STREETS = (
    "Lamplighter Row",
    "Tallow Street",
    "Weavers Yard",
    "Oat Lane",
    "Signal Road",
    "Old Creamery Lane",
    "Cooper's Rise",
    "Mill Race",
    "Pit Head Road",
    "Barley Hill",
    "Orchard Parade",
    "Salt Pan Quay",
    "Ropewalk",
    "Station Approach",
)
_HOUSES = ("The Old Creamery", "Unity House", "Lantern Works", "The Reading Room", "Pioneer Hall", "The Granary")
_WELSH_NAMES = {
    "club": "Clwb Cymdeithasol {p} Cyfyngedig",
    "credit_union": "Undeb Credyd {p} Cyfyngedig",
    "farm": "Ffermwyr {p} Cyfyngedig",
    "energy": "Ynni Cymunedol {p} Cyfyngedig",
    "shop": "Siop Gymunedol {p} Cyfyngedig",
    "pub": "Tafarn Gymunedol {p} Cyfyngedig",
    "housing": "Cartrefi Cydfuddiannol {p} Cyfyngedig",
}
_YEAR_ENDS = ((12, 31), (12, 31), (3, 31), (3, 31), (9, 30), (6, 30), (1, 31), (8, 31), (4, 5))


def stream(*words: object) -> Random:
    """Give a generator of its own for these words: the same everywhere, whatever was drawn before."""
    return Random(" / ".join([SEED, *map(str, words)]))


@cache
def roots(nation: str) -> tuple[str, ...]:
    """Give invented place names of a nation, shuffled."""
    first, second = {"Wales": _WELSH, "Scotland": _SCOTTISH, "Northern Ireland": _IRISH}.get(nation, _ENGLISH)
    found = [(a + (b.capitalize() if a.endswith(" ") else b)) for a in first for b in second]
    stream("roots", nation).shuffle(found)
    return tuple(found)


def root(nation: str, rng: Random) -> str:
    """Give one place name; in Wales an English-sounding one in three."""
    return rng.choice(roots("England" if nation == "Wales" and rng.randrange(3) == 0 else nation))


def name_of(trade: Trade, place: str, rng: Random) -> str:
    """Fill a pattern of the trade; a Welsh place name takes a Welsh pattern half the time, where there is one."""
    if place in roots("Wales") and trade.key in _WELSH_NAMES and rng.randrange(2):
        return _WELSH_NAMES[trade.key].format(p=place)
    return rng.choice(trade.names).format(p=place)


@cache
def postcodes(outward: str) -> tuple[str, ...]:
    """Give the invented postcodes of an outward code; only the first LISTED_POSTCODES stand in the directory."""
    rng = stream("postcodes", outward)
    found: dict[str, None] = {}
    while len(found) < LISTED_POSTCODES + 4:
        found[f"{outward} {rng.randrange(10)}{rng.choice(INWARD_LETTERS)}{rng.choice(INWARD_LETTERS)}"] = None
    return tuple(found)


def address_in(district: District, place: str, rng: Random) -> Address:
    """Give a registered office near `place`; about one in twelve shares its postcode with a neighbour."""
    street: tuple[str, ...] = (f"{rng.randrange(1, 190)} {rng.choice(_STREETS)}",)
    if rng.randrange(4) == 0:
        street = (rng.choice(_HOUSES), *street)
    return Address(street, place, district, postcodes(district.outward)[rng.randrange(LISTED_POSTCODES)])


def district_in(nation: str, rng: Random) -> District:
    """Give one of the nation's districts."""
    return rng.choice(BY_NATION[nation])


def day_between(first: date, last: date, rng: Random) -> date:
    """Give a day from `first` to `last`, both included."""
    return first + timedelta(days=rng.randrange((last - first).days + 1))


def size_of(trade: Trade, rng: Random) -> int:
    """Give a turnover in pounds: three digits scaled by the trade, and sometimes ten times that."""
    return int(rng.randrange(100, 1000) * 10 ** (trade.magnitude - (0 if rng.randrange(6) == 0 else 1))) + int(rng.randrange(100))


def year_end(rng: Random) -> tuple[int, int]:
    """Give month and day of a year end; December and March are the commonest."""
    return rng.choice(_YEAR_ENDS)
