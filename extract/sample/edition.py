"""Writes the sample edition: `<target>/<key>/<vintage>/<file>` with its receipt, and the two tables of truth."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

from extract.catalogue import CATALOGUE
from extract.sample import areas, companies, coops, dirt, fca, figures, layouts
from extract.sample.body import Body
from extract.sample.cast import cast
from extract.sample.layouts import Edition, Layout, Row, encode
from extract.sample.population import population
from extract.sample.truth import truth_records, truth_table

NATURE = "invented sample rows in the publisher's layout"
LICENCE = "invented; no rights reserved (CC0-1.0)"
_JUNE_2024, _JUNE_2025 = date(2024, 6, 30), date(2025, 6, 30)
_JULY_2024, _JULY_2025 = date(2024, 7, 1), date(2025, 7, 1)


def write(target: Path) -> None:
    """Write the whole sample below `target`: the same bytes on every machine, in every year."""
    bodies = everybody()
    records: list[tuple[Edition, list[int]]] = []
    for edition in editions(bodies):
        data, lines = encode(edition)
        records.append((edition, lines))
        folder = target / edition.key / edition.vintage
        folder.mkdir(parents=True, exist_ok=True)
        (folder / edition.file).write_bytes(data)
        (folder / f"{edition.file}.receipt.json").write_text(_receipt(edition, data), encoding="utf-8", newline="\n")
    (target / "truth.csv").write_text(truth_table(bodies), encoding="utf-8", newline="")
    (target / "truth_records.csv").write_text(truth_records(records), encoding="utf-8", newline="")


def everybody() -> tuple[Body, ...]:
    """Give every invented body: the hand-made ones, the odd ones, and the many."""
    known = (*cast(), *dirt.odd_bodies())
    return (*known, *population(body.name for body in known))


def editions(bodies: tuple[Body, ...]) -> list[Edition]:
    """Give all editions, oddities included: two of every register a year apart, one of every reference list."""
    return [*map(dirt.soil, _registers(bodies)), *_references()]


def _registers(bodies: tuple[Body, ...]) -> list[Edition]:
    return [
        _edition(
            "fca_mutuals", "2024-06-30", "SocietyList.csv", layouts.FCA_BRITISH, fca.society_rows(bodies, _JUNE_2024, iso=False)
        ),
        _edition("fca_mutuals", "2025-06-30", "SocietyList.csv", layouts.FCA_ISO, fca.society_rows(bodies, _JUNE_2025, iso=True)),
        _edition(
            "coops_uk_organisations",
            "2024-06",
            "open_data_organisations_2024_06.csv",
            layouts.COOPS_26,
            coops.organisation_rows(bodies, _JUNE_2024, old=True),
        ),
        _edition(
            "coops_uk_organisations",
            "2025-06",
            "open_data_organisations_2025_06.csv",
            layouts.COOPS_16,
            coops.organisation_rows(bodies, _JUNE_2025, old=False),
        ),
        _edition(
            "coops_uk_economic",
            "2024-06",
            "open_data_economic_2024_06.csv",
            layouts.ECONOMIC_2016,
            figures.economic_rows(bodies, _JUNE_2024, gva=False),
        ),
        _edition(
            "coops_uk_economic",
            "2025-06",
            "open_data_economic_2025_06.csv",
            layouts.ECONOMIC_2019,
            figures.economic_rows(bodies, _JUNE_2025, gva=True),
        ),
        _edition(
            "coops_uk_outlets",
            "2024-06",
            "open_data_outlets_2024_06.csv",
            layouts.OUTLETS_2016,
            coops.outlet_rows(bodies, _JUNE_2024),
        ),
        _edition(
            "coops_uk_outlets",
            "2025-06",
            "open_data_outlets_2025_06.csv",
            layouts.OUTLETS_2019,
            coops.outlet_rows(bodies, _JUNE_2025),
        ),
        *(_companies(bodies, day) for day in (_JULY_2024, _JULY_2025)),
    ]


def _companies(bodies: tuple[Body, ...], day: date) -> Edition:
    name = f"BasicCompanyDataAsOneFile-{day}"
    rows = companies.company_rows(bodies, day, foreign=dirt.FOREIGN_MIRROR)
    return Edition("companies_house_basic", str(day), f"{name}.zip", layouts.COMPANIES, tuple(rows), member=f"{name}.csv")


def _references() -> list[Edition]:
    return [
        Edition(
            "ons_postcodes",
            "2025-05",
            "ONSPD_MAY_2025.zip",
            layouts.POSTCODES_SHORT,
            tuple(areas.postcode_rows(cast())),
            member="Data/ONSPD_MAY_2025_UK.csv",
        ),
        _edition("lad_lookup", "2025-06", "la_all_codes.csv", layouts.LAD_LOOKUP, areas.lookup_rows()),
        _edition("lad_population", "2020", "uk_local_authorities_current.csv", layouts.LAD_POPULATION, areas.population_rows()),
    ]


def _edition(key: str, vintage: str, file: str, layout: Layout, rows: list[Row]) -> Edition:
    return Edition(key, vintage, file, layout, tuple(rows))


def _receipt(edition: Edition, data: bytes) -> str:
    receipt = {
        "source": edition.key,
        "vintage": edition.vintage,
        "file": edition.file,
        "url": CATALOGUE[edition.key].page,
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "licence": LICENCE,
        "nature": NATURE,
        "completeness": "excerpt",
    }
    return json.dumps(receipt, indent=1) + "\n"
