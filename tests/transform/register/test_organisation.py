"""What an organisation is said to be, and why: status, place, history and figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.transform.editions import Editions, coop, figures, society

Y16, Y17 = date(2016, 12, 31), date(2017, 12, 31)
STATUS = "SELECT organisation_id, status FROM register.organisation ORDER BY 1"


def test_absence_from_a_complete_edition_is_left_the_list_and_not_an_ending(editions: Editions) -> None:
    editions.fca("2016-06", [society("1R", "Lark"), society("2R", "Wren")]).fca("2017-06", [society("1R", "Lark")])
    assert editions.ask(Y17, STATUS) == [("GB-MPR-1R", "live"), ("GB-MPR-2R", "unknown")]
    assert editions.ask(Y17, "SELECT organisation_id, known_on FROM register.event WHERE event = 'left_the_list'") == [
        ("GB-MPR-2R", date(2017, 6, 30))
    ]
    assert editions.ask(Y16, STATUS) == [("GB-MPR-1R", "live"), ("GB-MPR-2R", "live")]


def test_absence_from_an_excerpt_means_nothing(editions: Editions) -> None:
    editions.fca("2016-06", [society("1R", "Lark"), society("2R", "Wren")]).fca("2017-06", [society("1R", "Lark")], "excerpt")
    assert editions.ask(Y17, STATUS) == [("GB-MPR-1R", "live"), ("GB-MPR-2R", "live")]


def test_the_registrar_decides_over_other_lists(editions: Editions) -> None:
    editions.fca("2017-06", [society("1R", "Lark Limited", Society_Status="Deregistered", Deregistration_Date="2016-05-05")])
    editions.cuk("2017-06", [coop("R000001", "1R", "FCA", "Larks Limited")])
    sql = "SELECT name, status, ended_on, status_source, registers FROM register.organisation"
    assert editions.ask(Y17, sql) == [("Lark Limited", "ended", date(2016, 5, 5), "fca_mutuals", 2)]


def test_a_reconstruction_is_no_second_register(editions: Editions) -> None:
    editions.fca("2017-06", [society("1R", "Lark Limited")], "reconstruction")
    editions.cuk("2017-06", [coop("R000001", "1R", "FCA", "Lark Limited")])
    assert editions.ask(Y17, "SELECT registers FROM register.organisation") == [(1,)]


def test_renamed_and_moved_are_events_once(editions: Editions) -> None:
    """RCT Homes Limited became Trivallis Limited."""
    editions.fca("2016-06", [society("1R", "Lark Homes Limited")])
    editions.fca("2017-06", [society("1R", "Wrenallis Limited", Society_Address="2 Hill, Barry, CF99 0AB")])
    sql = "SELECT event, known_on, detail FROM register.event WHERE event IN ('renamed', 'moved') ORDER BY 1"
    assert editions.ask(Y17, sql) == [
        ("moved", date(2017, 6, 30), "CF99 0AA -> CF99 0AB"),
        ("renamed", date(2017, 6, 30), "Lark Homes Limited -> Wrenallis Limited"),
    ]


def test_a_name_spelt_otherwise_is_no_rename(editions: Editions) -> None:
    editions.fca("2016-06", [society("1R", "Lark Co-operative Limited")]).fca("2017-06", [society("1R", "LARK COOPERATIVE LTD")])
    assert editions.ask(Y17, "SELECT count(*) FROM register.event WHERE event = 'renamed'") == [(0,)]


def test_a_retired_district_code_is_placed_under_the_active_one(editions: Editions) -> None:
    editions.fca("2017-06", [society("1R", "Lark", Society_Address="1 Town End, Barnsley, S99 0AA")])
    sql = "SELECT district_code, district_name, region_name, nation FROM register.organisation"
    assert editions.ask(Y17, sql) == [("E08000038", "Barnsley", "Yorkshire and The Humber", "England")]
    assert editions.ask(Y17, "SELECT population FROM register.district WHERE district_code = 'E08000038'") == [(1000,)]


def test_a_stated_nation_stands_where_no_postcode_places(editions: Editions) -> None:
    rows = [
        coop(
            "R000001",
            "",
            "Unknown legal form",
            "Lark of Jersey",
            "Unincorporated",
            UK_Nation="Jersey",
            Registered_Postcode="JE99 0AA",
        ),
        coop("R000002", "", "Unknown legal form", "Lark of Nowhere", "Unincorporated", UK_Nation="", Registered_Postcode=""),
    ]
    editions.cuk("2017-06", rows)
    sql = "SELECT nation, nation_basis, district_code FROM register.organisation ORDER BY organisation_id"
    assert editions.ask(Y17, sql) == [("Crown dependency", "stated", None), ("unknown", "unknown", None)]


def test_the_newest_figure_says_that_it_was_carried_forward(editions: Editions) -> None:
    editions.cuk("2016-06", [coop("R000001", "1R", "FCA", "Lark Limited")])
    editions.economic(
        "2016-06",
        [figures("R000001", 2014, "100", "2013-12-31 00:00:00"), figures("R000001", 2016, "100", "2013-12-31 00:00:00")],
    )
    sql = """SELECT latest_turnover_gbp, latest_turnover_period_end, latest_turnover_reference_year, latest_turnover_state
    FROM register.organisation"""
    assert editions.ask(Y16, sql) == [(Decimal("100.00"), date(2013, 12, 31), 2016, "carried_forward")]


def test_credit_union_income_is_never_turnover(editions: Editions) -> None:
    editions.cuk(
        "2016-06", [coop("R000001", "1C", "FCA", "Lark Credit Union Limited"), coop("R000002", "2R", "FCA", "Lark Mills Limited")]
    )
    editions.economic("2016-06", [figures("R000001", 2016, "7", "2015-09-30"), figures("R000002", 2016, "100", "2015-09-30")])
    assert editions.ask(Y16, "SELECT value, income_concept FROM register.finance ORDER BY value") == [
        (Decimal("7.00"), "credit_union_income"),
        (Decimal("100.00"), "turnover"),
    ]
    year = "SELECT turnover_gbp, credit_union_income_gbp FROM summary.turnover_by_year WHERE basis = 'reported'"
    assert editions.ask(Y16, year) == [(Decimal("107.00"), Decimal("7.00"))]
    assert editions.ask(Y16, "SELECT name FROM summary.top_by_turnover WHERE basis = 'reported'") == [("Lark Mills Limited",)]


def test_a_name_met_in_figures_alone_is_an_organisation_of_which_no_more_is_known(editions: Editions) -> None:
    editions.cuk("2016-06", [coop("R000001", "1R", "FCA", "Lark Limited")])
    editions.economic("2016-06", [figures("R000009", 2016, "5", "2015-09-30", Registered_Name="Lark Unlisted")])
    sql = "SELECT organisation_id, name, form_group, status FROM register.organisation ORDER BY 1"
    assert editions.ask(Y16, sql) == [
        ("GB-MPR-1R", "Lark Limited", "society", "live"),
        ("XI-CUK-R000009", "Lark Unlisted", "unknown", "unknown"),
    ]


def test_former_names_come_with_their_day(editions: Editions) -> None:
    row = {"CompanyNumber": "09999999", "CompanyName": "LARK CIC", "CompanyCategory": "Community Interest Company"}
    former = {"PreviousName_1.CompanyName": 'OLD "LARK" LIMITED', "PreviousName_1.CONDATE": "03/04/2015"}
    editions.house("2016-06-01", [row | former])
    sql = "SELECT name, valid_to FROM register.name WHERE kind = 'previous'"
    assert editions.ask(Y16, sql) == [('OLD "LARK" LIMITED', date(2015, 4, 3))]


def test_what_two_lists_say_of_one_organisation_happened_once(editions: Editions) -> None:
    for edition, name in (("2016-06", "Lark Homes Limited"), ("2017-06", "Wrenallis Limited")):
        editions.fca(edition, [society("1R", name)], "reconstruction").cuk(edition, [coop("R000001", "1R", "FCA", name)])
    assert editions.ask(Y17, "SELECT source FROM register.event WHERE event = 'renamed'") == [("coops_uk_organisations",)]


def test_a_lost_letter_or_blank_is_no_rename(editions: Editions) -> None:
    editions.fca("2016-06", [society("1R", "Lark Café Limited"), society("2R", "Lark Mill Limited")])
    editions.fca("2017-06", [society("1R", "Lark Caf? Limited"), society("2R", "LarkMill Limited")])
    assert editions.ask(Y17, "SELECT count(*) FROM register.event WHERE event = 'renamed'") == [(0,)]


def test_listed_on_under_another_id_is_not_left(editions: Editions) -> None:
    """Co-operative Futures went on under a new id of the list."""
    editions.cuk("2016-06", [coop("R000001", "09999999", "Companies House", "Lark Futures Limited", "Company")])
    editions.cuk("2017-06", [coop("R000002", "09999999", "Companies House", "Lark Futures Limited", "Company")])
    assert editions.ask(Y17, "SELECT count(*) FROM register.event WHERE event = 'left_the_list'") == [(0,)]
