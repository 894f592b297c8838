"""UK SIC 2007: one row is one code that a company may choose."""

from __future__ import annotations

import polars as pl

from extract.source import Raw
from transform.clean.rejects import first_of_each, gather, malformed, without_key
from transform.clean.text import tidy
from transform.register.provenance import SOURCE_LINE
from transform.table import Column, Staged, Table

CODE, LABEL = "SIC Code", "Description"
VERSION = "UK SIC 2007"

TABLE = Table(
    "staged",
    "sic_codes",
    "one activity code of the condensed list",
    (
        SOURCE_LINE,
        Column("sic_code", "VARCHAR", "Five digits; the file has lost leading zeros.", required=True, pattern="[0-9]{5}"),
        Column("division_code", "VARCHAR", "Its first two digits.", required=True, pattern="[0-9]{2}"),
        Column("description", "VARCHAR", "What it stands for.", required=True),
        Column("version", "VARCHAR", "Classification that the code belongs to.", required=True, values=(VERSION,)),
    ),
    key=("sic_code",),
)


def stage(raw: Raw) -> Staged:
    """Give typed rows and rejects. A row without a code or a description is rejected whole, as is a repeated code."""
    code = pl.col(CODE).str.strip_chars().str.extract(r"^(\d{4,5})$").str.zfill(5)
    typed = raw.frame.select(
        "source_line",
        code.alias("sic_code"),
        pl.col(CODE).alias("sic_code_as_written"),
        code.str.head(2).alias("division_code"),
        tidy(LABEL).alias("description"),
        pl.lit(VERSION).alias("version"),
    )
    keyed, no_key = without_key(typed, "sic_code", CODE, "bad_key: not four or five digits")
    told, no_label = without_key(keyed, "description", LABEL, "bad_key: a code without a description")
    rows, repeated = first_of_each(told.select(TABLE.polars_schema().keys()), ["sic_code"])
    return Staged(rows, gather(malformed(raw), no_key, no_label, repeated), raw.records, raw.out_of_scope)
