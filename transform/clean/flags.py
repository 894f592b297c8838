"""Yes and no as registers write them."""

from __future__ import annotations

import polars as pl

_YES = ("true", "t", "yes", "y", "1")
_NO = ("false", "f", "no", "n", "0")


def flag_of(column: str) -> pl.Expr:
    """Give true or false for a yes or a no, ignoring case and outer blanks; null for a blank or anything else."""
    text = pl.col(column).str.strip_chars().str.to_lowercase()
    return pl.when(text.is_in(_YES)).then(True).when(text.is_in(_NO)).then(False)
