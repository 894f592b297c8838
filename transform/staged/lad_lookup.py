"""District codes: one row is one code there has been, with the one active now."""

from __future__ import annotations

import polars as pl

from extract.source import Raw
from transform.clean.codes import meaning_of
from transform.clean.rejects import first_of_each, gather, malformed, unusable, without_key
from transform.clean.text import tidy
from transform.register.provenance import NATIONS, SOURCE_LINE
from transform.table import Column, Staged, Table

TABLE = Table(
    "staged",
    "lad_lookup",
    "one local authority district code there has been",
    (
        SOURCE_LINE,
        Column("district_code", "VARCHAR", "Code, active or retired.", required=True, pattern="[ENSW][0-9]{8}"),
        Column("active_code", "VARCHAR", "Code that is active now for the same area.", required=True, pattern="[ENSW][0-9]{8}"),
        Column("active_name", "VARCHAR", "Name of the active district.", required=True),
        Column("region_code", "VARCHAR", "ONS code of the English region, where there is one."),
        Column("region_name", "VARCHAR", "Name of the region, else of the nation."),
        Column("nation", "VARCHAR", "Nation.", required=True, values=NATIONS),
        Column("is_active", "BOOLEAN", "Whether this code is itself active.", required=True),
    ),
    key=("district_code",),
)


def stage(raw: Raw) -> Staged:
    """Give typed rows and rejects. A code without an active successor is rejected whole."""

    def code(column: str) -> pl.Expr:
        return pl.col(column).str.strip_chars().str.extract(r"^([ENSW]\d{8})$")

    text = raw.frame
    typed = text.select(
        "source_line",
        code("LADCD").alias("district_code"),
        code("LADCD_ACTIVE").alias("active_code"),
        tidy("LADNM_ACTIVE").alias("active_name"),
        pl.col("RGNCD").str.strip_chars().str.extract(r"^(E12\d{6})$").alias("region_code"),
        tidy("RGNNM").alias("region_name"),
        meaning_of("CTRYNM", "nations.csv").alias("nation"),
        pl.col("Current").str.strip_chars().str.to_uppercase().eq("TRUE").alias("is_active"),
    )
    bad = unusable(text, "CTRYNM", typed, "nation", "unknown_code: not in nations.csv")
    keyed, no_key = without_key(typed, "district_code", "LADCD", "bad_key: not a district code")
    placed, no_area = without_key(keyed, "active_code", "LADCD_ACTIVE", "bad_key: no active code")
    known, no_nation = without_key(placed, "nation", "CTRYNM", "bad_key: no nation")
    rows, repeated = first_of_each(known, ["district_code"])
    return Staged(rows, gather(malformed(raw), bad, no_key, no_area, no_nation, repeated), raw.records, raw.out_of_scope)
