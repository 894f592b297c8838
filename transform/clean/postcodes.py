"""British postcodes, written 'AA9A 9AA'."""

from __future__ import annotations

import polars as pl

# GIR 0AA was a bank of its own; NPT was Newport until 1984 and still stands in the directory.
SHAPE = r"^(GIR0AA|NPT[0-9][A-Z]{2}|[A-Z]{1,2}[0-9][0-9A-Z]?[0-9][A-Z]{2})$"
_IN_TEXT = r"\b([A-Z]{1,2}[0-9][0-9A-Z]?)\s*([0-9][A-Z]{2})\s*$"


def postcode_of(column: str) -> pl.Expr:
    """Give a well-formed postcode out of a column that holds nothing else; null where it is none."""
    packed = pl.col(column).str.to_uppercase().str.replace_all(r"[^A-Z0-9]", "")
    return pl.when(packed.str.contains(SHAPE)).then(spaced(packed))


def trailing_postcode_of(column: str) -> pl.Expr:
    """Give the postcode with which an address ends; null where it ends with none."""
    groups = pl.col(column).str.to_uppercase().str.extract_groups(_IN_TEXT)
    return pl.concat_str([groups.struct[0], pl.lit(" "), groups.struct[1]])


def spaced(packed: pl.Expr) -> pl.Expr:
    """Put the blank before the last three characters."""
    return packed.str.head(-3) + " " + packed.str.tail(3)
