"""Writes the small fixtures of the tests: `python -m extract.sample.fixtures [FOLDER]`, default tests/fixtures.

Every layout that a publisher has used is there with at most forty rows, oddities first; README.md names the odd ones by line.
The files are committed; a test fails when they differ from what this script writes.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from extract.sample import areas, layouts, more_care, more_lists, odd_filings
from extract.sample.body import Body
from extract.sample.cast import cast
from extract.sample.coops import organisation_rows
from extract.sample.dirt import soil
from extract.sample.edition import editions, everybody
from extract.sample.layouts import Edition, Row, encode
from extract.sample.more_charities import charity_fixtures
from extract.sample.places import CROWN_POSTCODES, OLD_IN_DIRECTORY, RETIRED

LARGEST = 40
DEFAULT = Path(__file__).resolve().parents[2] / "tests" / "fixtures"
_SPECIAL = ("cast-", "odd-")
_INTRODUCTION = """\
<!-- Written by `python -m extract.sample.fixtures`; do not edit. -->
# Fixtures

Invented rows in the publishers' exact layouts, at most forty a file. No organisation, person, postcode or figure is real.
Below, for each file: its layout, its rows, and the line on which each odd row starts (the header is line 1) with the real case
that it stands for. A repeated row is listed by its second line.
"""


def write(target: Path) -> None:
    """Write every fixture and README.md below `target`."""
    parts = [_INTRODUCTION]
    for words, fixture in fixtures():
        data, lines = encode(fixture)
        folder = target / fixture.key
        folder.mkdir(parents=True, exist_ok=True)
        (folder / fixture.file).write_bytes(data)
        parts.append(_paragraph(words, fixture, lines))
    for made in [*more_lists.fixtures(), *more_care.fixtures()]:
        (target / made.key).mkdir(parents=True, exist_ok=True)
        (target / made.key / made.file).write_bytes(made.data)
        odd = [f"- line {line}: {what}" for line, what in made.odd.items()]
        parts.append("\n".join([f"## {made.key}/{made.file}", "", f"{made.words}; {made.records} records.", "", *odd, ""]))
    parts.append(odd_filings.write(target))
    (target / "README.md").write_text("\n".join(parts), encoding="utf-8", newline="\n")


def fixtures() -> list[tuple[str, Edition]]:
    """Give every fixture with its layout in words."""
    bodies = everybody()
    whole = {(edition.key, edition.vintage): edition for edition in editions(bodies)}
    return [*_societies(whole), *_coops(whole, bodies), *_companies(whole), *_postcodes(), *_districts(whole), *charity_fixtures()]


def _societies(whole: dict[tuple[str, str], Edition]) -> list[tuple[str, Edition]]:
    british, iso = whole["fca_mutuals", "2024-06-30"], whole["fca_mutuals", "2025-06-30"]
    without = [place for place, heading in enumerate(british.layout.headings) if heading not in layouts.FCA_2022.headings]
    cut = tuple(
        replace(row, cells=tuple(cell for place, cell in enumerate(row.cells) if place not in without))
        for row in _small(british).rows
        if len(row.cells) == len(british.layout.headings)
    )
    return [
        ("twelve columns, 'Registration' spelt right, cp1252, dd/mm/yyyy", _named(_small(british), "SocietyList-2024-06-30.csv")),
        ("twelve columns, 'Registation', UTF-8 with BOM, ISO dates", _named(_small(iso), "SocietyList-2025-06-30.csv")),
        ("ten columns of May 2022, UTF-8 without BOM, dd/mm/yyyy",
         Edition("fca_mutuals", "2022-05-03", "SocietyList-2022-05-03.csv", layouts.FCA_2022, cut)),
    ]  # fmt: skip


def _coops(whole: dict[tuple[str, str], Edition], bodies: Sequence[Body]) -> list[tuple[str, Edition]]:
    organisations = "coops_uk_organisations"
    in_2023 = Edition(organisations, "2023-06", "open_data_organisations_2023_06.csv", layouts.COOPS_45, _rows_of_2023(bodies))
    return [
        ("26 columns of 2016 to 2019, quoted where needed, dd/mm/yyyy", _small(whole[organisations, "2024-06"])),
        ("26 columns of 2017, all quoted, d/m/yyyy", _of_2017(_small(whole[organisations, "2024-06"]))),
        ("39 columns of June 2022: those of 2023 without the last six", _of_2022(_small(soil(in_2023)))),
        ("45 columns of June 2023, all quoted, dd/mm/yyyy", _small(soil(in_2023))),
        ("16 columns of 2026, all quoted, d/m/yyyy", _small(whole[organisations, "2025-06"])),
        ("ten columns of 2016", _small(whole["coops_uk_economic", "2024-06"])),
        ("eleven columns of 2019, with GVA", _small(whole["coops_uk_economic", "2025-06"])),
        ("quoted where needed, as in 2016", _small(whole["coops_uk_outlets", "2024-06"])),
        ("all quoted, as in 2019", _small(whole["coops_uk_outlets", "2025-06"])),
    ]


def _of_2017(edition: Edition) -> Edition:
    """Give the list of 2016 as that of 2017 is written: every field quoted, no nought before a day or month below ten."""
    layout = replace(edition.layout, quote_all=True, quote_header=True)
    dates = [place for place, heading in enumerate(layout.headings) if heading.endswith(" Date")]
    rows = tuple(
        replace(row, cells=tuple(re.sub(r"\b0(?=\d/)", "", cell) if at in dates else cell for at, cell in enumerate(row.cells)))
        for row in edition.rows
    )
    return replace(edition, file="open_data_organisations_2017_06.csv", layout=layout, rows=rows)


def _of_2022(edition: Edition) -> Edition:
    layout = replace(edition.layout, headings=edition.layout.headings[:39])
    rows = tuple(replace(row, cells=row.cells[:39]) for row in edition.rows)
    return replace(edition, file="open_data_organisations_2022_06.csv", layout=layout, rows=rows)


def _rows_of_2023(bodies: Sequence[Body]) -> tuple[Row, ...]:
    """Give the list of 2023: the publisher's own geography stands in it, web addresses end in .example."""
    district = {body.true_id: body.address.district for body in bodies}
    blank = [""] * len(layouts.COOPS_45.headings)
    at = {heading: place for place, heading in enumerate(layouts.COOPS_45.headings)}
    rows = []
    for row in organisation_rows(bodies, date(2023, 6, 30), old=True):
        cells = [*row.cells, *blank[len(row.cells) :]]
        cells[at["Website"]] = f"www.{row.cells[0].lower()}.example"
        cells[at["Registered Admin District Code"]] = district[row.true_id].code
        cells[at["Registered Admin District Name"]] = district[row.true_id].name
        rows.append(replace(row, cells=tuple(cells)))
    return tuple(rows)


def _companies(whole: dict[tuple[str, str], Edition]) -> list[tuple[str, Edition]]:
    zipped = _small(whole["companies_house_basic", "2024-07-01"])
    later = _small(whole["companies_house_basic", "2025-07-01"])
    return [
        ("one csv in a zip, header not quoted, every value quoted", zipped),
        ("the same unzipped, a year later", replace(later, file=later.member, member="")),
    ]


def _postcodes() -> list[tuple[str, Edition]]:
    offices = {body.address.postcode for body in cast()} | {postcode for postcode, _ in CROWN_POSTCODES}
    found: list[tuple[str, Edition]] = []
    for words, layout, file in (
        ("six columns, as in the edition of May 2025", layouts.POSTCODES_SHORT, "ONSPD_MAY_2025.zip"),
        ("the 35 columns published since 2025, all values quoted", layouts.POSTCODES_FULL, "ONSPD_MAY_2025_full.zip"),
    ):
        place = layout.headings.index("pcds")
        rows = areas.postcode_rows(cast(), full=layout is layouts.POSTCODES_FULL)
        kept = tuple(row for row in rows if row.cells[place] in offices)[:LARGEST]
        found.append((words, Edition("ons_postcodes", "2025-05", file, layout, kept, member="Data/ONSPD_MAY_2025_UK.csv")))
    return found


def _districts(whole: dict[tuple[str, str], Edition]) -> list[tuple[str, Edition]]:
    wanted = [code for old, _, new in RETIRED for code in (old, new)] + [body.address.district.code for body in cast()]
    codes = list(dict.fromkeys(["E10000017", "E47000001", *OLD_IN_DIRECTORY.values(), *wanted]))[:LARGEST]
    lookup, population = whole["lad_lookup", "2025-06"], whole["lad_population", "2020"]
    gss = layouts.LAD_POPULATION.headings.index("gss-code")
    return [
        ("21 columns; retired codes with the active one",
         replace(lookup, rows=tuple(row for row in lookup.rows if row.cells[0] in codes))),
        ("38 columns; a county and a combined authority among the districts",
         replace(population, rows=tuple(row for row in population.rows if row.cells[gss] in codes))),
    ]  # fmt: skip


def _small(edition: Edition) -> Edition:
    """Give at most LARGEST rows: two of every oddity, one of every kind of body, then the hand-made bodies."""
    rows = edition.rows
    chosen: dict[int, None] = {}
    seen: Counter[str] = Counter()
    for place, row in enumerate(rows):
        seen[row.odd] += 1
        if row.odd and seen[row.odd] <= 2:
            chosen |= dict.fromkeys((place - 1, place) if row.odd.startswith("repeated") else (place,))
    for place, row in enumerate(rows):
        kind = "kind " + row.true_id.split("-")[0]
        seen[kind] += 1
        if seen[kind] == 1:
            chosen[place] = None
    fill = sorted(range(len(rows)), key=lambda place: (not rows[place].true_id.startswith(_SPECIAL), place))
    for place in fill:
        if len(chosen) >= LARGEST:
            break
        chosen[place] = None
    return replace(edition, rows=tuple(rows[place] for place in sorted(list(chosen)[:LARGEST])))


def _named(edition: Edition, file: str) -> Edition:
    return replace(edition, file=file)


def _paragraph(words: str, fixture: Edition, lines: Sequence[int]) -> str:
    odd = [f"- line {line}: {row.odd}" for row, line in zip(fixture.rows, lines, strict=True) if row.odd]
    return "\n".join([f"## {fixture.key}/{fixture.file}", "", f"{words}; {len(fixture.rows)} rows.", "", *odd, ""])


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT)
