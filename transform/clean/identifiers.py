"""Register numbers in their canonical form. What the numbers mean is in `lookups/number_suffixes.csv`."""

from __future__ import annotations

import re

import polars as pl

from transform.lookups.tables import number_suffixes

_DROPPED = tuple(suffix for suffix, row in number_suffixes().items() if row["kind"] == "dropped")
_KNOWN = tuple(suffix for suffix, row in number_suffixes().items() if row["kind"] == "registrar")
_COMPANY = r"^([A-Z]{2}\d{6}|[A-Z]{2}\d{5}[A-Z]|[A-Z]{2}\d{4}[A-Z]{2}|[A-Z]{2}\d{3}[A-Z]{3}|\d{8}|R\d{7})$"
SOCIETY_MIRROR_PREFIXES = ("IP", "RS", "SP", "NP", "NO", "NR", "SR")


def society_number(text: pl.Expr) -> pl.Expr:
    """Give the canonical society number: digits without leading zeros, then the suffix, upper case.

    A prefix IP or CU goes to the end (`CU000100` -> `100CU`); a Companies House spelling that ends in letters keeps only
    its tail (`IP30027R` -> `30027R`); CBS, CS and the like, which the registrar does not use, are dropped (`7337CBS` ->
    `7337`). Null where the text is no society number: other prefixes, unknown suffixes, and bare digits unless there are
    four or five of them (the series since 2014), since bare digits of other lengths have lost their suffix.
    """
    packed = text.str.to_uppercase().str.replace_all(r"[^A-Z0-9]", "")
    groups = packed.str.extract_groups(r"^(IP|CU)?0*(\d+)([A-Z]*)$")
    prefix, digits, suffix = groups.struct[0], groups.struct[1], groups.struct[2]
    tail = pl.when(suffix.is_in(_DROPPED)).then(pl.lit("")).when(suffix != "").then(suffix).otherwise(prefix.fill_null(""))
    known = tail.is_in(_KNOWN) & ((tail != "") | digits.str.contains(r"^[4-9]\d{3,4}$"))
    return pl.when(known).then(digits + tail)


def company_number(text: pl.Expr) -> pl.Expr:
    """Give an eight-character company number; seven digits get their lost zero back. Null for any other shape.

    Six digits or fewer are left null: the lost characters may have been a zero or a nation's prefix.
    """
    packed = text.str.to_uppercase().str.replace_all(r"[^A-Z0-9]", "")
    padded = pl.when(packed.str.contains(r"^\d{7}$")).then("0" + packed).otherwise(packed)
    return pl.when(padded.str.contains(_COMPANY)).then(padded)


def spellings(text: str) -> tuple[str, ...]:
    """Give the canonical numbers that a person's spelling may stand for, likeliest first; none where it has no digit.

    `IP30027R`, `30027R` and `30027 r` give `30027R`; `1629011` gives `1629011` and `01629011`; `GB-MPR-30027R` and
    `R003667` give themselves without the scheme as well.
    """
    bare = re.sub(r"^(GB|XI)-[A-Z]+-", "", text.strip().upper())
    frame = pl.DataFrame({"t": [bare]}).select(
        society_number(pl.col("t")).alias("society"), company_number(pl.col("t")).alias("company")
    )
    packed = re.sub(r"[^A-Z0-9]", "", bare)
    found = [frame["society"][0], frame["company"][0], packed, packed.zfill(8) if packed.isdigit() else packed]
    return tuple(dict.fromkeys(value for value in found if value and any(ch.isdigit() for ch in value)))
