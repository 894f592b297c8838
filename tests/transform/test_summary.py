"""Totals: numerator, denominator, basis and coverage, on figures small enough to add up in one's head."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.transform.editions import Editions, coop, figures

Y16 = date(2016, 12, 31)


@pytest.fixture
def panel(editions: Editions) -> Editions:
    editions.cuk(
        "2016-06",
        [
            coop("R000001", "1R", "FCA", "Lark One Limited", Ownership_Classification="Workers"),
            coop(
                "R000002",
                "2R",
                "FCA",
                "Lark Two Limited",
                Registered_Postcode="AB99 0AA",
                Ownership_Classification="Employee Trust",
            ),
            coop("R000003", "3R", "FCA", "Lark Three Limited", Registered_Postcode="CF99 0AB"),
        ],
    )
    return editions.economic(
        "2016-06",
        [
            figures("R000001", 2016, "100", "2015-12-31", Memberships="10", Employees="3"),
            figures("R000002", 2016, "300", "2013-12-31", Memberships="20"),  # carried forward
            figures("R000003", 2016, "", "2015-12-31", Memberships="1"),
            figures("N/a", 2016, "40.5", "", Registered_Name="Unregistered co-op data 2016", Memberships="4"),
            figures("N/a", 2016, "9", "2014-09-30", Registered_Name="Credit Unions Total - Wales"),
        ],
    )


def test_both_bases_with_their_coverages(panel: Editions) -> None:
    sql = """SELECT basis, organisations, with_turnover, aggregates, turnover_gbp, members, employees,
        coverage_count, coverage_value
    FROM summary.turnover_by_year ORDER BY basis"""
    assert panel.ask(Y16, sql) == [
        ("as_published", 3, 2, 2, Decimal("449.50"), 35, 3, 0.666667, 1.0),
        ("reported", 3, 1, 0, Decimal("100.00"), 11, 3, 0.333333, 0.222469),
    ]


@pytest.mark.parametrize("by", ["nation", "district", "sector", "ownership", "legal_form"])
def test_every_cut_adds_up_to_the_year(panel: Editions, by: str) -> None:
    sums = "sum(organisations), sum(with_turnover), sum(aggregates), sum(turnover_gbp), sum(members)"
    cut = panel.ask(Y16, f"SELECT basis, {sums} FROM summary.turnover_by_{by} GROUP BY basis ORDER BY basis")
    year = panel.ask(Y16, f"SELECT basis, {sums} FROM summary.turnover_by_year GROUP BY basis ORDER BY basis")
    assert cut == year


def test_credit_union_aggregates_stand_in_the_nation_they_name(panel: Editions) -> None:
    sql = "SELECT nation, aggregates, turnover_gbp FROM summary.turnover_by_nation WHERE basis = 'as_published' ORDER BY nation"
    assert panel.ask(Y16, sql) == [
        ("Scotland", 0, Decimal("300.00")),
        ("Wales", 1, Decimal("109.00")),
        ("unknown", 1, Decimal("40.50")),
    ]


def test_the_ranking_with_and_without_employee_trusts(panel: Editions) -> None:
    sql = """SELECT name, rank, rank_without_employee_trusts, state FROM summary.top_by_turnover
    WHERE basis = 'as_published' ORDER BY rank"""
    assert panel.ask(Y16, sql) == [("Lark Two Limited", 1, None, "carried_forward"), ("Lark One Limited", 2, 1, "reported")]


def test_age_of_figures(panel: Editions) -> None:
    sql = """SELECT basis, with_turnover, median_age_days, within_18_months, share_within_18_months_value
    FROM summary.coverage_timeliness ORDER BY basis"""
    assert panel.ask(Y16, sql) == [("as_published", 2, 31, 1, 0.25), ("reported", 1, 31, 1, 1.0)]


def test_flows_are_counted_by_quarter(panel: Editions) -> None:
    panel.fca(
        "2016-06",
        [
            {
                "Full Registation Number": "9R",
                "Society Name": "Lark Nine",
                "Registration Date": "2014-05-06",
                "Society Status": "Deregistered",
                "Deregistration Date": "2015-01-02",
            }
        ],
    )
    sql = "SELECT quarter, form_group, nation, registered, ended, net FROM summary.register_flows ORDER BY quarter"
    assert panel.ask(Y16, sql) == [
        ("2014-Q2", "society", "Wales", 1, None, None),  # before the first ending that a list gives: not known
        ("2015-Q1", "society", "Wales", 0, 1, -1),
    ]
