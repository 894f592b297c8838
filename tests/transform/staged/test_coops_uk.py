"""Co-operatives UK's three files, staged: each odd row names the real one it stands for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from extract.catalogue import CATALOGUE
from extract.read import read_csv
from tests.transform.editions import Row, coop, figures, text
from transform.staged import coops_uk_economic, coops_uk_organisations, coops_uk_outlets
from transform.table import Staged


def staged(key: str, rows: list[Row]) -> Staged:
    source = CATALOGUE[key]
    module = {
        "coops_uk_organisations": coops_uk_organisations,
        "coops_uk_economic": coops_uk_economic,
        "coops_uk_outlets": coops_uk_outlets,
    }[key]
    result = module.stage(read_csv(source, text([h for h in source.headings if not h.ignored], rows)))
    assert result.read == result.rows.height + result.rejected_rows + result.out_of_scope
    assert dict(result.rows.schema) == module.TABLE.polars_schema()
    return result


def first(result: Staged) -> dict[str, object]:
    return result.rows.row(0, named=True)


@pytest.mark.parametrize(
    ("number", "registrar", "scheme", "value", "by"),
    [
        ("30027R", "FCA", "GB-MPR", "30027R", "registrar"),
        ("7337CBS", "FCA", "GB-MPR", "7337", "registrar"),
        ("IP000123", "DETINI", "GB-MPR", "123IP", "registrar"),
        ("CU000070", "Legal Form is not defined", "GB-MPR", "70CU", "shape"),
        ("4242CS", "Legal Form is not defined", "GB-MPR", "4242", "shape"),
        ("SC445994", "Legal Form is not defined", "GB-COH", "SC445994", "shape"),
        ("RS004055", "FCA", "GB-COH", "RS004055", "registrar"),  # Companies House's number under the wrong registrar
        ("NI026228", "DETINI", "GB-COH", "NI026228", "registrar"),
        ("1629011", "Companies House", "GB-COH", "01629011", "registrar"),
        ("SC012345", "OSCR", "GB-SC", "SC012345", "registrar"),
        ("7707182", "Legal Form is not defined", None, None, None),
        ("440", "DETINI", None, None, None),
        ("", "Unknown legal form", None, None, None),
    ],
)
def test_whose_number_it_is(number: str, registrar: str, scheme: str | None, value: str | None, by: str | None) -> None:
    row = first(staged("coops_uk_organisations", [coop("R000001", number, registrar, "Lark Co-operative", "")]))
    assert (row["declared_scheme"], row["declared_value"], row["declared_by"]) == (scheme, value, by)


@pytest.mark.parametrize(
    ("nation", "incorporated", "value"),
    [
        ("England", "20/09/1928", "00233462"),
        ("Scotland", "20/09/1928", None),
        ("England", "1/10/2013", None),
        ("England", "", None),
    ],
)
def test_six_digits_are_padded_only_where_nation_and_date_agree(nation: str, incorporated: str, value: str | None) -> None:
    row = coop(
        "R000001", "233462", "Companies House", "Lark Stores PLC", "Company", UK_Nation=nation, Incorporation_Date=incorporated
    )
    assert first(staged("coops_uk_organisations", [row]))["declared_value"] == value


def test_what_cannot_be_used_is_a_reject_and_the_row_stays() -> None:
    row = coop(
        "R000001",
        "7707182",
        "Some Registrar",
        "Lark Co-operative",
        "Guild",
        Registered_Postcode="TA7 ONZ",
        UK_Nation="Sark",
        SIC_Code="unknown",
        Ownership_Classification="Nobody",
        Registered_Status="Asleep",
        Incorporation_Date="31/02/2015",
    )
    result = staged("coops_uk_organisations", [row])
    assert result.rows.height == 1
    assert first(result)["status"] == "unknown"
    assert set(result.rejects["column_name"]) == {
        "Registered Number",
        "Registrar",
        "Legal Form",
        "Registered Postcode",
        "UK Nation",
        "SIC Code",
        "Ownership Classification",
        "Registered Status",
        "Incorporation Date",
    }
    assert not result.rejects["whole_row"].any()


def test_a_row_without_id_or_name_and_a_repeated_id_are_rejected_whole() -> None:
    rows = [
        coop("R000001", "1R", "FCA", "First Lark Limited"),
        coop("R000001", "1R", "FCA", "First Lark Ltd"),
        coop("", "2R", "FCA", "Second Lark Limited"),
        coop("R000003", "3R", "FCA", " "),
    ]
    result = staged("coops_uk_organisations", rows)
    assert result.rows["name"].to_list() == ["First Lark Limited"]
    assert result.rejected_rows == 3
    assert "differs in name" in str(result.rejects.filter(pl.col("source_line") == 3)["reason"][0])


@pytest.mark.parametrize(
    ("year_end", "in_window"),
    [
        ("2015-01-31 00:00:00", False),
        ("2015-02-01 00:00:00", True),
        ("2016-01-31 00:00:00", True),
        ("2016-02-01 00:00:00", False),
        ("2013-12-31 00:00:00", False),  # carried forward
        ("", False),
    ],
)
def test_the_window_of_economic_year_2016(year_end: str, in_window: bool) -> None:
    assert first(staged("coops_uk_economic", [figures("R000001", 2016, "10", year_end)]))["in_window"] is in_window


def test_aggregates_are_kept_as_such_with_their_pence() -> None:
    row = first(
        staged(
            "coops_uk_economic", [figures("N/a", 2016, "4622335.76", "2014-09-30", Registered_Name="Credit Unions Total - Wales")]
        )
    )
    assert (row["row_kind"], row["unit_id"], row["aggregate_nation"]) == ("aggregate", "Credit Unions Total - Wales", "Wales")
    assert (row["turnover_gbp"], row["year_end"]) == (Decimal("4622335.76"), date(2014, 9, 30))


def test_negative_and_zero_turnovers_are_figures_and_words_are_not() -> None:
    rows = [figures("R000001", 2016, "-562", ""), figures("R000002", 2016, "0", ""), figures("R000003", 2016, "n/a", "")]
    result = staged("coops_uk_economic", rows)
    assert result.rows["turnover_gbp"].to_list() == [Decimal("-562.00"), Decimal("0.00"), None]
    assert result.rejects.select("source_line", "column_name", "value").rows() == [(4, "Turnover", "n/a")]


def test_no_telephone_number_and_no_description_is_staged() -> None:
    source = CATALOGUE["coops_uk_outlets"]
    row = {
        "CUK Organisation ID": "R000001",
        "Outlet Name": "Larkshop",
        "Street": "1 Mill\nLane",
        "Postcode": "CF99 0AA",
        "Phone": "01632 960000",
    }
    result = coops_uk_outlets.stage(read_csv(source, text(source.headings, [row])))
    assert "01632" not in str(result.rows.rows()) + str(result.rejects.rows())
    assert result.rows["address"].to_list() == ["1 Mill, Lane"]
