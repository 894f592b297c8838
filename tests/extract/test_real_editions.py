"""What the readers make of real editions, against figures counted here by other means."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest

from extract.archive import Archive, import_tree, receipts
from extract.catalogue import CATALOGUE, MODULES
from extract.read import decode
from extract.source import Raw

pytestmark = pytest.mark.editions

# Records of each edition, as counted with Python's csv module (lines for the postcodes) on 22 November 2026.
RECORDS = {
    "fca_mutuals/2016-06/SocietyList.csv": 5_815,
    "fca_mutuals/2017-06/SocietyList.csv": 6_703,
    "coops_uk_organisations/2016-06/2016open_data_organisations.csv": 8_037,
    "coops_uk_organisations/2017-06/open_data_organisations.csv": 8_371,
    "coops_uk_economic/2016-06/2016open_data_economy_final.csv": 32_292,
    "coops_uk_outlets/2016-06/2016open_data_outlets.csv": 6_291,
    "coops_uk_outlets/2019-03/open_data_outlets_2019_q1.csv": 6_355,
    "companies_house_basic/2020-06-01/BasicCompanyData-2020-06-01-part6_7.csv": 87,
    "companies_house_accounts/2018-06-01/Accounts_Bulk_Data-2018-assembled.zip": 190,
    "companies_house_accounts/2023-03-02/Accounts_Bulk_Data-2023-03-02.zip": 9,
    "companies_house_accounts/2025-05-03/Accounts_Bulk_Data-2025-05-03.zip": 7,  # the four files of a nested zip are in it
    "ons_postcodes/2025-05/ONSPD_MAY_2025.zip": 2_690_876,
    "lad_lookup/2026-06/la_all_codes.csv": 415,
    "lad_population/2020/uk_local_authorities_current.csv": 470,
    "hmrc_cascs/2019-12/cascs.csv": 7_145,
    "hmrc_cascs/2023-02/cascs.csv": 7_531,
    "hmrc_cascs/2025-12/cascs.csv": 8_955,
    "nhs_ods_trusts/2022-03/etr.csv": 218,
    "nhs_ods_trusts/2025-07/etr.csv": 210,
    "nhs_ods_trusts/2025-12/etr.csv": 273,
    "rsh_registered_providers/2017-07-01/List_of_Registered_Providers_at_1_July_2017.xlsx": 1_755,
}
PLAIN = [name for name in RECORDS if name.endswith(".csv") and not name.startswith("companies_house_basic/")]


def read(registers: Path, name: str) -> Raw:
    """Read one edition; where only a part of a file is in scope, nothing is cited from outside it."""
    key = name.partition("/")[0]
    raw: Raw = MODULES[key].read(registers / name, *([frozenset()] if CATALOGUE[key].scoped else []))
    return raw


def files_in(archive: zipfile.ZipFile) -> int:
    """Count the files of a zip; a zip in it counts as the files that it holds."""
    nested = [name for name in archive.namelist() if name.endswith("_CIC.zip") and not name.startswith("__MACOSX")]
    return len(archive.namelist()) + sum(len(zipfile.ZipFile(archive.open(name)).namelist()) - 1 for name in nested)


def text_of(file: Path) -> str:
    if file.suffix not in (".zip", ".xlsx"):
        return decode(file.read_bytes())[0]
    with zipfile.ZipFile(file) as archive:
        (member,) = (name for name in archive.namelist() if name.endswith(("_UK.csv", "/sheet1.xml")))
        return archive.read(member).decode("utf-8-sig")


@pytest.mark.parametrize("name", RECORDS)
def test_no_record_is_lost_or_made_up(registers: Path, name: str) -> None:
    if name.startswith("companies_house_accounts/"):
        with zipfile.ZipFile(registers / name) as archive:
            assert read(registers, name).records == files_in(archive) == RECORDS[name]
        return
    text = text_of(registers / name)
    if name.endswith(".zip"):
        counted = len(text.splitlines()) - 1
    elif name.endswith(".xlsx"):
        counted = text.count("<row ") - 1
    else:
        headers = 0 if CATALOGUE[name.partition("/")[0]].widths else 1
        counted = sum(1 for record in csv.reader(io.StringIO(text, newline="")) if record) - headers
    assert read(registers, name).records == counted == RECORDS[name]


@pytest.mark.parametrize("name", PLAIN)
def test_every_record_starts_on_the_line_it_names(registers: Path, name: str) -> None:
    """Walk the file line by line: a record stands between its line and that of the next, whole and nothing else."""
    text = text_of(registers / name)
    lines = io.StringIO(text, newline="").readlines()
    raw = read(registers, name)
    source = CATALOGUE[name.partition("/")[0]]
    header = [h.name for h in source.headings] if source.widths else [heading.strip() for heading in next(csv.reader(lines[:1]))]
    columns = [heading for heading in header if heading in raw.frame.columns]
    places = [header.index(heading) for heading in columns]
    starts = raw.frame["source_line"].to_list()
    for start, end, row in zip(starts, [*starts[1:], len(lines) + 1], raw.frame.select(columns).rows(), strict=True):
        (record,) = (found for found in csv.reader(lines[start - 1 : end - 1]) if found)
        assert tuple(record[place] for place in places) == row


@pytest.mark.parametrize("name", RECORDS)
def test_no_real_heading_is_unknown_and_no_record_malformed(registers: Path, name: str) -> None:
    raw = read(registers, name)
    assert (raw.unknown_headings, raw.malformed, raw.replaced_characters) == ((), (), 0)


def test_every_edition_of_a_catalogued_source_is_counted_here(registers: Path) -> None:
    found = {
        str(path.relative_to(registers))
        for key in CATALOGUE
        for path in registers.glob(f"{key}/*/*")
        if not path.name.endswith(".receipt.json")
    }
    assert found == set(RECORDS)


def test_the_tree_lands_whole_and_names_what_nobody_reads(registers: Path, tmp_path: Path) -> None:
    archive = Archive(tmp_path / "raw")
    report = import_tree(archive, registers, CATALOGUE)
    assert report.refused == ()
    assert len(report.landed) == len(RECORDS)
    assert not {name.partition("/")[0] for name in report.unknown} & set(CATALOGUE)
    kinds = {(receipt.source, receipt.vintage): receipt.completeness for receipt in receipts(archive)}
    assert kinds["fca_mutuals", "2016-06"] == "reconstruction"
    assert kinds["companies_house_basic", "2020-06-01"] == "excerpt"
    assert kinds["coops_uk_organisations", "2016-06"] == "complete"
