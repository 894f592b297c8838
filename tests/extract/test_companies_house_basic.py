"""Companies House basic company data: what is kept, what is counted, and from which kind of file."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter
from pathlib import Path

import polars as pl
import pytest

from extract.plain import Scope
from extract.source import Raw, Refused, SourceChanged
from extract.sources.companies_house_basic import SCOPE_CATEGORIES, SCOPE_PREFIXES, SOURCE, read
from extract.stream import read_stream

NOBODY: frozenset[str] = frozenset()
PRIVATE = "Private Limited Company"
EXCERPT = "companies_house_basic/2020-06-01/BasicCompanyData-2020-06-01-part6_7.csv"
LED_BY_BLANK = {2, 6, 35, 36, 37, 39, 41, 43, 45, 47, 49, 51, 53, 55}  # as published, counted from 1


def company(number: str, category: str = PRIVATE, name: str = "LARKMOOR MILLS LIMITED", **more: str) -> list[str]:
    values = {"CompanyName": name, "CompanyNumber": number, "CompanyCategory": category, "CompanyStatus": "Active"} | more
    return [values.get(heading.name, "") for heading in SOURCE.headings]


def layout(*rows: list[str]) -> bytes:
    out = io.StringIO()
    headings = [" " * (place in LED_BY_BLANK) + heading.name for place, heading in enumerate(SOURCE.headings, 1)]
    out.write(",".join(headings) + "\r\n")
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode()


def zipped(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def read_bytes(folder: Path, data: bytes, cited: frozenset[str] = NOBODY) -> Raw:
    path = folder / "edition"
    path.write_bytes(data)
    return read(path, cited)


def numbers(raw: Raw) -> list[str]:
    return raw.frame["CompanyNumber"].to_list()


def test_the_layout_has_55_headings_and_no_person_is_kept() -> None:
    names = [heading.name for heading in SOURCE.headings]
    assert len(names) == len(set(names)) == 55
    assert all(name == name.strip() for name in names)
    kept = {heading.name for heading in SOURCE.headings if not heading.ignored}
    assert "RegAddress.CareOf" not in kept
    assert len([name for name in kept if name.startswith("PreviousName_")]) == 20


def test_the_newest_file_is_told_from_its_parts() -> None:
    assert SOURCE.link is not None
    assert SOURCE.vintage_pattern is not None
    names = ["BasicCompanyDataAsOneFile-2026-08-01.zip", "BasicCompanyData-2026-08-01-part1_7.zip"]
    assert [name for name in names if re.search(SOURCE.link.pattern, name)] == names[:1]
    for name in names:
        found = re.search(SOURCE.vintage_pattern, name)
        assert found is not None
        assert found.groupdict() == {"y": "2026", "m": "08", "d": "01"}


@pytest.mark.parametrize(
    ("number", "category", "kept"),
    [
        ("01234567", "Community Interest Company", True),
        ("01234567", "COMMUNITY INTEREST COMPANY ", True),
        ("IP12345R", "Registered Society", True),
        ("NO000012", "Industrial and Provident Society", True),
        ("CE000123", "Charitable Incorporated Organisation", True),
        ("CS000123", "Scottish Charitable Incorporated Organisation", True),
        ("SR000012", "Converted/Closed", True),  # the prefix alone tells
        ("rs001234", PRIVATE, True),
        ("01234567", PRIVATE, False),
        ("SC123456", PRIVATE, False),
        ("OC123456", "Limited Liability Partnership", False),
        ("RC000123", "Royal Charter Company", False),
        ("R0000123", PRIVATE, False),
        ("", "", False),
    ],
)
def test_scope_by_category_and_prefix(tmp_path: Path, number: str, category: str, kept: bool) -> None:
    raw = read_bytes(tmp_path, layout(company(number, category)))
    assert numbers(raw) == ([number] if kept else [])
    assert (raw.out_of_scope, raw.records) == (int(not kept), 1)


def test_a_cited_company_is_kept_whatever_it_is(tmp_path: Path) -> None:
    data = layout(company("01234567"), company(" sc123456"), company("OC123456"), company("07654321"))
    raw = read_bytes(tmp_path, data, frozenset({"01234567", "SC123456", "99999999"}))
    assert numbers(raw) == ["01234567", " sc123456"]
    assert raw.frame["source_line"].to_list() == [2, 3]
    assert raw.out_of_scope == 2


def test_frame_holds_trimmed_headings_and_values_as_published(tmp_path: Path) -> None:
    raw = read_bytes(tmp_path, layout(company("CE000123", name=" Mill,  Moor", **{"PreviousName_10.CompanyName": "OLD MILL"})))
    assert raw.frame.columns == ["source_line", *(heading.name for heading in SOURCE.headings if not heading.ignored)]
    row = raw.frame.row(0, named=True)
    assert (row["CompanyName"], row["PreviousName_10.CompanyName"], row["DissolutionDate"]) == (" Mill,  Moor", "OLD MILL", "")
    assert raw.unknown_headings == ()


def test_a_zip_reads_as_the_csv_in_it(tmp_path: Path) -> None:
    data = layout(*(company(f"CE{i:06d}") if i % 3 else company(f"{i:08d}") for i in range(500)))
    plain = read_bytes(tmp_path, data)
    packed = read_bytes(tmp_path, zipped(("BasicCompanyDataAsOneFile-2026-08-01.csv", data)))
    assert plain.frame.equals(packed.frame)
    assert plain.records == packed.records == 500
    assert plain.out_of_scope == packed.out_of_scope == 167


def test_a_zip_must_hold_one_csv_and_be_whole(tmp_path: Path) -> None:
    data = layout(*(company(f"CE{i:06d}") for i in range(500)))
    with pytest.raises(SourceChanged, match="2 members"):
        read_bytes(tmp_path, zipped(("a.csv", data), ("b.csv", data)))
    with pytest.raises(SourceChanged, match="0 members"):
        read_bytes(tmp_path, zipped(("readme.txt", b"-")))
    whole = bytearray(zipped(("a.csv", data)))
    whole[200:260] = bytes(60)
    with pytest.raises(Refused, match="cannot be unpacked"):
        read_bytes(tmp_path, bytes(whole))


def test_odd_records_keep_their_neighbours_and_counts_close(tmp_path: Path) -> None:
    lines = layout(
        company("CE000001", name='"K" LINE CIO'),  # doubled quotation marks
        company("CE000002", **{"RegAddress.AddressLine1": "THE MILL\nMOOR LANE"}),  # two lines
        company("CE000003"),
        company("CE000004"),
        company("CE000005"),
        company("01234567", name='"K" LINE LIMITED'),
        company("CE000006", name="CAFE"),
    ).split(b"\r\n")
    lines[4] = lines[4].rsplit(b",", 2)[0]  # cut short
    lines[5] = lines[5].replace(b'"LARKMOOR', b'"THE "OLD" LARKMOOR')  # marks not doubled
    lines[7] = lines[7].replace(b"CAFE", b"CAF\xc9")  # cp1252
    path = tmp_path / "edition.csv"
    path.write_bytes(b"\r\n".join(lines))
    scope = Scope("CompanyNumber", "CompanyCategory", NOBODY, SCOPE_PREFIXES, SCOPE_CATEGORIES)
    for block_bytes in (1, 300, 1 << 20):
        with path.open("rb") as handle:
            raw = read_stream(SOURCE, handle, scope, block_bytes)
        assert numbers(raw) == ["CE000001", "CE000002", "CE000003", "CE000006"]
        assert raw.frame["source_line"].to_list() == [2, 3, 5, 9]
        assert raw.frame["CompanyName"].to_list()[::3] == ['"K" LINE CIO', "CAFÉ"]
        assert raw.frame["RegAddress.AddressLine1"][1] == "THE MILL\nMOOR LANE"
        assert [m.source_line for m in raw.malformed] == [6, 7]
        assert raw.malformed[0].reason == "53 fields where the header has 55"
        assert (raw.out_of_scope, raw.records, raw.replaced_characters) == (1, 7, 1)


def test_a_renamed_heading_is_named(tmp_path: Path) -> None:
    data = layout(company("CE000001")).replace(b"CompanyCategory", b"CompanyKind")
    with pytest.raises(SourceChanged, match=r"CompanyCategory.*CompanyKind"):
        read_bytes(tmp_path, data)


def test_the_excerpt_of_june_2020(registers: Path) -> None:
    everyone = frozenset(pl.read_csv(registers / EXCERPT, infer_schema=False)[" CompanyNumber"])
    everything = read(registers / EXCERPT, everyone)
    assert everything.records == everything.frame.height == 87
    assert everything.frame["source_line"].to_list() == list(range(2, 89))
    raw = read(registers / EXCERPT, NOBODY)
    assert Counter(raw.frame["CompanyCategory"]) == {
        "Community Interest Company": 10,
        "Charitable Incorporated Organisation": 10,
        "Scottish Charitable Incorporated Organisation": 10,
        "Registered Society": 10,
        "Industrial and Provident Society": 7,
    }
    assert (raw.out_of_scope, raw.records, raw.malformed, raw.unknown_headings) == (40, 87, (), ())
    private = everything.frame.filter(everything.frame["CompanyCategory"] == PRIVATE)["CompanyNumber"].to_list()
    assert read(registers / EXCERPT, frozenset(private)).out_of_scope == 40 - len(private) == 30
