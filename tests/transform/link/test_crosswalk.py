"""A society and its Companies House record: templates make candidates, name or date confirms them."""

from __future__ import annotations

from datetime import date

import pytest

from tests.transform.editions import Editions, coop, society

DAY = date(2017, 12, 31)
OUTCOME = "SELECT left_value, right_value, decision FROM register.link WHERE rule = 'crosswalk' ORDER BY ALL"


def mirror(number: str, name: str, incorporated: str = "03/02/2001") -> dict[str, str]:
    return {
        "CompanyNumber": number,
        "CompanyName": name.upper(),
        "CompanyCategory": "Registered Society",
        "IncorporationDate": incorporated,
    }


@pytest.mark.parametrize(
    ("number", "company"),
    [
        ("30027R", "IP30027R"),
        ("9982R", "IP09982R"),
        ("10663R", "IP010663"),
        ("10063R", "RS010063"),
        ("4004", "RS004004"),
        ("4796", "RS04796Z"),
        ("992RS", "SP0992RS"),
        ("1686RS", "SP001686"),
        ("1006W", "RS001006"),
        ("98C", "IP00098C"),
        ("102IP", "NP000102"),
        ("9CU", "NO000009"),
        ("43CUS", "RS00043S"),
        ("8CUS", "SP008CUS"),
    ],
)
def test_each_shape_of_number_finds_its_mirror(editions: Editions, number: str, company: str) -> None:
    editions.fca("2017-06", [society(number, "Larkmoor Society Limited")])
    editions.house("2017-06-01", [mirror(company, "Larkmoor Society Limited")])
    assert editions.ask(DAY, OUTCOME) == [(number, company, "mirror")]
    kinds = "SELECT scheme, value, kind FROM register.identifier ORDER BY scheme"
    assert editions.ask(DAY, kinds) == [("GB-COH", company, "mirror"), ("GB-MPR", number, "identity")]


def test_digits_alone_are_never_a_key(editions: Editions) -> None:
    editions.fca("2017-06", [society("11111R", "Larkmoor Society Limited")])
    editions.house("2017-06-01", [mirror("IP11111R", "Another Body Altogether", "01/01/1990")])
    assert editions.ask(DAY, OUTCOME) == [("11111R", "IP11111R", "rejected")]
    assert editions.ask(DAY, "SELECT count(*) FROM register.organisation") == [(2,)]


def test_the_registration_date_confirms_where_the_name_changed(editions: Editions) -> None:
    editions.fca("2017-06", [society("11111R", "Larkmoor New Name Limited")])
    editions.house("2017-06-01", [mirror("IP11111R", "Larkmoor Old Name Limited")])
    assert editions.ask(DAY, OUTCOME) == [("11111R", "IP11111R", "mirror")]


def test_two_mirrors_are_ambiguous(editions: Editions) -> None:
    """129CUS is RS00129S and IP129CUS."""
    editions.fca("2017-06", [society("129CUS", "Larkmoor Credit Union Limited")])
    editions.house(
        "2017-06-01", [mirror("RS00129S", "Larkmoor Credit Union Limited"), mirror("IP129CUS", "Larkmoor Credit Union Limited")]
    )
    assert [row[2] for row in editions.ask(DAY, OUTCOME)] == ["ambiguous", "ambiguous"]


def test_none_found_is_published(editions: Editions) -> None:
    editions.fca("2017-06", [society("11111R", "Larkmoor Society Limited")])
    editions.house("2017-06-01", [mirror("IP22222R", "Someone Else")])
    assert editions.ask(DAY, OUTCOME) == [("11111R", "", "no mirror")]


def test_a_mirror_carries_no_status(editions: Editions) -> None:
    """A society's Companies House record never dissolves: the registrar's deregistration stands."""
    row = society("11111R", "Larkmoor Society Limited", Society_Status="Deregistered", Deregistration_Date="2015-05-05")
    editions.fca("2017-06", [row])
    editions.house("2017-06-01", [mirror("IP11111R", "Larkmoor Society Limited")])
    assert editions.ask(DAY, "SELECT status, ended_on, status_source FROM register.organisation") == [
        ("ended", date(2015, 5, 5), "fca_mutuals")
    ]


def test_a_declared_mirror_number_is_no_identity(editions: Editions) -> None:
    """R015209 gave RS004055 in one edition and 4055CS in the next."""
    editions.cuk("2016-06", [coop("R000001", "RS004999", "FCA", "Lark Distillers Limited")])
    editions.cuk("2017-06", [coop("R000001", "4999CS", "FCA", "Lark Distillers Limited")])
    kinds = editions.ask(
        DAY, "SELECT organisation_id, scheme, kind FROM register.identifier WHERE scheme LIKE 'GB-%' ORDER BY scheme"
    )
    assert kinds == [("GB-MPR-4999", "GB-COH", "mirror"), ("GB-MPR-4999", "GB-MPR", "identity")]
