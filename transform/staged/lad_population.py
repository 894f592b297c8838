"""Populations: one row is one authority; only those of the lowest tier carry people that may be added up."""

from __future__ import annotations

import polars as pl

from extract.source import Raw
from transform.clean.rejects import gather, malformed, unusable, without_key
from transform.clean.text import tidy
from transform.register.provenance import SOURCE_LINE
from transform.table import Column, Staged, Table

TABLE = Table(
    "staged",
    "lad_population",
    "one local authority there is or has been, of any tier",
    (
        SOURCE_LINE,
        Column("authority_code", "VARCHAR", "The compiler's three- or four-letter code.", required=True),
        Column("name", "VARCHAR", "Name.", required=True),
        Column("district_code", "VARCHAR", "ONS code; a retired authority may have none."),
        Column("is_lowest_tier", "BOOLEAN", "District or unitary: counties and combined authorities would count people twice.", required=True),
        Column("is_current", "BOOLEAN", "Whether the authority exists now.", required=True),
        Column("population", "BIGINT", "Mid-year population."),
    ),
    key=("source_line",),
)


def stage(raw: Raw) -> Staged:
    """Give typed rows and rejects."""
    text = raw.frame if "gss-code" in raw.frame.columns else _as_compiled(raw.frame)
    people = pl.col("pop-2020").str.strip_chars().str.extract(r"^(\d+)(?:\.0+)?$").cast(pl.Int64)
    typed = text.select(
        "source_line",
        tidy("local-authority-code").alias("authority_code"),
        tidy("nice-name").alias("name"),
        pl.col("gss-code").str.strip_chars().str.extract(r"^([ENSW]\d{8})$").alias("district_code"),
        pl.col("lower-or-unitary").str.strip_chars().str.to_lowercase().eq("true").alias("is_lowest_tier"),
        pl.col("current-authority").str.strip_chars().str.to_lowercase().eq("true").alias("is_current"),
        people.alias("population"),
    )
    bad = [
        unusable(text, "pop-2020", typed, "population", "not_a_count"),
        unusable(text, "gss-code", typed, "district_code", "not_an_area_code"),
    ]
    keyed, no_key = without_key(typed, "authority_code", "local-authority-code", "bad_key: no code")
    named, no_name = without_key(keyed, "name", "nice-name", "bad_key: no name")
    return Staged(named, gather(malformed(raw), *bad, no_key, no_name), raw.records, raw.out_of_scope)


def _as_compiled(nomis: pl.DataFrame) -> pl.DataFrame:
    """Give Nomis's three columns under the compiler's headings: all its areas are districts that exist."""
    return nomis.select(
        "source_line",
        pl.col("GEOGRAPHY_CODE").alias("local-authority-code"),
        pl.col("GEOGRAPHY_NAME").alias("nice-name"),
        pl.col("GEOGRAPHY_CODE").alias("gss-code"),
        pl.col("OBS_VALUE").alias("pop-2020"),
        pl.lit("true").alias("lower-or-unitary"),
        pl.lit("true").alias("current-authority"),
    )
