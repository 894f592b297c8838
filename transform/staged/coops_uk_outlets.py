"""Co-operatives UK outlets: one row is one place where a co-operative trades."""

from __future__ import annotations

import polars as pl

from extract.source import Raw
from transform.clean.postcodes import postcode_of
from transform.clean.rejects import gather, malformed, unusable, without_key
from transform.clean.text import one_line_address, tidy
from transform.register.provenance import SOURCE_LINE
from transform.table import Column, Staged, Table

TABLE = Table(
    "staged",
    "coops_uk_outlets",
    "one outlet of one co-operative as one edition lists it",
    (
        SOURCE_LINE,
        Column("cuk_id", "VARCHAR", "Co-operatives UK id of the organisation.", required=True, pattern="R[0-9]{6}"),
        Column("name", "VARCHAR", "Registered name of the organisation."),
        Column("outlet_name", "VARCHAR", "Name of the outlet."),
        Column("address", "VARCHAR", "Address on one line, without its postcode and care-of parts."),
        Column("postcode", "VARCHAR", "Postcode."),
    ),
    key=("source_line",),
)


def stage(raw: Raw) -> Staged:
    """Give typed rows and rejects. An outlet has no key of its own: lines tell them apart, and none is a duplicate."""
    typed = raw.frame.select(
        "source_line",
        pl.col("CUK Organisation ID").str.strip_chars().str.extract(r"^(R\d{6})$").alias("cuk_id"),
        pl.col("CUK Organisation ID").alias("cuk_id_as_written"),
        tidy("Registered Name").alias("name"),
        tidy("Outlet Name").alias("outlet_name"),
        one_line_address("Street", "City", "State/Province").alias("address"),
        postcode_of("Postcode").alias("postcode"),
    )
    bad = unusable(raw.frame, "Postcode", typed, "postcode", "not_a_postcode")
    rows, no_key = without_key(typed, "cuk_id", "CUK Organisation ID", "bad_key: not R and six digits")
    return Staged(rows.select(TABLE.polars_schema().keys()), gather(malformed(raw), bad, no_key), raw.records, raw.out_of_scope)
