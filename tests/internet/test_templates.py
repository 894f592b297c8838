"""The stand-in's files are written as the publishers write theirs, so that they cannot drift towards what we accept.

Where a real edition is at hand, a fixture is held against it: header, encoding, line ends, quotation marks, dates, nulls.
Elsewhere the headings are held against the declaration and against the catalogue of sources beside the checkout.
"""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest

from extract.catalogue import CATALOGUE
from tests.conftest import REGISTERS
from tests.internet.manner import Table, tables
from tests.internet.publications import FIXTURES, publications, unpublished

SOURCES_MD = REGISTERS.parent / "guide" / "sources.md"
# Sources whose files are no tables of rows under headings.
OTHERWISE = {
    "companies_house_accounts": "a zip of filings, one a company",
    "boe_credit_union_statistics": "a workbook read by the labels of its rows",
}
# Headings that sources.md names as a family only: "further SOCI/SOCE/SOFP items", "QABName...",
# "key columns" (the others of that file name or reach a person, and are ignored by name).
FAMILIES = {
    "shr_landlords": r"SO(CI|CE|FP) - .+",
    "gias_schools": r"QABName \((code|name)\)",
    "care_inspectorate_scotland": r"ManagerName|Service_Phone_Number|Eforms_email_address",
}
# Layouts of earlier years of which sources.md says no more than "header drifts by year".
DRIFTED = ("180331_DatastoreExternal.csv", "200430_DatastoreExternal.csv")


def files_of(folder: Path) -> list[Path]:
    found = [path for path in folder.rglob("*") if path.is_file() and not path.name.endswith(".receipt.json")]
    return sorted(path for path in found if not path.name.startswith(("README", ".")))


def as_tables(key: str, file: Path) -> list[Table]:
    source = CATALOGUE[key]
    return tables(file, source.delimiter, bool(source.widths), source.header_begins)


def fixtures_of(key: str) -> list[tuple[str, Table]]:
    return [(file.name, table) for file in files_of(FIXTURES / key) for table in as_tables(key, file)]


REAL = [
    pytest.param(key, file, id=f"{key}-{file.parent.name}")
    for key in CATALOGUE
    if key not in OTHERWISE
    for file in (files_of(REGISTERS / key) if (REGISTERS / key).is_dir() else ())
]
UNSEEN = [key for key in CATALOGUE if key not in OTHERWISE and not (REGISTERS / key).is_dir()]


@pytest.mark.editions
@pytest.mark.skipif(not REGISTERS.is_dir(), reason=f"real editions are not at {REGISTERS}: templates were NOT held against them")
@pytest.mark.parametrize(("key", "file"), REAL)
def test_a_fixture_is_written_as_the_real_edition(key: str, file: Path) -> None:
    (real,) = as_tables(key, file)
    differences = {name: table.manner.differs(real.manner) for name, table in fixtures_of(key)}
    if reconstructed(file):  # its rows are real, its text is not the publisher's
        differences = {name: [one for one in found if not one.startswith("encoding")] for name, found in differences.items()}
    alike = [table for name, table in fixtures_of(key) if not differences[name]]
    assert alike, f"no fixture is written as {file.name}: {differences}"
    assert any(same_dates(table, real) for table in alike), f"dates: {real.dates()}, not {[table.dates() for table in alike]}"
    nulls = {""}.union(*(table.nulls() for other in files_of(REGISTERS / key) for table in as_tables(key, other)))
    assert all(table.nulls() <= nulls for table in alike), [table.nulls() - nulls for table in alike]


def reconstructed(file: Path) -> bool:
    known = json.loads(file.with_name(f"{file.name}.receipt.json").read_text(encoding="utf-8"))
    return str(known.get("completeness")) == "reconstruction"


def same_dates(table: Table, real: Table) -> bool:
    """Say whether columns that hold dates in both are written alike, and there is one such column if there can be."""
    ours, theirs = table.dates(), real.dates()
    both = ours.keys() & theirs.keys()
    return all(ours[name] == theirs[name] for name in both) and bool(both or not theirs)


@pytest.mark.parametrize("key", [key for key in CATALOGUE if key not in OTHERWISE])
def test_every_heading_of_a_fixture_is_declared(key: str) -> None:
    source = CATALOGUE[key]
    if key == "ons_postcodes":  # its areas are found by pattern: the headings carry the year of a code list
        pytest.skip("headings are found by pattern, see tests/extract/test_read.py")
    layouts = (source.headings, *source.other_layouts)
    known = {spelling for layout in layouts for heading in layout for spelling in (heading.name, *heading.aliases)} | {""}
    drifting = re.compile(f"{FAMILIES.get(key, '')}|{source.passed_over or ''}")
    for name, table in fixtures_of(key):
        if source.widths:
            assert table.manner.header in {(f"{width} fields",) for width in source.widths}, name
        else:
            unknown = {heading.strip() for heading in table.manner.header} - known
            assert {heading for heading in unknown if not drifting.fullmatch(heading)} == set(), name


@pytest.mark.skipif(not SOURCES_MD.is_file(), reason=f"{SOURCES_MD} is not here: headings were NOT held against it")
@pytest.mark.parametrize("key", UNSEEN)
def test_headings_nobody_here_has_seen_are_those_written_down(key: str) -> None:
    said = re.sub(r"\s+", " ", re.sub(r"[`*]", "", SOURCES_MD.read_text(encoding="utf-8")))
    for name, table in fixtures_of(key):
        headings = [] if CATALOGUE[key].widths else [heading.strip() for heading in table.manner.header]
        unsaid = [heading for heading in headings if heading and name not in DRIFTED and not is_written(key, heading, said)]
        assert not unsaid, f"{name}: headings that sources.md does not have"


def is_written(key: str, heading: str, said: str) -> bool:
    """Say whether a heading is in the catalogue of sources, which abbreviates families, as in "Service type - X"."""
    if heading in said or re.fullmatch(FAMILIES.get(key, ""), heading):
        return True
    family, _, member = heading.partition(" - ")
    if member and f"{family} - X" in said:
        return member in said
    coded = re.fullmatch(r"(.+) \((code|name)\)", heading)
    if coded and f"{coded[1]} (code)/(name)" in said:
        return True
    numbered = re.fullmatch(r"(.*?)(\d)", heading)
    return bool(numbered and re.search(rf"{re.escape(numbered[1])}1\.\.\d", said))


def test_every_live_source_is_published() -> None:
    assert unpublished() == {}


@pytest.mark.parametrize("key", publications())
def test_what_is_served_is_written_as_a_fixture(key: str, tmp_path: Path) -> None:
    source = CATALOGUE[key]
    served = tmp_path / f"served.{source.suffix}"
    served.write_bytes(publications()[key].body)
    if key in OTHERWISE:
        assert zipfile.is_zipfile(served)
        return
    (table,) = as_tables(key, served)
    differences = {name: fixture.manner.differs(table.manner) for name, fixture in fixtures_of(key)}
    assert [] in differences.values(), differences
