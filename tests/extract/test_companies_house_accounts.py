"""The zip of filings: every file of it is read, refused by name or counted, and no bad one stops the rest."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from extract.archive import Archive, import_file
from extract.catalogue import CATALOGUE
from extract.read import check_content
from extract.sample.more_accounts import Entry, modern, zipped
from extract.sample.odd_filings import CIC, MILL, entries
from extract.source import Raw, SourceChanged, vintage_in
from extract.sources.companies_house_accounts import COLUMNS, EVERY, SOURCE, read

FIXTURE = Path(__file__).resolve().parents[1] / "fixtures" / "companies_house_accounts" / "Accounts_Bulk_Data-2025-05-03.zip"
NOBODY: frozenset[str] = frozenset()


def in_zip(folder: Path, *files: Entry) -> Path:
    path = folder / "Accounts_Bulk_Data-2025-05-03.zip"
    path.write_bytes(zipped(list(files)))
    return path


def reasons(raw: Raw) -> dict[int, str]:
    return {bad.source_line: bad.reason for bad in raw.malformed}


def test_with_everything_read_every_file_is_a_filing_a_reject_or_no_filing() -> None:
    raw = read(FIXTURE, EVERY)
    assert raw.records == 31 == raw.frame.height + len(raw.malformed) + raw.out_of_scope
    assert raw.frame.columns == ["source_line", *COLUMNS]
    assert raw.frame["source_line"].is_sorted() and raw.frame["source_line"].is_unique().all()
    assert raw.frame["Kind"].value_counts(sort=True).rows() == [("accounts", 15), ("cic34", 1)]
    assert raw.out_of_scope == 6  # a folder, what a system left behind, and two folders in each of two nested zips


def test_what_cannot_be_read_is_named_and_costs_itself() -> None:
    found = reasons(read(FIXTURE, EVERY))
    said = {
        11: "98300005_20240831.html: cut short",
        12: "98300006_20240831.html: the file is empty",
        13: "98300007_20240831.html: cut short, or not well-formed",
        14: "98300008_20240831.html: no fact",
        15: "98300009_20240831_CIC.zip: not a readable zip",
        16: "points outside the archive",
        18: "/CIC-98200001/accounts/financialStatement.xhtml: of another company",
        20: "/CIC-98200001/cic34/cicReport.xhtml: of another company",
        21: "notice.txt: not named as a filing is",
    }
    assert set(found) == set(said)
    for number, reason in said.items():
        assert reason in found[number]


def test_without_numbers_only_community_interest_companies_are_read() -> None:
    raw = read(FIXTURE, NOBODY)
    assert raw.frame.select("source_line", "Company number", "Kind").rows() == [
        (5, "98200001", "accounts"),
        (7, "98200001", "cic34"),
    ]
    assert raw.records == read(FIXTURE, EVERY).records
    assert set(reasons(raw)) == {15, 16, 18, 20, 21}  # zips that say they are of such companies, and a name that says nothing


def test_cited_numbers_are_read_and_lines_are_those_of_the_whole() -> None:
    raw, whole = read(FIXTURE, frozenset({"98300001", "98300005"})), read(FIXTURE, EVERY)
    cited = whole.frame.filter(whole.frame["Company number"].is_in(["98300001", "98200001"]))
    assert raw.frame.equals(cited)
    assert 11 in reasons(raw)


def test_members_passed_over_are_not_opened(tmp_path: Path) -> None:
    path = in_zip(tmp_path, *entries())
    data = bytearray(path.read_bytes())
    at = data.index(b"98300016</ix:nonNumeric>")
    data[at : at + 8] = b"98300098"  # the checksum of that member no longer fits
    path.write_bytes(data)
    assert "98300016" not in str(read(path, NOBODY).malformed)
    raw = read(path, EVERY)
    assert [bad.reason for bad in raw.malformed if "98300016" in bad.reason] == [
        "Prod223_9001_98300016_20240831.html: cannot be unpacked (BadZipFile)"
    ]
    assert raw.records == 31


def test_societies_are_in_scope_by_prefix_and_numbers_in_any_case(tmp_path: Path) -> None:
    society, company = "Prod223_9001_rs007777_20240831.html", "Prod223_9001_98300001_20240831.HTML"
    raw = read(in_zip(tmp_path, Entry(society, modern(MILL)), Entry(company, modern(MILL))), NOBODY)
    assert raw.frame["Company number"].to_list() == ["RS007777"]


def test_a_page_named_zip_is_a_page_and_a_zip_of_a_company_is_opened_or_counted(tmp_path: Path) -> None:
    inner = zipped([Entry("accounts.html", modern(MILL)), Entry("scan.pdf", b"%PDF"), Entry(".DS_Store", b"")])
    path = in_zip(
        tmp_path, Entry("Prod223_9001_98300001_20240831.zip", inner), Entry("Prod223_9001_98300004_20240831.zip", modern(MILL))
    )
    raw = read(path, EVERY)
    assert raw.frame["Member"].to_list() == [
        "Prod223_9001_98300001_20240831.zip/accounts.html",
        "Prod223_9001_98300004_20240831.zip",
    ]
    assert reasons(raw) == {2: "Prod223_9001_98300001_20240831.zip/scan.pdf: not named as a part of a filing is"}
    assert (raw.out_of_scope, raw.records) == (1, 4)
    assert (read(path, NOBODY).out_of_scope, read(path, NOBODY).malformed) == (4, ())


def test_a_zip_in_a_nested_zip_is_not_opened(tmp_path: Path) -> None:
    inner = zipped([Entry("CIC-98200001/accounts/more.zip", zipped([Entry("accounts.html", modern(CIC))]))])
    raw = read(in_zip(tmp_path, Entry("Prod223_9001_98200001_20240831_CIC.zip", inner)), NOBODY)
    assert (raw.frame.height, len(raw.malformed)) == (0, 1)


def test_a_nested_bomb_is_a_reject(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("CIC-98200001/accounts/accounts.xhtml", b" " * 20_000_000)
    files = (
        Entry("Prod223_9001_98200001_20240831_CIC.zip", out.getvalue()),
        Entry("Prod223_9001_98300001_20240831.html", modern(MILL)),
    )
    raw = read(in_zip(tmp_path, *files), EVERY)
    assert raw.frame.height == 1
    assert "would expand" in raw.malformed[0].reason


def test_a_filing_over_the_cap_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.sources.companies_house_accounts.LARGEST", 1000)
    raw = read(in_zip(tmp_path, Entry("Prod223_9001_98300001_20240831.html", modern(MILL))), EVERY)
    assert "over the cap of 1,000" in raw.malformed[0].reason


def test_a_zip_whose_names_all_changed_is_said_to_have_changed(tmp_path: Path) -> None:
    with pytest.raises(SourceChanged, match=r"98300001-2024\.html"):
        read(
            in_zip(tmp_path, Entry("98300001-2024.html", modern(MILL)), Entry("__MACOSX/Prod223_1_98300001_20240831.html", b"")),
            EVERY,
        )


def test_a_batch_ends_and_order_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = read(FIXTURE, EVERY)
    monkeypatch.setattr("extract.sources.companies_house_accounts._BATCH", 3)
    assert read(FIXTURE, EVERY).frame.equals(whole.frame)


def test_the_fixture_lands(tmp_path: Path) -> None:
    check_content(SOURCE, FIXTURE)
    assert import_file(Archive(tmp_path), SOURCE, FIXTURE, "2025-05-03").new


@pytest.mark.parametrize(
    ("link", "vintage"),
    [
        ("Accounts_Bulk_Data-2026-08-15.zip", "2026-08-15"),
        ("Accounts_Monthly_Data-May2026.zip", "2026-05"),
        ("/archive/Accounts_Monthly_Data-JanToDec2008.zip", "2008"),
    ],
)
def test_days_months_and_years_are_dated(link: str, vintage: str) -> None:
    assert vintage_in(SOURCE, link) == vintage


@pytest.mark.editions
@pytest.mark.parametrize(
    ("edition", "filings", "plain", "records"),
    [
        ("2018-06-01/Accounts_Bulk_Data-2018-assembled.zip", 190, 88, 190),
        ("2023-03-02/Accounts_Bulk_Data-2023-03-02.zip", 9, 0, 9),
        ("2025-05-03/Accounts_Bulk_Data-2025-05-03.zip", 3, 0, 7),  # one ordinary filing, and two in a nested zip of four
    ],
)
def test_every_real_filing_is_read(registers: Path, edition: str, filings: int, plain: int, records: int) -> None:
    path = registers / SOURCE.key / edition
    raw = read(path, EVERY)
    assert (raw.frame.height, raw.malformed, raw.records) == (filings, (), records)
    assert (raw.frame["File type"] == "xbrl").sum() == plain
    told = raw.frame["UKCompaniesHouseRegisteredNumber"].str.zfill(8)
    assert (told == raw.frame["Company number"]).all()
    assert (raw.frame["PeriodEnd"] == raw.frame["Made up to"]).all()
    scoped = read(path, NOBODY)
    assert (scoped.frame["Company number"].unique().to_list(), scoped.records) == (["15052776"] if records == 7 else [], records)


def test_the_catalogue_has_it() -> None:
    assert CATALOGUE["companies_house_accounts"] is SOURCE
