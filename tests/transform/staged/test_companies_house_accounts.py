"""Filings, staged: each odd one of the fixture stands for a real case, and is named by its concept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from extract.concepts import FIGURES
from extract.sample.more_accounts import Entry, Fact, modern, money, people, zipped
from extract.sample.odd_filings import MILL
from extract.sources.companies_house_accounts import EVERY, read
from transform.staged import companies_house_accounts
from transform.staged.companies_house_accounts import NAMES, TABLE
from transform.table import Staged

FIXTURE = Path(__file__).resolve().parents[2] / "fixtures" / "companies_house_accounts" / "Accounts_Bulk_Data-2025-05-03.zip"


def staged(path: Path, cited: frozenset[str] = EVERY) -> Staged:
    result = companies_house_accounts.stage(read(path, cited))
    assert result.read == result.rows.height + result.rejected_rows + result.out_of_scope
    assert dict(result.rows.schema) == TABLE.polars_schema()
    return result


@pytest.fixture(scope="module")
def fixture() -> Staged:
    return staged(FIXTURE)


def row(result: Staged, line: int) -> dict[str, object]:
    return result.rows.filter(pl.col("source_line") == line).row(0, named=True)


def rejects(result: Staged, line: int) -> list[tuple[str, str | None, str]]:
    found = result.rejects.filter(pl.col("source_line") == line).select("column_name", "value", "reason").rows()
    return [(column, value, reason.partition(":")[0]) for column, value, reason in found]


def test_counts_close(fixture: Staged) -> None:
    assert (fixture.read, fixture.rows.height, fixture.rejected_rows, fixture.out_of_scope) == (31, 14, 11, 6)
    assert set(NAMES) == set(FIGURES)


def test_a_filing_of_today(fixture: Staged) -> None:
    found = row(fixture, 1)
    assert (found["company_number"], found["name"]) == ("98300001", "LARKMOOR MILL WORKERS LIMITED")
    assert (found["period_start"], found["period_end"], found["months"]) == (date(2023, 9, 1), date(2024, 8, 31), 12)
    assert (found["turnover_gbp"], found["fixed_assets_gbp"]) == (Decimal("1204561.00"), Decimal("310500.00"))
    assert (found["net_current_assets_gbp"], found["prior_current_assets_gbp"]) == (Decimal("-2310.00"), Decimal("51007.00"))
    assert (found["employees"], found["prior_net_assets_gbp"]) == (Decimal("14.00"), Decimal("0.00"))
    assert (found["is_dormant"], found["is_consolidated"], found["is_profit_and_loss_withheld"]) == (False, False, None)
    assert (found["accounts_type"], found["legal_form_stated"], found["kind"]) == (
        "FilletedAccounts",
        "CompanyLimitedByGuarantee",
        "accounts",
    )
    assert (found["prior_period_start"], found["prior_period_end"]) == (None, date(2023, 8, 31))


def test_older_taxonomies_fill_the_same_columns(fixture: Staged) -> None:
    ixbrl, plain = row(fixture, 2), row(fixture, 3)
    assert (ixbrl["turnover_gbp"], ixbrl["equity_gbp"], ixbrl["prior_equity_gbp"]) == (
        Decimal(12800),
        Decimal(9929),
        Decimal(11015),
    )
    assert (plain["file_type"], plain["net_assets_gbp"], plain["is_dormant"]) == ("xbrl", Decimal("-2500.50"), True)


def test_a_report_of_a_community_interest_company_has_no_figures(fixture: Staged) -> None:
    accounts, report = row(fixture, 5), row(fixture, 7)
    assert (accounts["kind"], accounts["current_assets_gbp"], accounts["employees"]) == ("accounts", Decimal(5210), Decimal(3))
    assert (report["kind"], report["period_end"], report["company_number"]) == ("cic34", date(2024, 8, 31), "98200001")
    assert [report[name] for name, _ in NAMES.values()] == [None] * len(NAMES)


@pytest.mark.parametrize(
    ("line", "what"),
    [
        (22, [("Company number", "NUMBER", "bad_key"), ("UKCompaniesHouseRegisteredNumber", "98300001", "another_number")]),
        (23, [("AverageNumberEmployeesDuringPeriod", "-1", "not_a_count"), ("TurnoverRevenue", "n/a", "not_an_amount")]),
        (24, [("Equity", "100 | 101", "two_values")]),
        (25, []),  # a rounded repetition contradicts nothing
        (26, [("unitRef", "EUR: Equity", "not_in_pounds")]),
        (27, [("contextRef", "CurrentAssets", "no_such_context")]),
        (28, [("UKCompaniesHouseRegisteredNumber", "98300099", "another_number")]),
        (29, [("Made up to", "2024-08-31", "another_day")]),
        (30, []),  # filed again for the same period
        (31, [("(row)", "Prod223_9001_98300001_20240831.html", "duplicate_key")]),
    ],
)
def test_what_cannot_be_used_is_named(fixture: Staged, line: int, what: list[tuple[str, str, str]]) -> None:
    assert rejects(fixture, line) == what


def test_a_bad_value_leaves_the_rest_of_its_filing(fixture: Staged) -> None:
    assert [(row(fixture, line)["turnover_gbp"], row(fixture, line)["equity_gbp"]) for line in (23, 24)] == [
        (None, Decimal(100)),
        (None, None),
    ]
    assert row(fixture, 25)["current_assets_gbp"] == Decimal(1204)


def test_a_second_filing_for_one_period_is_a_row_of_its_own(fixture: Staged) -> None:
    same = fixture.rows.filter((pl.col("company_number") == "98300001") & (pl.col("period_end") == date(2024, 8, 31)))
    assert same["source_line"].to_list() == [1, 30]


def test_what_a_filing_says_of_itself_must_be_possible(tmp_path: Path) -> None:
    page = (
        modern(MILL)
        .decode()
        .replace('contextRef="period">false', 'contextRef="period">perhaps')
        .replace('contextRef="start">2023-09-01', 'contextRef="start">2025-09-01')
        .replace('BalanceSheetDate" contextRef="end">2024-08-31', 'BalanceSheetDate" contextRef="end">the last day')
        .replace('Report" contextRef="end">2024-08-31', 'Report" contextRef="end">2024-12-31')
    )
    path = tmp_path / "a.zip"
    path.write_bytes(zipped([Entry("Prod223_9001_98300001_20240831.html", page.encode())]))
    result = staged(path)
    assert rejects(result, 1) == [
        ("BalanceSheetDate", "the last day", "not_a_date"),
        ("EndDateForPeriodCoveredByReport", "2024-12-31", "another_day"),
        ("EntityDormantTruefalse", "perhaps", "not_yes_or_no"),
        ("PeriodStart", "2025-09-01", "not_before_the_end_of_its_period"),
    ]
    found = row(result, 1)
    assert (found["period_start"], found["months"], found["is_dormant"], found["period_end"]) == (
        None,
        None,
        None,
        date(2024, 8, 31),
    )


def test_an_impossible_day_in_a_name_is_none_and_the_filings_own_stands(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped([Entry("Prod223_9001_98300001_20241399.html", modern(MILL))]))
    result = staged(path)
    assert rejects(result, 1) == [("Made up to", "2024-13-99", "not_a_date")]
    assert (row(result, 1)["made_up_to"], row(result, 1)["period_end"]) == (None, date(2024, 8, 31))


def test_halves_of_a_person_and_pence_are_kept(tmp_path: Path) -> None:
    facts: tuple[Fact, ...] = (people("frs-core:AverageNumberEmployeesDuringPeriod", "4.5"), money("frs-core:Equity", "0.07"))
    path = tmp_path / "a.zip"
    path.write_bytes(zipped([Entry("Prod223_9001_98300001_20240831.html", modern(replace(MILL, facts=facts)))]))
    found = row(staged(path), 1)
    assert (found["employees"], found["equity_gbp"]) == (Decimal("4.50"), Decimal("0.07"))


def test_without_a_filing_in_scope_there_are_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped([Entry("Prod223_9001_98300001_20240831.html", modern(MILL))]))
    result = staged(path, frozenset())
    assert (result.rows.height, result.out_of_scope) == (0, 1)


def test_no_name_of_a_person_is_staged(tmp_path: Path) -> None:
    person = '<ix:nonNumeric name="frs-bus:NameEntityOfficer" contextRef="period">Ann Ybody</ix:nonNumeric>'
    path = tmp_path / "a.zip"
    page = modern(MILL).decode().replace("<ix:hidden>", f"<ix:hidden>{person}").encode()
    path.write_bytes(zipped([Entry("Prod223_9001_98300001_20240831.html", page)]))
    result = staged(path)
    assert "Ybody" not in str(result.rows.rows()) + str(result.rejects.rows())


@pytest.mark.editions
def test_real_filings(registers: Path) -> None:
    folder = registers / "companies_house_accounts"
    old, few, nested = (staged(next(folder.glob(f"{vintage}/*.zip"))) for vintage in ("2018-06-01", "2023-03-02", "2025-05-03"))
    assert (old.rows.height, few.rows.height, nested.rows.height, nested.out_of_scope) == (190, 9, 3, 4)
    rows = pl.concat([old.rows, few.rows, nested.rows])
    filled = {
        name: rows[name].count() for name in ("turnover_gbp", "net_assets_gbp", "equity_gbp", "current_assets_gbp", "employees")
    }
    assert filled == {"turnover_gbp": 1, "net_assets_gbp": 186, "equity_gbp": 191, "current_assets_gbp": 136, "employees": 28}
    assert old.rows["is_dormant"].value_counts(sort=True).rows() == [(False, 131), (True, 59)]
    bad = old.rejects.select("source_line", "column_name", "value").rows()
    assert bad == [
        (58, "AverageNumberEmployeesDuringPeriod", "-1"),
        (58, "AverageNumberEmployeesDuringPeriod (prior)", "-1"),
        (67, "unitRef", "EUR: CashBankOnHand, EUR: NetAssetsLiabilities, EUR: Equity"),
    ]
    assert few.rejects.is_empty() and nested.rejects.is_empty()


@pytest.mark.editions
def test_the_nested_filing_that_other_readers_skip(registers: Path) -> None:
    path = next((registers / "companies_house_accounts").glob("2025-05-03/*.zip"))
    result = staged(path, frozenset())
    accounts, report = result.rows.to_dicts()
    assert (accounts["company_number"], accounts["kind"], report["kind"]) == ("15052776", "accounts", "cic34")
    figures = [accounts[name] for name in ("current_assets_gbp", "net_assets_gbp", "employees")]
    assert figures == [Decimal(4154), Decimal(3365), Decimal(4)]
    assert (accounts["period_start"], accounts["period_end"], accounts["months"]) == (date(2023, 8, 7), date(2024, 8, 31), 13)
    assert accounts["member"] == "Prod223_3951_15052776_20240831_CIC.zip/CIC-15052776/accounts/financialStatement.xhtml"
