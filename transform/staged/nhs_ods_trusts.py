"""NHS trusts: one row is one trust as one report lists it."""

from __future__ import annotations

import polars as pl

from extract.source import Raw
from transform.clean.dates import compact_date_of
from transform.clean.postcodes import postcode_of
from transform.clean.rejects import first_of_each, gather, malformed, unusable, without_key
from transform.clean.text import folded_name, one_line_address, tidy
from transform.register.provenance import SOURCE_LINE
from transform.table import Column, Staged, Table

TABLE = Table(
    "staged",
    "nhs_ods_trusts",
    "one NHS trust as one report lists it",
    (
        SOURCE_LINE,
        Column("ods_code", "VARCHAR", "Code of the Organisation Data Service.", required=True, pattern="[0-9A-Z]{3,8}"),
        Column("name", "VARCHAR", "Name.", required=True),
        Column("name_folded", "VARCHAR", "Name for comparison only.", required=True),
        Column("is_foundation_trust", "BOOLEAN", "Whether the name says 'NHS foundation trust': a public benefit corporation with members.", required=True),
        Column("national_grouping_code", "VARCHAR", "NHS England region, as the service codes it."),
        Column("health_geography_code", "VARCHAR", "Integrated care board, as the service codes it."),
        Column("address", "VARCHAR", "Address on one line, without its postcode."),
        Column("postcode", "VARCHAR", "Postcode."),
        Column("opened_on", "DATE", "Open date."),
        Column("closed_on", "DATE", "Close date, which may lie after the day of the report."),
    ),
    key=("ods_code",),
    notes="Closed trusts are listed since the end of 2025 only: a trust that is missing before was open or not there yet. Whether "
    "foundation trusts are mutuals is a question of definition; they are marked, not mixed in.",
)


def stage(raw: Raw) -> Staged:
    """Give typed rows and rejects. A row without a code or a name is rejected whole, as is a repeated code."""
    text = raw.frame
    typed = text.select(
        "source_line",
        pl.col("Code").str.strip_chars().str.to_uppercase().str.extract(r"^([0-9A-Z]{3,8})$").alias("ods_code"),
        pl.col("Code").alias("ods_code_as_written"),
        tidy("Name").alias("name"),
        folded_name(pl.col("Name")).alias("name_folded"),
        tidy("Name").str.contains(r"(?i)\bNHS FOUNDATION TRUST\b").fill_null(False).alias("is_foundation_trust"),
        tidy("National Grouping").alias("national_grouping_code"),
        tidy("High Level Health Geography").alias("health_geography_code"),
        one_line_address(*(f"Address Line {place}" for place in range(1, 6))).alias("address"),
        postcode_of("Postcode").alias("postcode"),
        compact_date_of("Open Date").alias("opened_on"),
        compact_date_of("Close Date").alias("closed_on"),
    )
    bad = [
        unusable(text, "Postcode", typed, "postcode", "not_a_postcode"),
        unusable(text, "Open Date", typed, "opened_on", "not_a_date"),
        unusable(text, "Close Date", typed, "closed_on", "not_a_date"),
    ]
    keyed, no_key = without_key(typed, "ods_code", "Code", "bad_key: not three to eight capitals and digits")
    named, no_name = without_key(keyed, "name", "Name", "bad_key: a trust without a name")
    rows, repeated = first_of_each(named.select(TABLE.polars_schema().keys()), ["ods_code"])
    return Staged(rows, gather(malformed(raw), *bad, no_key, no_name, repeated), raw.records, raw.out_of_scope)
