"""Numbers that people typed: which register they belong to, and which stay undecided."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transform.clean.declared import declared_charity, declared_company
from transform.clean.flags import flag_of


def company(text: str) -> tuple[str | None, str | None, str | None]:
    found: tuple[str | None, str | None, str | None] = pl.DataFrame({"n": [text]}).select(*declared_company("n")).row(0)
    return found


def charity(text: str) -> tuple[str | None, str | None]:
    found: tuple[str | None, str | None] = pl.DataFrame({"n": [text]}).select(*declared_charity("n")).row(0)
    return found


@pytest.mark.parametrize(
    ("text", "scheme", "value", "by"),
    [
        ("IP29840R", "GB-MPR", "29840R", "shape"),
        (" 29840 r", "GB-MPR", "29840R", "shape"),
        ("7337CBS", "GB-MPR", "7337", "shape"),
        ("CU000100", "GB-MPR", "100CU", "shape"),
        ("RS007337", "GB-COH", "RS007337", "registrar"),
        ("SP2345RS", "GB-COH", "SP2345RS", "registrar"),
        ("IP028937", "GB-COH", "IP028937", "registrar"),
        ("CE012345", "GB-COH", "CE012345", "registrar"),
        ("sc123456", "GB-COH", "SC123456", "registrar"),
        ("01629011", "GB-COH", "01629011", "registrar"),
        ("1629011", "GB-COH", "01629011", "registrar"),
        ("1629011.0", "GB-COH", "01629011", "registrar"),
    ],
)
def test_company_numbers(text: str, scheme: str, value: str, by: str) -> None:
    assert company(text) == (scheme, value, by)


@pytest.mark.parametrize("text", ["", "0", "00000000", "461773", "7337", "IP28937", "n/a", "123456789", "29840X", "RC000123456"])
def test_numbers_that_stay_undecided(text: str) -> None:
    assert company(text) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "scheme", "value"),
    [
        ("1234567", "GB-CHC", "1234567"),
        ("1234567-1", "GB-CHC", "1234567"),
        ("0212345", "GB-CHC", "212345"),
        ("1234567.0", "GB-CHC", "1234567"),
        ("SC012345", "GB-SC", "SC012345"),
        ("NIC100019", "GB-NIC", "100019"),
        ("12345", None, None),
        ("exempt", None, None),
        ("", None, None),
    ],
)
def test_charity_numbers(text: str, scheme: str | None, value: str | None) -> None:
    assert charity(text) == (scheme, value)


@given(st.text(st.sampled_from("0123456789IPRSCUNE .-/x"), max_size=12))
def test_whatever_is_typed_value_and_scheme_come_and_go_together(text: str) -> None:
    scheme, value, by = company(text)
    assert (scheme is None) == (value is None) == (by is None)
    assert value is None or len(value) == 8 or scheme == "GB-MPR"
    assert (charity(text)[0] is None) == (charity(text)[1] is None)


def test_flags() -> None:
    frame = pl.DataFrame({"f": ["True", " false ", "Y", "N", "1", "0", "", "perhaps"]})
    assert frame.select(flag_of("f")).to_series().to_list() == [True, False, True, False, True, False, None, None]
