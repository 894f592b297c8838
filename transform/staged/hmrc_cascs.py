"""Community amateur sports clubs: one row is one club as one edition lists it."""

from __future__ import annotations

import polars as pl

from extract.source import Raw
from transform.clean.postcodes import postcode_of
from transform.clean.rejects import first_of_each, gather, malformed, unusable, without_key
from transform.clean.text import folded_name, one_line_address, tidy
from transform.register.provenance import SOURCE_LINE
from transform.table import Column, Staged, Table

NO_POSTCODE = ("—", "No data")  # what HMRC wrote in 2025 where it has none

TABLE = Table(
    "staged",
    "hmrc_cascs",
    "one community amateur sports club as one edition lists it",
    (
        SOURCE_LINE,
        Column("casc_id", "VARCHAR", "360Giving's id.", required=True, pattern="GB-CASC-[0-9a-f]{8}"),
        Column("name", "VARCHAR", "Name.", required=True),
        Column("name_folded", "VARCHAR", "Name for comparison only.", required=True),
        Column("address", "VARCHAR", "Address on one line, without its postcode and care-of parts."),
        Column("postcode", "VARCHAR", "Postcode."),
        Column("is_active", "BOOLEAN", "Whether HMRC still lists the club; null in editions before 2023, which hold listed clubs only."),
    ),
    key=("casc_id",),
    notes="The id is made of name and postcode: a club that moves, or whose spelling changes, stands under its old id as inactive "
    "and under a new one as active. Clubs that left since 2023 are not a count of clubs that closed.",
)


def stage(raw: Raw) -> Staged:
    """Give typed rows and rejects. A row without an id or a name is rejected whole, as is a repeated id."""
    text = raw.frame if "active" in raw.frame.columns else raw.frame.with_columns(pl.lit("").alias("active"))
    text = text.with_columns(pl.col("postcode").replace(dict.fromkeys(NO_POSTCODE, "")))
    active = pl.col("active").str.strip_chars().str.to_lowercase()
    typed = text.select(
        "source_line",
        pl.col("id").str.strip_chars().str.extract(r"^(GB-CASC-[0-9a-f]{8})$").alias("casc_id"),
        pl.col("id").alias("casc_id_as_written"),
        tidy("name").alias("name"),
        folded_name(pl.col("name")).alias("name_folded"),
        one_line_address("address").alias("address"),
        postcode_of("postcode").alias("postcode"),
        active.replace_strict({"true": True, "false": False}, default=None, return_dtype=pl.Boolean).alias("is_active"),
    )
    bad = [
        unusable(text, "postcode", typed, "postcode", "not_a_postcode"),
        unusable(text, "active", typed, "is_active", "not_true_or_false"),
    ]
    keyed, no_key = without_key(typed, "casc_id", "id", "bad_key: not GB-CASC- and eight hexadecimal digits")
    named, no_name = without_key(keyed, "name", "name", "bad_key: a club without a name")
    rows, repeated = first_of_each(named.select(TABLE.polars_schema().keys()), ["casc_id"])
    return Staged(rows, gather(malformed(raw), *bad, no_key, no_name, repeated), raw.records, raw.out_of_scope)
