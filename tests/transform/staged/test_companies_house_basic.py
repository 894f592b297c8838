"""Companies House staging: types, short lists, former names, and what becomes a reject."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from extract.source import Malformed, Raw
from extract.sources.companies_house_basic import SOURCE, read
from transform.staged.companies_house_basic import TABLE, stage
from transform.table import Staged

EXCERPT = "companies_house_basic/2020-06-01/BasicCompanyData-2020-06-01-part6_7.csv"
HEADINGS = [heading.name for heading in SOURCE.headings if not heading.ignored]
BASIS = {"CompanyName": "LARKMOOR MILLS LIMITED", "CompanyNumber": "01234567", "CompanyStatus": "Active"} | {
    "CompanyCategory": "Private Limited Company",
    "SICCode.SicText_1": "None Supplied",
}


def raw(*rows: Mapping[str, str], **more: object) -> Raw:
    frame = pl.DataFrame(
        [{"source_line": line, **dict.fromkeys(HEADINGS, ""), **BASIS, **row} for line, row in enumerate(rows, 2)],
        schema={"source_line": pl.Int64, **dict.fromkeys(HEADINGS, pl.String)},
    )
    return Raw(frame, **more)  # type: ignore[arg-type]


def staged(*rows: Mapping[str, str]) -> Staged:
    result = stage(raw(*rows))
    assert result.rows.schema == TABLE.polars_schema()
    assert result.read == result.rows.height + result.rejected_rows + result.out_of_scope
    return result


def one(row: Mapping[str, str]) -> dict[str, object]:
    return staged(row).rows.row(0, named=True)


def rejects(result: Staged) -> list[tuple[object, ...]]:
    return result.rejects.select("source_line", "column_name", "value", "reason", "whole_row").rows()


def test_a_whole_row() -> None:
    row = one(
        {
            "CompanyName": " LARKMOOR  GROWERS C.I.C. ",
            "CompanyNumber": " 01234567",
            "CompanyCategory": "Community Interest Company",
            "RegAddress.POBox": "12",
            "RegAddress.AddressLine1": "C/O A PERSON",
            "RegAddress.AddressLine2": "1 MILL LANE",
            "RegAddress.PostTown": "LARKMOOR",
            "RegAddress.Country": "ENGLAND",
            "RegAddress.PostCode": "zz99zz",
            "CountryOfOrigin": "United Kingdom",
            "IncorporationDate": "03/02/2011",
            "DissolutionDate": "",
            "Accounts.LastMadeUpDate": "31/12/2024",
            "Accounts.AccountCategory": "DORMANT",
            "SICCode.SicText_1": "01130 - Growing of vegetables and melons, roots and tubers",
            "SICCode.SicText_4": "99999 - Dormant Company",
        }
    )
    assert row == {
        "source_line": 2,
        "company_number": "01234567",
        "name": "LARKMOOR GROWERS C.I.C.",
        "name_folded": "LARKMOOR GROWERS",
        "company_category": "Community Interest Company",
        "form_group": "community_interest_company",
        "company_status": "Active",
        "status": "live",  # dormant accounts do not make a dormant company
        "registered_on": date(2011, 2, 3),
        "ended_on": None,
        "address": "PO BOX 12, 1 MILL LANE, LARKMOOR, ENGLAND",
        "postcode": "ZZ9 9ZZ",
        "country_of_origin": "United Kingdom",
        "accounts_category": "DORMANT",
        "accounts_last_made_up_on": date(2024, 12, 31),
        "sic_1": "01130",
        "sic_2": None,
        "sic_3": None,
        "sic_4": "99999",
        "previous_names": None,
    }


@pytest.mark.parametrize(
    ("number", "category", "form_group"),
    [
        ("01234567", "Community Interest Company", "community_interest_company"),
        ("IP30027R", "Registered Society", "society"),
        ("RS007000", "registered society", "society"),
        ("NO000012", "Industrial and Provident Society", "credit_union"),
        ("SR000012", "Converted/Closed", "society"),
        ("CE000123", "Charitable Incorporated Organisation", "charity"),
        ("CS000123", "", "charity"),
        ("OC300001", "Limited Liability Partnership", "partnership"),
        ("SL000001", "Limited Partnership", "partnership"),
        ("01234567", "PRI/LTD BY GUAR/NSC (Private, limited by guarantee, no share capital)", "company"),
        (
            "01234567",
            "PRI/LBG/NSC (Private, Limited by guarantee, no share capital, use of 'Limited' exemption)",
            "company",
        ),
        ("RC000123", "Royal Charter Company", "other"),
        ("01234567", "Converted/Closed", "unknown"),
        ("01234567", "", "unknown"),
    ],
)
def test_form_group(number: str, category: str, form_group: str) -> None:
    result = staged({"CompanyNumber": number, "CompanyCategory": category})
    assert result.rows["form_group"].to_list() == [form_group]
    assert result.rejects.is_empty()


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("Active", "live"),
        ("Active - Proposal to Strike off", "live"),
        ("Liquidation", "in_insolvency"),
        ("In Administration/Receiver Manager", "in_insolvency"),
        ("RECEIVERSHIP", "in_insolvency"),
        ("Voluntary Arrangement", "in_insolvency"),
        ("Dissolved", "ended"),
        ("", "unknown"),
    ],
)
def test_status(written: str, status: str) -> None:
    result = staged({"CompanyStatus": written})
    assert result.rows["status"].to_list() == [status]
    assert result.rows["company_status"].to_list() == [written or None]
    assert result.rejects.is_empty()


def test_former_names_are_kept_with_their_days() -> None:
    row = one(
        {
            "PreviousName_1.CONDATE": "02/03/2015",
            "PreviousName_1.CompanyName": 'THE "OLD" MILL & CAFÉ LIMITED',
            "PreviousName_2.CompanyName": " MOOR   MILLS LIMITED",
            "PreviousName_10.CONDATE": "01/01/1999",
            "PreviousName_10.CompanyName": "FIRST MILL LIMITED",
        }
    )
    assert json.loads(str(row["previous_names"])) == [
        {"name": 'THE "OLD" MILL & CAFÉ LIMITED', "changed_on": "2015-03-02"},
        {"name": "MOOR MILLS LIMITED", "changed_on": None},
        {"name": "FIRST MILL LIMITED", "changed_on": "1999-01-01"},
    ]


def test_former_names_need_only_their_first_pair_of_columns() -> None:
    text = raw({"PreviousName_1.CompanyName": "OLD MILL"}, {"CompanyNumber": "01234568"})
    later = [name for name in HEADINGS if name.startswith("PreviousName_") and "_1." not in name]
    result = stage(Raw(text.frame.drop(later)))
    assert result.rows["previous_names"].to_list() == ['[{"name":"OLD MILL","changed_on":null}]', None]


def test_a_bad_value_becomes_null_and_a_reject() -> None:
    bad = {
        "CompanyCategory": "Guild of Millers",
        "CompanyStatus": "Sleeping",
        "IncorporationDate": "31/02/2011",
        "DissolutionDate": "soon",
        "RegAddress.PostCode": "BT78",  # the real case: line 87 of the excerpt of June 2020
        "Accounts.LastMadeUpDate": "2024",
        "SICCode.SicText_1": "1130 - Growing of vegetables",
        "SICCode.SicText_2": "milling",
        "PreviousName_1.CONDATE": "00/00/2001",
        "PreviousName_1.CompanyName": "OLD MILL LIMITED",
        "PreviousName_2.CONDATE": "01/02/2001",
    }
    result = staged(bad)
    row = result.rows.row(0, named=True)
    assert (row["form_group"], row["status"]) == ("unknown", "unknown")
    assert [row[c] for c in ("registered_on", "ended_on", "postcode", "accounts_last_made_up_on", "sic_1", "sic_2")] == [None] * 6
    assert json.loads(str(row["previous_names"])) == [{"name": "OLD MILL LIMITED", "changed_on": None}]
    reasons = {column: reason for _, column, _, reason, _ in rejects(result)}
    assert reasons == {
        "CompanyCategory": "unknown_code: not in companies_house_category.csv; form taken from the number's prefix",
        "CompanyStatus": "unknown_status: not in companies_house_status.csv; status unknown",
        "IncorporationDate": "not_a_date",
        "DissolutionDate": "not_a_date",
        "RegAddress.PostCode": "not_a_postcode",
        "Accounts.LastMadeUpDate": "not_a_date",
        "SICCode.SicText_1": "not_a_sic_code",
        "SICCode.SicText_2": "not_a_sic_code",
        "PreviousName_1.CONDATE": "not_a_date",
        "PreviousName_2.CONDATE": "date_without_name",
    }
    assert {(column, value) for _, column, value, _, _ in rejects(result)} == {(c, bad[c]) for c in reasons}
    assert not any(whole for *_, whole in rejects(result))


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("01234567", "01234567"),
        ("1234567", "01234567"),
        ("sc123456", "SC123456"),
        ("IP10002R", "IP10002R"),
        ("SP0992RS", "SP0992RS"),
        ("R0000123", "R0000123"),
        ("AB12CD34", "AB12CD34"),  # the register is the authority on the shapes of its numbers
        ("123456", None),
        ("ABCDEFGH", None),
        ("", None),
    ],
)
def test_company_number(written: str, number: str | None) -> None:
    result = staged({"CompanyNumber": written})
    assert result.rows["company_number"].to_list() == ([number] if number else [])
    expected = [(2, "CompanyNumber", written or None, "bad_key: not eight letters and digits", True)]
    assert rejects(result) == ([] if number else expected)


def test_a_row_without_a_name_is_rejected_whole() -> None:
    result = staged({"CompanyName": "  "})
    assert result.rows.is_empty()
    assert [(column, whole) for _, column, _, _, whole in rejects(result)] == [("CompanyName", True)]


def test_a_repeated_number_keeps_the_first_row_and_says_what_differs() -> None:
    result = staged({}, {"CompanyNumber": "01234568"}, {"CompanyName": "OTHER MILL LIMITED"}, {})
    assert result.rows["source_line"].to_list() == [2, 3]
    assert rejects(result) == [
        (4, "(row)", "01234567", "duplicate_key: first on line 2; differs in name, name_folded", True),
        (5, "(row)", "01234567", "duplicate_key: first on line 2; all else alike", True),
    ]


def test_counts_close_with_malformed_records_and_records_out_of_scope() -> None:
    result = stage(raw({}, malformed=(Malformed(9, "54 fields where the header has 55", "secret"),), out_of_scope=41))
    assert (result.read, result.rows.height, result.rejected_rows, result.out_of_scope) == (43, 1, 1, 41)
    assert rejects(result) == [(9, "(row)", None, "malformed_record: 54 fields where the header has 55", True)]


def test_nothing_in_scope() -> None:
    result = stage(raw(out_of_scope=3))
    assert (result.read, result.rows.height) == (3, 0)
    assert result.rows.schema == TABLE.polars_schema()


def test_the_excerpt_of_june_2020(registers: Path) -> None:
    everyone = frozenset(pl.read_csv(registers / EXCERPT, infer_schema=False)[" CompanyNumber"])
    result = stage(read(registers / EXCERPT, everyone))
    assert (result.read, result.rows.height, result.rejected_rows) == (87, 87, 0)
    assert Counter(result.rows["form_group"]) == {
        "company": 30,
        "charity": 20,
        "society": 11,
        "community_interest_company": 10,
        "other": 10,
        "credit_union": 6,
    }
    assert result.rows["status"].unique().to_list() == ["live"]
    assert result.rows["registered_on"].null_count() == 0
    # One society of Northern Ireland has the outward half of a postcode and no more.
    assert rejects(result) == [(87, "RegAddress.PostCode", "BT78", "not_a_postcode", False)]
    assert result.rows["previous_names"].drop_nulls().len() == 1
    # Incorporated charities stand here without an address, credit unions of Northern Ireland with one.
    by_prefix = result.rows.group_by(pl.col("company_number").str.slice(0, 2)).agg(pl.col("address").is_not_null().mean())
    assert {("CE", 0.0), ("CS", 0.0), ("NO", 1.0)} < set(by_prefix.iter_rows())
