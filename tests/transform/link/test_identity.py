"""Who is who: each case is invented and names the real one it stands for."""

from __future__ import annotations

from datetime import date

from tests.transform.editions import Editions, coop, society

DAY = date(2017, 12, 31)
IDS = "SELECT organisation_id FROM register.organisation ORDER BY 1"
LINKS = "SELECT left_value, right_value, decision FROM register.link WHERE decision NOT IN ('no mirror') ORDER BY ALL"


def test_one_society_in_two_registers_is_one_organisation(editions: Editions) -> None:
    """30027R at the registrar, R003667 at Co-operatives UK."""
    editions.fca("2017-06", [society("11111R", "Larkmoor Party Limited")])
    editions.cuk("2017-06", [coop("R000001", "11111R", "FCA", "Larkmoor Party Limited")])
    assert editions.ask(DAY, IDS) == [("GB-MPR-11111R",)]
    assert editions.ask(DAY, "SELECT from_id, organisation_id FROM register.redirect") == [("XI-CUK-R000001", "GB-MPR-11111R")]


def test_a_credit_union_without_registrar_is_told_by_its_number(editions: Editions) -> None:
    """Cardiff and the Vale Credit Union is 400C though one edition gave it no registrar."""
    editions.fca("2017-06", [society("444C", "Larkmoor Credit Union Limited", Registered_As="Credit Union")])
    editions.cuk("2016-06", [coop("R000001", "444C", "Legal Form is not defined", "Larkmoor Credit Union Limited", "")])
    assert editions.ask(DAY, "SELECT organisation_id, form_group FROM register.organisation") == [("GB-MPR-444C", "credit_union")]


def test_a_company_that_lost_its_zero_is_itself(editions: Editions) -> None:
    """Dulas is 01629011 though one edition wrote 1629011."""
    editions.cuk("2016-06", [coop("R000001", "1999011", "Companies House", "Larkwind Ltd", "Company")])
    editions.cuk("2017-06", [coop("R000001", "01999011", "Companies House", "Larkwind Ltd", "Company")])
    assert editions.ask(DAY, IDS) == [("GB-COH-01999011",)]


def test_six_digits_of_a_scottish_company_are_not_padded(editions: Editions) -> None:
    """461773 is SC461773: the later edition says so, and before it nothing is concluded."""
    editions.cuk(
        "2016-06",
        [
            coop(
                "R000001",
                "499773",
                "Companies House",
                "Buthlark Limited",
                "Company",
                UK_Nation="Scotland",
                Incorporation_Date="1/10/2013",
            )
        ],
    )
    assert editions.ask(date(2016, 12, 31), IDS) == [("XI-CUK-R000001",)]
    editions.cuk("2017-06", [coop("R000001", "SC499773", "Companies House", "Buthlark Limited", "Company", UK_Nation="Scotland")])
    assert editions.ask(DAY, IDS) == [("GB-COH-SC499773",)]


def test_bare_digits_without_a_registrar_stay_a_lead(editions: Editions) -> None:
    editions.cuk("2016-06", [coop("R000001", "7707182", "Legal Form is not defined", "Larkmoor Academy Trust", "")])
    assert editions.ask(DAY, IDS) == [("XI-CUK-R000001",)]
    assert editions.ask(DAY, LINKS) == [("R000001", "07707182", "candidate")]


def test_an_id_used_again_is_two_organisations(editions: Editions) -> None:
    """R001770 was a workers' company in 2016 and a housing society in 2017."""
    editions.cuk("2016-06", [coop("R000001", "3999666", "Companies House", "Dig Larks Co-operative Ltd", "Company")])
    editions.cuk("2017-06", [coop("R000001", "4999CS", "FCA", "Larkcurrent Housing Co-operative Limited")])
    assert editions.ask(DAY, IDS) == [("GB-COH-03999666",), ("GB-MPR-4999",)]
    held = editions.ask(DAY, "SELECT organisation_id FROM register.identifier WHERE value = 'R000001' ORDER BY 1")
    assert held == [("GB-COH-03999666",), ("GB-MPR-4999",)]


def test_a_corrected_number_is_one_organisation_under_the_later_number(editions: Editions) -> None:
    """R003724 changed its company number between two editions, and kept its form."""
    editions.cuk("2016-06", [coop("R000001", "9999935", "Companies House", "Lark Traders Federation", "Company")])
    editions.cuk("2017-06", [coop("R000001", "09999409", "Companies House", "LTF Limited", "Company")])
    assert editions.ask(DAY, IDS) == [("GB-COH-09999409",)]
    assert editions.ask(DAY, LINKS) == [("R000001", "09999409", "identity"), ("R000001", "09999935", "candidate")]
    published_before = "SELECT organisation_id FROM register.redirect WHERE from_id = 'GB-COH-09999935'"
    assert editions.ask(DAY, published_before) == [("GB-COH-09999409",)]


def test_two_records_of_one_list_never_share_a_number(editions: Editions) -> None:
    """SC445994 was claimed by R008893 in 2016, and by R019941 too in 2017."""
    first = coop("R000001", "SC499994", "Companies House", "Larkswap Co-operative Limited", "Company")
    editions.cuk("2016-06", [first])
    editions.cuk("2017-06", [first, coop("R000002", "SC499994", "Companies House", "Larkswap Hub", "Company")])
    assert editions.ask(DAY, IDS) == [("GB-COH-SC499994",), ("XI-CUK-R000002",)]


def test_two_claims_in_one_edition_are_ambiguous_and_join_nobody(editions: Editions) -> None:
    both = [coop(f"R00000{n}", "SC499994", "Companies House", f"Larkswap {n} Limited", "Company") for n in (1, 2)]
    editions.cuk("2017-06", both)
    assert editions.ask(DAY, IDS) == [("XI-CUK-R000001",), ("XI-CUK-R000002",)]


def test_a_placeholder_number_links_nothing(editions: Editions) -> None:
    """A number held by four or more is a filler, and so is 12345678."""
    rows = [coop(f"R00000{n}", "09999999", "Companies House", f"Lark Filler {n} Limited", "Company") for n in range(1, 5)]
    editions.cuk("2017-06", [*rows, coop("R000009", "12345678", "Companies House", "Lark Ninth Limited", "Company")])
    assert all(row[0].startswith("XI-CUK-") for row in editions.ask(DAY, IDS))
    assert {row[2] for row in editions.ask(DAY, LINKS)} == {"rejected"}


def test_a_society_that_became_a_company_goes_on_as_the_company(editions: Editions) -> None:
    editions.fca("2016-06", [society("11111R", "Larkmoor Mills Limited")])
    editions.fca(
        "2017-06", [society("11111R", "Larkmoor Mills Limited", Society_Status="Deregistered", Deregistration_Date="2017-03-01")]
    )
    editions.cuk("2016-06", [coop("R000001", "11111R", "FCA", "Larkmoor Mills Limited")])
    editions.cuk("2017-06", [coop("R000001", "09999111", "Companies House", "Larkmoor Mills Limited", "Company")])
    assert editions.ask(DAY, "SELECT organisation_id, status FROM register.organisation") == [("GB-COH-09999111", "live")]
    assert editions.ask(DAY, "SELECT organisation_id FROM register.redirect WHERE from_id = 'GB-MPR-11111R'") == [
        ("GB-COH-09999111",)
    ]
    assert editions.ask(DAY, "SELECT count(*) FROM register.event WHERE event = 'converted'") == [(1,)]


def test_same_name_is_never_enough(editions: Editions) -> None:
    """186 linked societies begin 'Royal British Legion'."""
    editions.fca("2017-06", [society("11111R", "Larkmoor Legion Club Limited"), society("22222R", "Larkmoor Legion Club Limited")])
    assert editions.ask(DAY, IDS) == [("GB-MPR-11111R",), ("GB-MPR-22222R",)]


def test_a_charity_number_is_never_a_company_number(editions: Editions) -> None:
    """SC012345 is a Scottish company and a Scottish charity: the scheme decides."""
    editions.cuk(
        "2017-06",
        [
            coop("R000001", "SC012345", "OSCR", "Lark Charity", "Scottish Charitable Incorporated Organisation"),
            coop("R000002", "SC012345", "Companies House", "Lark Company Limited", "Company"),
        ],
    )
    assert editions.ask(DAY, IDS) == [("GB-COH-SC012345",), ("GB-SC-SC012345",)]


def test_digits_that_the_registrar_lists_as_they_are_join_under_the_same_name_only(editions: Editions) -> None:
    """000440 under DETINI is 440 in the registrar's list; another body of those digits is not."""
    editions.fca("2017-06", [society("440", "Fertile Larks Limited"), society("441", "Barren Larks Limited")])
    rows = [
        coop("R000001", "000440", "DETINI", "Fertile Larks Limited"),
        coop("R000002", "000441", "DETINI", "Someone Else Limited"),
    ]
    editions.cuk("2017-06", rows)
    assert editions.ask(DAY, IDS) == [("GB-MPR-440",), ("GB-MPR-441",), ("XI-CUK-R000002",)]
