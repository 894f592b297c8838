"""Postcodes alone in a column, or at the end of an address."""

from __future__ import annotations

import polars as pl
import pytest

from transform.clean.postcodes import postcode_of, trailing_postcode_of


@pytest.mark.parametrize(
    ("text", "postcode"),
    [
        ("M60 0AG", "M60 0AG"),
        ("m600ag", "M60 0AG"),
        (" EC1M  4AN ", "EC1M 4AN"),
        ("NPT 0AD", "NPT 0AD"),  # Newport until 1984, still in the directory
        ("TA7 ONZ", None),  # the letter O for a nought
        ("BT78", None),  # half a postcode
        ("", None),
    ],
)
def test_a_column_of_postcodes(text: str, postcode: str | None) -> None:
    assert pl.DataFrame({"p": [text]}).select(postcode_of("p")).to_series()[0] == postcode


@pytest.mark.parametrize(
    ("address", "postcode"),
    [
        ("1 Mill Lane, Larkmoor, LM1 2AB", "LM1 2AB"),
        ("1 Mill Lane,,,Larkmoor LM12AB", "LM1 2AB"),
        ("Unit A1 1AA, Larkmoor", None),  # not at the end: a unit, not a postcode
        ("Larkmoor", None),
    ],
)
def test_the_end_of_an_address(address: str, postcode: str | None) -> None:
    assert pl.DataFrame({"p": [address]}).select(trailing_postcode_of("p")).to_series()[0] == postcode
