"""The three charity registers and the annual returns, read and staged out of their fixtures: each odd row does what it says."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from extract.catalogue import CATALOGUE, MODULES
from extract.read import check_content
from extract.sample.layouts import Edition, Layout, Row, encode
from extract.sample.more_charities import CCEW_CHARITY, CCEW_RETURNS, CCNI_CHARITIES, OSCR_CHARITIES, charity_fixtures
from extract.source import Raw, Refused, SourceChanged
from extract.sources.ccew_charities import SOURCE, in_scope
from extract.tabbed import Wanted, read_tabbed
from transform.stage import STAGED
from transform.table import Staged

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
ALL = [fixture for _, fixture in charity_fixtures()]
CITED = frozenset(f"GB-CHC-{number}" for number in (*range(1990000, 1990011), 1990100, 1990101, 1990103, 1990106))
LAYOUTS = {
    "ccew_charities": CCEW_CHARITY,
    "ccew_annual_returns": CCEW_RETURNS,
    "oscr_charities": OSCR_CHARITIES,
    "ccni_charities": CCNI_CHARITIES,
}


def read(key: str, path: Path, cited: frozenset[str] = frozenset()) -> Raw:
    raw: Raw = MODULES[key].read(path, *([cited] if CATALOGUE[key].scoped else []))
    return raw


def staged(key: str, file: str, cited: frozenset[str] = frozenset()) -> Staged:
    result: Staged = STAGED[key].stage(read(key, FIXTURES / key / file, cited))
    assert result.read == result.rows.height + result.rejected_rows + result.out_of_scope
    assert dict(result.rows.schema) == STAGED[key].TABLE.polars_schema()
    for column in STAGED[key].TABLE.columns:
        assert not column.required or result.rows[column.name].null_count() == 0, column.name
        if column.values:
            assert set(result.rows[column.name].drop_nulls()) <= set(column.values)
        if column.pattern:
            assert result.rows[column.name].drop_nulls().str.contains(f"^(?:{column.pattern})$").all()
    assert not result.rows.select(STAGED[key].TABLE.key).is_duplicated().any()
    return result


def row(result: Staged, **key: object) -> dict[str, Any]:
    (found,) = result.rows.filter(**key).rows(named=True)
    return found


def english() -> Staged:
    return staged("ccew_charities", "publicextract.charity.zip")


@pytest.mark.parametrize("fixture", ALL, ids=lambda fixture: fixture.file)
def test_every_fixture_is_committed_landed_and_counted(fixture: Any) -> None:
    path = FIXTURES / fixture.key / fixture.file
    assert path.read_bytes() == encode(fixture)[0]
    check_content(CATALOGUE[fixture.key], path)
    raw = read(fixture.key, path)
    assert raw.records == len(fixture.rows)
    assert raw.unknown_headings == ()


@pytest.mark.parametrize("key", LAYOUTS)
def test_the_layout_of_the_sources_is_declared_whole_and_in_order(key: str) -> None:
    headings = [heading.strip() for heading in LAYOUTS[key].headings if heading]
    declared = [heading.name for heading in CATALOGUE[key].headings]
    assert declared[: len(headings)] == headings
    assert {"ccew_charities": 34, "ccew_annual_returns": 14, "oscr_charities": 36, "ccni_charities": 39}[key] == len(headings)


@pytest.mark.parametrize("key", LAYOUTS)
def test_no_telephone_number_mail_or_street_is_staged(key: str) -> None:
    fixture = next(one for one in ALL if one.key == key)
    result = staged(key, fixture.file, CITED)
    said = str(result.rows.rows()) + str(result.rejects.rows())
    assert "01632" not in said
    assert "028 9018" not in said
    assert "@" not in said
    assert "Mill Lane" not in said


@pytest.mark.parametrize(
    ("number", "scheme", "value", "by"),
    [
        ("5900000", "GB-COH", "98000000", "registrar"),
        ("5900101", "GB-MPR", "29840R", "shape"),
        ("5900102", "GB-MPR", "29840R", "shape"),
        ("5900103", "GB-COH", "09812345", "registrar"),
        ("5900104", None, None, None),
        ("5900100", None, None, None),
    ],
)
def test_what_somebody_typed_for_a_company_number(number: str, scheme: str, value: str, by: str) -> None:
    found = row(english(), organisation_number=number)
    assert (found["declared_scheme"], found["declared_value"], found["declared_by"]) == (scheme, value, by)


def test_a_charity_is_kept_for_its_number_its_form_or_because_it_is_cited() -> None:
    plain = english()
    assert plain.out_of_scope == 2
    assert {"5900105", "5900106"}.isdisjoint(plain.rows["organisation_number"])
    cited = staged("ccew_charities", "publicextract.charity.zip", frozenset({"GB-CHC-1990106", "01990105"}))
    assert cited.out_of_scope == 1
    assert "5900106" in cited.rows["organisation_number"]


def test_english_charities() -> None:
    result = english()
    assert row(result, organisation_number="5900000") | {
        "charity_number": "1990000", "linked_charity_number": 0, "name": "LARKMOOR YOUTH ARTS", "form_group": "company",
        "status": "live", "registered_on": date(2000, 1, 17), "postcode": "M81 0AA", "period_end_on": date(2025, 3, 31),
        "latest_income_gbp": Decimal("12000.00"), "is_cio": False, "source_line": 2,
    } == row(result, organisation_number="5900000")  # fmt: skip
    assert row(result, organisation_number="5900100")["form_group"] == "charity"
    assert row(result, organisation_number="5900101")["form_group"] == "society"
    linked = row(result, organisation_number="5900107")
    assert (linked["charity_number"], linked["linked_charity_number"]) == ("1990001", 1)
    removed = row(result, organisation_number="5900108")
    assert (removed["status"], removed["ended_on"]) == ("ended", date(2021, 11, 30))
    assert row(result, organisation_number="5900109")["status"] == "in_insolvency"
    assert row(result, organisation_number="5900110")["name"] == "Broken"
    # the record of line 34 has a line break in it: the next one starts two lines further on
    broken, later = (row(result, organisation_number=number)["source_line"] for number in ("5900110", "5900111"))
    assert later == broken + 2


def test_rejects_of_the_english_register() -> None:
    rejects = english().rejects
    assert rejects.select("column_name", "value").rows() == [
        ("charity_company_registration_number", "461773"),
        ("charity_contact_postcode", "M81"),
        ("latest_income", "unknown"),
        ("(row)", "5900001"),
        ("organisation_number", None),
        ("(row)", None),
    ]
    assert rejects["reason"][3].startswith("duplicate_key: first on line 3; differs in name")
    assert rejects["reason"][5] == "malformed_record: 30 fields where the header has 34"


def test_annual_returns_are_those_of_cited_charities() -> None:
    result = staged("ccew_annual_returns", "publicextract.charity_annual_return_history.zip", CITED - {"GB-CHC-1990106"})
    assert (result.rows.height, result.rejected_rows, result.out_of_scope) == (24, 2, 1)
    assert row(result, organisation_number="5900000", return_cycle="AR24") | {
        "period_start_on": date(2023, 4, 1), "period_end_on": date(2024, 3, 31), "total_gross_income_gbp": Decimal("10000.00"),
        "is_qualified": False, "is_suppressed": False, "due_on": date(2025, 1, 31),
    } == row(result, organisation_number="5900000", return_cycle="AR24")  # fmt: skip
    assert row(result, organisation_number="5900100")["total_gross_income_gbp"] is None
    assert row(result, organisation_number="5900101")["suppression_type"] == "Sensitive"
    assert staged("ccew_annual_returns", "publicextract.charity_annual_return_history.zip").out_of_scope == 27


def test_scottish_charities() -> None:
    result = staged("oscr_charities", "CharityExport-01-Jul-2026.zip")
    first = row(result, charity_number="SC090000")
    assert (first["registered_on"], first["period_end_on"], first["form_group"]) == (date(2000, 4, 1), date(2025, 3, 31), "charity")
    assert (first["latest_income_gbp"], first["main_operating_location"]) == (Decimal("8000.00"), "Fife")
    assert row(result, charity_number="SC091001")["postcode"] is None
    assert row(result, charity_number="SC091002")["postcode"] is None
    assert row(result, charity_number="SC091003")["registered_on"] is None
    insolvent = row(result, charity_number="SC091004")
    assert (insolvent["name"], insolvent["status"]) == ("Ashbeck Advice Centre", "in_insolvency")
    abroad = row(result, charity_number="SC091005")
    assert (abroad["parent_charity_scheme"], abroad["parent_charity_number"]) == ("GB-CHC", "1990001")
    assert row(result, charity_number="SC091006")["form_group"] == "society"
    assert row(result, charity_number="SC091007")["status"] == "unknown"
    assert result.rejects.select("column_name", "value").rows() == [
        ("Charity Status", "Suspended"), ("(row)", "SC090001"), ("Charity Number", "091008"), ("Year End", "31/02/2025"),
    ]  # fmt: skip


def test_former_scottish_charities_have_the_day_on_which_they_ceased(tmp_path: Path) -> None:
    layout = Layout((*OSCR_CHARITIES.headings, "Ceased Date", "Reason for removal"))
    cells = dict.fromkeys(layout.headings, "") | {
        "Charity Number": "SC091000", "Charity Name": "Gone", "Charity Status": "Removed", "Ceased Date": "30/06/2020 00:00",
        "Reason for removal": "Wound up",
    }  # fmt: skip
    data = encode(Edition("oscr_charities", "2026", "former.csv", layout, (Row(tuple(cells.values())),)))[0]
    path = tmp_path / "former.zip"
    path.write_bytes(zipped("CharityExport-Removed-01-Jul-2026.csv", data))
    result = STAGED["oscr_charities"].stage(read("oscr_charities", path))
    assert result.rows.select("status", "ended_on", "reason_for_removal").rows() == [("ended", date(2020, 6, 30), "Wound up")]


@pytest.mark.parametrize(
    ("number", "status", "value"),
    [
        ("109000", "live", "NI690000"), ("109101", "live", None), ("109102", "live", None), ("109103", "live", "NI012345"),
        ("109104", "ended", "NI690000"), ("109105", "live", "NI690000"), ("109106", "live", "NI690000"),
        ("109107", "unknown", "NI690000"), ("109110", "live", "IP000123"),
    ],
)  # fmt: skip
def test_northern_irish_charities(number: str, status: str, value: str) -> None:
    found = row(staged("ccni_charities", "charitydetails.csv"), charity_number=number, linked_charity_number=0)
    assert (found["status"], found["declared_value"]) == (status, value)


def test_figures_and_dates_of_northern_irish_charities() -> None:
    result = staged("ccni_charities", "charitydetails.csv")
    found = row(result, charity_number="109003")
    dates = [found[column] for column in ("registered_on", "period_start_on", "period_end_on")]
    assert dates == [date(2017, 6, 4), date(2024, 4, 1), date(2025, 3, 31)]
    assert (found["latest_income_gbp"], found["employees"], found["postcode"]) == (Decimal("10839.00"), 3, "BT81 3AA")
    assert row(result, charity_number="109109")["postcode"] is None
    assert result.rejects.select("column_name", "value").rows() == [
        ("Status", "Paused"), ("(row)", "109001 0"), ("Reg charity number", "NIC109112"), ("(row)", None),
    ]  # fmt: skip


def test_an_export_without_linked_charities_has_no_number_for_them() -> None:
    result = staged("ccni_charities", "charitydetails-2026-06.csv")
    assert result.rows["linked_charity_number"].unique().to_list() == [0]


def zipped(member: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(member, data)
    return out.getvalue()


def test_a_renamed_heading_is_told_at_the_door_and_a_wrong_member_when_read(tmp_path: Path) -> None:
    path = tmp_path / "publicextract.charity.zip"
    header = "\t".join(CCEW_CHARITY.headings).replace("charity_is_cio", "is_cio")
    path.write_bytes(zipped("publicextract.charity.txt", header.encode() + b"\r\n"))
    with pytest.raises(SourceChanged, match="charity_is_cio"):
        check_content(CATALOGUE["ccew_charities"], path)
    path.write_bytes(zipped("publicextract.charity_trustee.txt", header.encode()))
    with pytest.raises(SourceChanged, match="0 members"):
        read("ccew_charities", path)
    path.write_bytes(b"date_of_extract\torganisation_number\r\n")
    with pytest.raises(Refused, match="not a zip file"):
        check_content(CATALOGUE["ccew_charities"], path)


def test_a_zip_whose_bytes_are_damaged_is_refused(tmp_path: Path) -> None:
    good = bytearray((FIXTURES / "ccew_charities" / "publicextract.charity.zip").read_bytes())
    good[3_000] ^= 0x20  # a letter in the middle: the checksum of the member no longer holds
    path = tmp_path / "publicextract.charity.zip"
    path.write_bytes(bytes(good))
    with pytest.raises(Refused, match="unpacked"):
        read("ccew_charities", path)


def test_the_reader_holds_no_more_than_what_is_in_scope() -> None:
    """One charity in two hundred is kept of a file made for the purpose: frames hold those alone."""
    plain = encode(next(one for one in ALL if one.key == "ccew_charities"))[0]
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        header, first = archive.read("publicextract.charity.txt").split(b"\r\n")[:2]
    nobody = first.replace(b"98000000", b"")
    data = header + b"\r\n" + (first + b"\r\n" + (nobody + b"\r\n") * 199) * 100
    raw = read_tabbed(SOURCE, io.BytesIO(data), Wanted(("charity_is_cio",), in_scope(frozenset())))
    assert (raw.frame.height, raw.out_of_scope) == (100, 19_900)
    assert raw.frame["source_line"].to_list() == list(range(2, 20_002, 200))
    assert "charity_contact_phone" not in raw.frame.columns
    assert raw.frame.schema["charity_name"] == pl.String
