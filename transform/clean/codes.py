"""Code lists: a publisher's word to ours, through a lookup; a word that is not there is never guessed."""

from __future__ import annotations

import polars as pl

from transform.lookups.tables import mapping


def meaning_of(column: str, file: str) -> pl.Expr:
    """Give our word for the publisher's, ignoring case and outer blanks; null for a blank or an unknown word."""
    words = mapping(file)
    return pl.col(column).str.strip_chars().str.to_lowercase().replace_strict(words, default=None, return_dtype=pl.String)


def sic_of(column: str) -> pl.Expr:
    """Give the SIC 2007 digits (two to five) out of `47110`, `UKSIC07-4711` or `47110 - Retail sale`; null otherwise."""
    return pl.col(column).str.extract(r"^\s*(?:UKSIC\d{2}-)?(\d{2,5})(?:\s*-.*)?\s*$")
