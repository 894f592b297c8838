"""Reference lists: the postcode directory, all district codes with the active one, and populations.

District codes and names are public facts; postcodes, positions and populations are invented.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.sample.body import Address, Body
from extract.sample.invent import postcodes, stream
from extract.sample.layouts import LAD_POPULATION, POSTCODES_FULL, Row
from extract.sample.places import CROWN_POSTCODES, CTRY, DISTRICTS, LISTED_POSTCODES, OLD_IN_DIRECTORY, RETIRED, District

_NO_POSITION = ("99.999999", "0.000000")  # what the directory writes where it knows no position
_TYPES = {
    "E06": ("UA", "Unitary authority", "unitary"),
    "E07": ("NMD", "Non-metropolitan district", "lower tier"),
    "E08": ("MD", "Metropolitan district", "unitary"),
    "E09": ("LBO", "London borough", "unitary"),
    "W06": ("WPA", "Welsh unitary authority", "unitary"),
    "S12": ("SCO", "Scottish unitary authority", "unitary"),
    "N09": ("NID", "NI district", "ni district"),
    "E10": ("CTY", "County", "upper tier"),
    "E47": ("COMB", "Combined authority", "combined"),
}
# Counties and combined authorities stand in the population file too: adding them to districts counts people twice.
_ABOVE_DISTRICTS = (
    ("E10000017", "Lancashire", "North West"),
    ("E10000019", "Lincolnshire", "East Midlands"),
    ("E10000020", "Norfolk", "East of England"),
    ("E47000001", "Greater Manchester", "North West"),
    ("E47000003", "West Yorkshire", "Yorkshire and The Humber"),
)


def postcode_rows(bodies: Sequence[Body], *, full: bool = False) -> list[Row]:
    """Give the directory, sorted: the first postcodes of every district, and those of hand-made offices. No `doterm` when short."""
    placed = {code: district for district in DISTRICTS for code in postcodes(district.outward)[:LISTED_POSTCODES]}
    for body in bodies:
        for office in (body.address, *(change.to for change in body.changes if isinstance(change.to, Address))):
            placed.setdefault(office.postcode, office.district)
    short = [
        (code, *_NO_POSITION, OLD_IN_DIRECTORY.get(d.code, d.code), d.region_code, CTRY[d.nation]) for code, d in placed.items()
    ]
    short += [(code, *_NO_POSITION, area, area, area) for code, area in CROWN_POSTCODES]
    return [Row(_full_cells(cells) if full else cells) for cells in sorted(short)]


def _full_cells(short: tuple[str, ...]) -> tuple[str, ...]:
    pcds, lat, long, lad, rgn, ctry = short
    outward, inward = pcds.split(" ")
    rgn = rgn or f"{ctry[0]}99999999"  # outside England the full layout has a pseudo-code
    known = {
        "pcd7": f"{outward:<4}{inward}",
        "pcd8": f"{outward:<5}{inward}",
        "pcds": pcds,
        "dointr": "198001",
        "lad25cd": lad,
        "ctry25cd": ctry,
        "rgn25cd": rgn,
        "lat": lat,
        "long": long,
        "usrtypind": "0",
        "gridind": "9",
        "imd20ind": "0",
    }
    return tuple(known.get(heading, "") for heading in POSTCODES_FULL.headings)


def lookup_rows() -> list[Row]:
    """Give every code there has been, with the active one."""
    by_code = {district.code: district for district in DISTRICTS}
    rows = [_lookup_cells(d.code, d.name, d, current=True) for d in DISTRICTS]
    rows += [_lookup_cells(old, name, by_code[new], current=False) for old, name, new in RETIRED]
    return [Row(cells) for cells in sorted(rows)]


def _lookup_cells(code: str, name: str, active: District, *, current: bool) -> tuple[str, ...]:
    nation = active.nation
    both = ("K04000001", "England and Wales") if nation in ("England", "Wales") else ("", "")
    island = ("K03000001", "Great Britain") if nation != "Northern Ireland" else ("", "")
    in_2020 = (OLD_IN_DIRECTORY.get(active.code, active.code), active.name)
    return (
        code,
        name,
        active.code,
        active.name,
        active.code,
        active.name,
        "",
        "",
        active.region_code,
        active.region_name,
        CTRY[nation],
        nation,
        *both,
        *island,
        "K02000001",
        "United Kingdom",
        "TRUE" if current else "FALSE",
        *in_2020,
    )


def population_rows() -> list[Row]:
    """Give authorities with an invented population; Barnsley and Sheffield stand under their old codes, as in the real file."""
    rows = [_population_cells(OLD_IN_DIRECTORY.get(d.code, d.code), d.name, d.nation, d.region_name or d.nation) for d in DISTRICTS]
    rows += [_population_cells(code, name, "England", region) for code, name, region in _ABOVE_DISTRICTS]
    shared = {"E08000016", "E08000019"}
    rows += [
        _population_cells(old, name, "England" if old[0] == "E" else "Scotland", "", ended="2023-04-01")
        for old, name, new in RETIRED
        if old not in shared and name not in {d.name for d in DISTRICTS}
    ]
    return [Row(cells) for cells in sorted(rows, key=lambda cells: cells[3])]


def _population_cells(code: str, name: str, nation: str, region: str, ended: str = "") -> tuple[str, ...]:
    short, long, powers = _TYPES[code[:3]]
    known = {
        "local-authority-code": f"X{code[0]}{code[-4:]}",
        "official-name": f"{name} Council",
        "nice-name": name,
        "gss-code": code,
        "end-date": ended,
        "nation": nation,
        "region": region,
        "local-authority-type": short,
        "local-authority-type-name": long,
        "current-authority": str(not ended),
        "pop-2020": f"{stream('population', code).randrange(20, 600) * 1000}.0",
        "powers": powers,
        "lower-or-unitary": str(code[:3] not in ("E10", "E47")),
    }
    return tuple(known.get(heading, "") for heading in LAD_POPULATION.headings)
