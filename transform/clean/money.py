"""Amounts and counts: plain decimals, pence allowed, commas allowed only as thousands separators."""

from __future__ import annotations

import polars as pl

_AMOUNT = r"^-?(\d+|\d{1,3}(,\d{3})+)(\.\d{1,2})?$"


def amount_of(column: str) -> pl.Expr:
    """Give an exact amount with two decimals, or null where the text is blank or no such number."""
    text = pl.col(column).str.strip_chars().str.replace(r"^£", "")
    plain = pl.when(text.str.contains(_AMOUNT)).then(text.str.replace_all(",", "", literal=True))
    return plain.cast(pl.Decimal(18, 2), strict=False)


def count_of(column: str) -> pl.Expr:
    """Give a whole number that is not negative, or null where the text is blank or anything else."""
    text = pl.col(column).str.strip_chars()
    return pl.when(text.str.contains(r"^\d{1,15}(\.0+)?$")).then(text.str.extract(r"^(\d+)")).cast(pl.Int64)
