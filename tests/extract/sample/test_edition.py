"""The sample edition: the same bytes anywhere, the publishers' exact layouts, invented throughout, and true to its own truth."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.archive import Archive, import_tree
from extract.catalogue import CATALOGUE, MODULES
from extract.read import decode
from extract.sample import dirt, fixtures
from extract.sample.edition import everybody, write
from extract.sample.layouts import COMPANIES
from extract.sample.truth import COLUMNS, RECORD_COLUMNS

ROOT = Path(__file__).resolve().parents[3]
POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][A-Z]{2}")
LIST = "coops_uk_organisations"
COMPANIES_2024, COMPANIES_2025 = (
    f"companies_house_basic/{day}/BasicCompanyDataAsOneFile-{day}.zip" for day in ("2024-07-01", "2025-07-01")
)
NAMES = ("Society Name", "Registered Name", "Trading Name", "Outlet Name", "CompanyName", "Name", "org_name", "name")
# Sample edition -> the real one whose layout it has, byte for byte.
TWINS = {
    "fca_mutuals/2025-06-30/SocietyList.csv": "fca_mutuals/2016-06/SocietyList.csv",
    f"{LIST}/2024-06/open_data_organisations_2024_06.csv": f"{LIST}/2016-06/2016open_data_organisations.csv",
    "coops_uk_economic/2024-06/open_data_economic_2024_06.csv": "coops_uk_economic/2016-06/2016open_data_economy_final.csv",
    "coops_uk_outlets/2024-06/open_data_outlets_2024_06.csv": "coops_uk_outlets/2016-06/2016open_data_outlets.csv",
    "coops_uk_outlets/2025-06/open_data_outlets_2025_06.csv": "coops_uk_outlets/2019-03/open_data_outlets_2019_q1.csv",
    COMPANIES_2025: "companies_house_basic/2020-06-01/BasicCompanyData-2020-06-01-part6_7.csv",
    "ons_postcodes/2025-05/ONSPD_MAY_2025.zip": "ons_postcodes/2025-05/ONSPD_MAY_2025.zip",
    "lad_lookup/2025-06/la_all_codes.csv": "lad_lookup/2026-06/la_all_codes.csv",
    "lad_population/2020/uk_local_authorities_current.csv": "lad_population/2020/uk_local_authorities_current.csv",
}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("sample")
    write(target)
    return target


def files(tree: Path) -> list[Path]:
    return sorted(path for path in tree.glob("*/*/*") if not path.name.endswith(".receipt.json"))


def digests(tree: Path) -> dict[str, str]:
    found = sorted(path for path in tree.rglob("*") if path.is_file())
    return {str(path.relative_to(tree)): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def head_of(path: Path, size: int = 40_000) -> bytes:
    """The first bytes of a file, or of the one member of a zip."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive, archive.open(archive.namelist()[0]) as member:
            return member.read(size)
    with path.open("rb") as handle:
        return handle.read(size)


def table(path: Path) -> list[dict[str, str]]:
    data = head_of(path, 50_000_000)
    rows = csv.reader(io.StringIO(decode(data)[0], newline=""))
    header = [heading.strip() for heading in next(rows)]
    return [dict(zip(header, row, strict=False)) for row in rows]


@pytest.fixture(scope="module")
def records(sample: Path) -> list[dict[str, str]]:
    return table(sample / "truth_records.csv")


@pytest.fixture(scope="module")
def truth(sample: Path) -> list[dict[str, str]]:
    return table(sample / "truth.csv")


def test_two_writes_give_the_same_bytes(sample: Path, tmp_path: Path) -> None:
    write(tmp_path)
    assert digests(tmp_path) == digests(sample)


@pytest.mark.parametrize(("hash_seed", "zone"), [("1", "Pacific/Auckland"), ("77", "America/Lima")])
def test_neither_hash_seed_nor_clock_zone_nor_locale_changes_a_byte(
    sample: Path, tmp_path: Path, hash_seed: str, zone: str
) -> None:
    code = "import sys; from pathlib import Path; from extract.sample.edition import write; write(Path(sys.argv[1]))"
    environment = os.environ | {"PYTHONHASHSEED": hash_seed, "TZ": zone, "LC_ALL": "C", "PYTHONUTF8": "0"}
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, env=environment, check=True, timeout=120)
    assert digests(tmp_path) == digests(sample)


def test_the_sample_is_small_and_quick(tmp_path: Path) -> None:
    start = time.process_time()
    write(tmp_path)
    assert time.process_time() - start < 5
    assert sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()) < 3_000_000


def test_every_register_is_there_twice_and_every_list_that_places_them_once(sample: Path) -> None:
    vintages = {folder.name: len(list(folder.iterdir())) for folder in sample.iterdir() if folder.is_dir()}
    registers = {key: 2 for key, source in CATALOGUE.items() if source.role == "register"}
    assert vintages == registers | dict.fromkeys(("ons_postcodes", "lad_lookup", "lad_population"), 1)


def test_the_whole_tree_lands_through_the_sample_door(sample: Path, tmp_path: Path) -> None:
    report = import_tree(Archive(tmp_path), sample, CATALOGUE, door="sample")
    assert report.unknown == () and report.refused == ()
    assert len(report.landed) == 13
    for landed in report.landed:
        assert landed.receipt.completeness == "excerpt"
        assert "invented" in landed.receipt.nature and "invented" in landed.receipt.licence


@pytest.mark.parametrize("key", [key for key, source in CATALOGUE.items() if not source.scoped])
def test_every_edition_reads_and_its_lines_are_those_of_the_truth(sample: Path, records: list[dict[str, str]], key: str) -> None:
    for path in files(sample):
        if path.parts[-3] != key:
            continue
        raw = MODULES[key].read(path)
        known = [int(r["source_line"]) for r in records if (r["source"], r["vintage"]) == (key, path.parts[-2])]
        read = sorted([*raw.frame["source_line"].to_list(), *(bad.source_line for bad in raw.malformed)])
        assert read == known
        assert raw.unknown_headings == () and raw.replaced_characters == 0


def test_companies_have_55_fields_but_for_the_one_that_was_soiled(sample: Path, records: list[dict[str, str]]) -> None:
    for vintage, ragged in (("2024-07-01", 1), ("2025-07-01", 0)):
        data = head_of(sample / "companies_house_basic" / vintage / f"BasicCompanyDataAsOneFile-{vintage}.zip", 5_000_000)
        rows = list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))
        assert tuple(rows[0]) == COMPANIES.headings
        assert len(rows[0]) == 55
        assert sum(len(row) != 55 for row in rows) == ragged
        assert len(rows) - 1 == sum((r["source"], r["vintage"]) == ("companies_house_basic", vintage) for r in records)
        with zipfile.ZipFile(sample / "companies_house_basic" / vintage / f"BasicCompanyDataAsOneFile-{vintage}.zip") as archive:
            assert archive.namelist() == [f"BasicCompanyDataAsOneFile-{vintage}.csv"]


def test_both_spellings_encodings_and_date_styles_of_the_fca_are_there(sample: Path) -> None:
    old = head_of(sample / "fca_mutuals/2024-06-30/SocietyList.csv", 1_000_000)
    new = head_of(sample / "fca_mutuals/2025-06-30/SocietyList.csv", 1_000_000)
    assert b"Full Registration Number" in old and b"Full Registation Number" in new
    assert decode(old)[1:] == ("cp1252", 0) and decode(new)[1:] == ("utf-8-sig", 0)
    assert b",11/08/1863," in old and b",1863-08-11," in new


def test_both_date_styles_and_layouts_of_the_list_are_there(sample: Path) -> None:
    old = table(sample / "coops_uk_organisations/2024-06/open_data_organisations_2024_06.csv")
    new = table(sample / "coops_uk_organisations/2025-06/open_data_organisations_2025_06.csv")
    assert len(old[0]) == 26 and len(new[0]) == 16
    dated = [row for row in old if "Incorporation Date" in row]
    assert len(dated) == len(old) - 1  # one row is cut short
    assert all(re.fullmatch(r"\d\d/\d\d/\d{4}", row["Incorporation Date"]) for row in dated)
    assert any(re.fullmatch(r"\d/\d/\d{4}", row.get("Incorporation Date", "")) for row in new)
    assert any("\n" in row["Registered Street"] for row in old)


@pytest.mark.editions
@pytest.mark.parametrize("ours", TWINS)
def test_header_quoting_and_line_ends_are_those_of_the_real_edition(sample: Path, registers: Path, ours: str) -> None:
    mine, theirs = head_of(sample / ours), head_of(registers / TWINS[ours])
    assert mine.split(b"\n", 1)[0] == theirs.split(b"\n", 1)[0]
    quoted = [data.split(b"\n", 1)[1].startswith(b'"') for data in (mine, theirs)]
    assert quoted[0] == quoted[1]
    assert (b"\r\n" in mine) == (b"\r\n" in theirs)


def comparable(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.casefold().replace("limited", "").replace("ltd", ""))


def names_in(path: Path) -> Iterator[str]:
    """Every name of an organisation or outlet that stands in a file."""
    for row in table(path):
        for heading, value in row.items():
            if value and (heading in NAMES or (heading.startswith("PreviousName") and heading.endswith("CompanyName"))):
                yield value


@pytest.mark.editions
def test_no_name_is_that_of_a_real_organisation(sample: Path, registers: Path) -> None:
    ours = {comparable(name) for path in files(sample) for name in names_in(path) if path.parts[-3][:3] not in ("lad", "ons")}
    ours |= {comparable(body.name) for body in everybody()}
    keys = ("fca_mutuals", "coops_uk_*", "companies_house_basic", "society_company_pairs", "hmrc_cascs")
    real_files = [path for key in keys for path in sorted(registers.glob(f"{key}/*/*.csv"))]
    real = {comparable(name) for path in real_files for name in names_in(path)}
    aggregates = {comparable(name) for name in ours if name.startswith(("creditunionstotal", "unregisteredcoopdata"))}
    assert len(real) > 15_000
    assert ours & real - aggregates == set()


@pytest.mark.editions
def test_no_postcode_area_of_the_sample_exists(sample: Path, registers: Path) -> None:
    with zipfile.ZipFile(registers / TWINS["ons_postcodes/2025-05/ONSPD_MAY_2025.zip"]) as archive:
        lines = archive.read(archive.namelist()[0]).splitlines()
    real = {line.split(b" ", 1)[0].decode() for line in lines}
    ours = {row["pcds"].split(" ")[0] for row in table(sample / "ons_postcodes/2025-05/ONSPD_MAY_2025.zip")}
    assert len(real) > 2_500
    assert ours & real == set()


def test_postcodes_are_well_formed_and_their_districts_known(sample: Path) -> None:
    codes = {row["LADCD"]: row["LADCD_ACTIVE"] for row in table(sample / "lad_lookup/2025-06/la_all_codes.csv")}
    rows = table(sample / "ons_postcodes/2025-05/ONSPD_MAY_2025.zip")
    assert all(POSTCODE.fullmatch(row["pcds"]) for row in rows)
    placed = {row["lad25cd"] for row in rows} - {"L99999999", "M99999999"}
    assert placed <= set(codes)
    assert {"E08000016", "E08000019"} <= placed and not {"E08000038", "E08000039"} & placed
    assert codes["E08000016"] == "E08000038" and codes["E08000019"] == "E08000039"
    assert sum(code.startswith("W06") for code in codes) == 22


def test_every_record_speaks_of_a_known_body_or_says_that_it_does_not(
    records: list[dict[str, str]], truth: list[dict[str, str]]
) -> None:
    assert tuple(records[0]) == RECORD_COLUMNS and tuple(truth[0]) == COLUMNS
    known = {row["true_id"] for row in truth}
    for record in records:
        who = record["true_id"]
        if record["source"].startswith(("lad", "ons")):
            assert who == ""
        elif who == "":
            assert record["odd"].startswith("aggregate")
        else:
            assert who in known or who.startswith("ordinary-") or who == "foreign-mirror", who


def test_every_identifier_in_the_files_is_in_the_truth(sample: Path, truth: list[dict[str, str]]) -> None:
    values = {(row["scheme"], row["value"]) for row in truth if row["entry"] == "identifier"}
    for row in table(sample / "fca_mutuals/2025-06-30/SocietyList.csv"):
        number = row["Full Registation Number"]
        assert number == "" or ("GB-MPR", number) in values
    for edition in ("2024-06/open_data_organisations_2024_06.csv", "2025-06/open_data_organisations_2025_06.csv"):
        for row in table(sample / "coops_uk_organisations" / edition):
            assert ("XI-CUK", row["CUK Organisation ID"]) in values
    for row in table(sample / COMPANIES_2025):
        in_scope = row["CompanyCategory"] not in ("Private Limited Company", "Public Limited Company")
        if in_scope and row["CompanyNumber"] != dirt.FOREIGN_MIRROR[0]:
            assert ("GB-COH", row["CompanyNumber"]) in values, row["CompanyNumber"]


def test_no_identifier_is_given_to_two_bodies_at_once(truth: list[dict[str, str]]) -> None:
    holders: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in truth:
        if row["entry"] == "identifier":
            holders.setdefault((row["scheme"], row["value"]), []).append(row)
    shared = {key: rows for key, rows in holders.items() if len(rows) > 1}
    assert list(shared) == [("XI-CUK", "R900024")]
    before, after = sorted(shared["XI-CUK", "R900024"], key=lambda row: row["since"])
    assert before["until"] == after["since"] == "2025-01-01"


def test_every_oddity_is_in_the_files(records: list[dict[str, str]]) -> None:
    present = {(record["source"], record["odd"]) for record in records}
    for oddity in dirt.ODDITIES:
        assert (oddity.key, oddity.odd) in present, oddity.odd
    for body in dirt.odd_bodies():
        if body.odd and body.cuk:
            assert ("coops_uk_organisations", body.odd) in present, body.odd


def test_every_number_form_of_a_society_is_there(sample: Path) -> None:
    suffixes = {row["Society Suffix"] for row in table(sample / "fca_mutuals/2025-06-30/SocietyList.csv")}
    assert suffixes == {"", "R", "RS", "C", "CUS", "CU", "IP", "W", "F", "SA", "B", "BEN"}
    numbers = {
        row["Registered Number"] for row in table(sample / "coops_uk_organisations/2024-06/open_data_organisations_2024_06.csv")
    }
    for shape in (r"\d{4}CS", r"\d{4}CBS", r"IP0\d{5}", r"IP\d{3}", r"CU0\d{5}", r"CU\d{3}", r"\d{7}", r"SC\d{6}", r"OC\d{6}", ""):
        assert any(re.fullmatch(shape, number) for number in numbers), shape


def by_id(path: Path, value: str, heading: str) -> list[dict[str, str]]:
    return [row for row in table(path) if row[heading] == value]


def test_the_stories_of_the_hand_made_bodies_are_told_in_the_files(sample: Path) -> None:
    fca = [sample / f"fca_mutuals/{day}/SocietyList.csv" for day in ("2024-06-30", "2025-06-30")]
    number = ["Full Registration Number", "Full Registation Number"]
    names = [by_id(path, "60101R", heading)[0]["Society Name"] for path, heading in zip(fca, number, strict=True)]
    assert names == ["Larkmoor Growers Co-operative Limited", "Larkmoor Harvest Co-operative Limited"]
    offices = [by_id(path, "7890", heading)[0]["Society Address"] for path, heading in zip(fca, number, strict=True)]
    assert offices[0].endswith("S51 2HB") and offices[1].endswith("S52 7TN")
    ended = [by_id(path, "60103R", heading)[0]["Deregistration Date"] for path, heading in zip(fca, number, strict=True)]
    assert ended == ["", "2024-11-14"]
    assert by_id(fca[1], "60104R", number[1])[0]["Deregistration Date"] == "2025-01-20"
    companies = [sample / COMPANIES_2024, sample / COMPANIES_2025]
    assert [len(by_id(path, "98100004", "CompanyNumber")) for path in companies] == [0, 1]
    assert [len(by_id(path, "98100010", "CompanyNumber")) for path in companies] == [1, 0]
    former = by_id(companies[1], "98200001", "CompanyNumber")[0]
    assert former["PreviousName_1.CONDATE"] == "17/09/2024"
    assert former["PreviousName_1.CompanyName"] == "KESTRELWOLD YOUTH ARTS CIC"


def test_missing_years_are_carried_forward_under_their_old_year_end(sample: Path) -> None:
    rows = by_id(sample / "coops_uk_economic/2025-06/open_data_economic_2025_06.csv", "R900011", "CUK Organisation ID")
    last, before = (next(row for row in rows if row["Economic Year"] == year) for year in ("2025", "2024"))
    assert last["Year End Date"] == before["Year End Date"] == "2023-12-31 00:00:00"
    assert last["Turnover"] == before["Turnover"] != ""
    assert last["Is Most Recent?"] == "1"


def test_a_later_edition_restates_some_figures(sample: Path) -> None:
    def turnovers(vintage: str) -> dict[tuple[str, str], str]:
        path = sample / f"coops_uk_economic/{vintage}/open_data_economic_{vintage.replace('-', '_')}.csv"
        return {(row["CUK Organisation ID"], row["Economic Year"]): row["Turnover"] for row in table(path)}

    old, new = turnovers("2024-06"), turnovers("2025-06")
    restated = [key for key in old if key in new and key[1] == "2023" and old[key] != new[key]]
    assert 5 <= len(restated) <= 40
    assert (old["R900011", "2023"], new["R900011", "2023"]) == ("1389566880", "1417358217")


def test_committed_fixtures_are_what_the_script_writes(tmp_path: Path) -> None:
    fixtures.write(tmp_path)
    committed = ROOT / "tests" / "fixtures"
    for name, digest in digests(tmp_path).items():
        path = committed / name
        assert path.is_file(), f"{name} is missing: run python -m extract.sample.fixtures"
        assert hashlib.sha256(path.read_bytes()).hexdigest() == digest, f"{name} is stale: run python -m extract.sample.fixtures"


def test_fixtures_are_small_and_read() -> None:
    for _, fixture in fixtures.fixtures():
        assert 20 <= len(fixture.rows) <= fixtures.LARGEST, fixture.file
        if not CATALOGUE[fixture.key].scoped:
            raw = MODULES[fixture.key].read(ROOT / "tests" / "fixtures" / fixture.key / fixture.file)
            assert raw.records == len(fixture.rows)
            assert raw.unknown_headings == ()
