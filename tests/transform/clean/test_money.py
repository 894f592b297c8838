"""Amounts are exact; counts are whole; anything else is nothing."""

from __future__ import annotations

from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transform.clean.money import amount_of, count_of


def amount(text: str) -> Decimal | None:
    return pl.DataFrame({"a": [text]}).select(amount_of("a")).to_series()[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("64885639.61", Decimal("64885639.61")),
        ("9301000000", Decimal("9301000000.00")),
        ("-562", Decimal("-562.00")),
        ("1,234,567.5", Decimal("1234567.50")),
        ("£120", Decimal("120.00")),
        ("0", Decimal("0.00")),
        ("12,34", None),  # no thousands separator stands there
        ("1.234", None),  # thousandths of a pound: a foreign separator or a mistake
        ("n/a", None),
        ("1e6", None),
        ("", None),
    ],
)
def test_an_amount_is_exact_or_nothing(text: str, value: Decimal | None) -> None:
    assert amount(text) == value


@given(st.decimals(min_value=-(10**15), max_value=10**15, places=2))
def test_what_is_written_is_what_is_read(value: Decimal) -> None:
    assert amount(f"{value:f}") == value
    assert amount(f"{value:,f}") == value


@pytest.mark.parametrize(("text", "value"), [("462", 462), ("14.0", 14), ("-3", None), ("3.5", None), ("", None), ("many", None)])
def test_a_count_is_whole_and_not_negative(text: str, value: int | None) -> None:
    assert pl.DataFrame({"c": [text]}).select(count_of("c")).to_series()[0] == value
