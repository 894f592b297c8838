"""Numbers in all the spellings that registers and people use."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transform.clean.identifiers import company_number, society_number, spellings


def society(text: str) -> str | None:
    return pl.DataFrame({"t": [text]}).select(society_number(pl.col("t"))).to_series()[0]


def company(text: str) -> str | None:
    return pl.DataFrame({"t": [text]}).select(company_number(pl.col("t"))).to_series()[0]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("30027R", "30027R"),
        ("30027 r", "30027R"),
        ("IP30027R", "30027R"),
        ("IP00702C", "702C"),
        ("CU000100", "100CU"),
        ("CU00012", "12CU"),  # one edition wrote five digits
        ("IP102", "102IP"),
        ("102IP", "102IP"),
        ("7337CBS", "7337"),
        ("4149CS", "4149"),
        ("7309CSB", "7309"),  # a misspelling of CBS
        ("4196", "4196"),
        ("129CUS", "129CUS"),
        ("RS004055", None),  # Companies House's number of a society: a mirror, not the society's number
        ("I25", None),  # Isle of Man
        ("440", None),  # bare digits that have lost their suffix
        ("8562208", None),
        ("", None),
        ("R", None),
    ],
)
def test_society_numbers(text: str, number: str | None) -> None:
    assert society(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1629011", "01629011"),  # seven digits: a spreadsheet took the zero
        ("01629011", "01629011"),
        ("sc445994", "SC445994"),
        ("IP30027R", "IP30027R"),
        ("SP0992RS", "SP0992RS"),
        ("461773", None),  # six digits: SC461773 in truth
        ("XCP-0099", None),
        ("", None),
    ],
)
def test_company_numbers(text: str, number: str | None) -> None:
    assert company(text) == number


@given(st.integers(min_value=1, max_value=99999), st.sampled_from(["R", "RS", "C", "CUS", "CU", "IP", "W", "SA"]))
def test_a_canonical_number_is_its_own_canonical_form(digits: int, suffix: str) -> None:
    number = f"{digits}{suffix}"
    assert society(number) == number
    assert society(f"000{digits} {suffix.lower()}") == number


@pytest.mark.parametrize("text", ["IP30027R", "30027R", "30027 r", "GB-MPR-30027R"])
def test_a_person_finds_a_society_by_any_spelling(text: str) -> None:
    assert spellings(text)[0] == "30027R"


def test_a_person_finds_a_company_without_its_zero() -> None:
    assert "01629011" in spellings("1629011")


@given(st.text(max_size=24))
def test_no_spelling_raises(text: str) -> None:
    assert all(any(ch.isdigit() for ch in value) for value in spellings(text))
