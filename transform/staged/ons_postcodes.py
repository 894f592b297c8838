"""ONS postcodes: one row is one postcode and the areas it lies in."""

from __future__ import annotations

import polars as pl

from extract.source import Raw
from transform.clean.postcodes import SHAPE, spaced
from transform.clean.rejects import gather, malformed, unusable, without_key
from transform.register.provenance import SOURCE_LINE
from transform.table import Column, Staged, Table

TABLE = Table(
    "staged",
    "ons_postcodes",
    "one postcode, live or terminated",
    (
        SOURCE_LINE,
        Column("postcode", "VARCHAR", "Postcode, 'AA9A 9AA'.", required=True),
        Column("district_code", "VARCHAR", "ONS district code as published, which may since have been replaced."),
        Column("region_code", "VARCHAR", "ONS region code; England only."),
        Column("nation_code", "VARCHAR", "ONS nation code."),
    ),
    key=("postcode",),
    published=False,
    notes="Used to place organisations; never republished (Northern Ireland postcodes are licensed for internal use).",
)


def stage(raw: Raw) -> Staged:
    """Give typed rows and rejects. Pseudo-codes of the Crown dependencies (…999999) are no districts and become null."""
    packed = pl.col("pcds").str.to_uppercase().str.replace_all(" ", "", literal=True)

    def code(column: str) -> pl.Expr:
        return pl.col(column).str.extract(r"^([A-Z]\d{8})$").replace_strict(dict.fromkeys(_PSEUDO), default=pl.col(column))

    typed = raw.frame.select(
        "source_line",
        pl.when(packed.str.contains(SHAPE)).then(spaced(packed)).alias("postcode"),
        pl.col("pcds").alias("postcode_as_written"),
        code("lad").replace("", None).alias("district_code"),
        code("rgn").replace("", None).alias("region_code"),
        code("ctry").replace("", None).alias("nation_code"),
    )
    kept, no_key = without_key(typed, "postcode", "pcds", "bad_key: not a postcode")
    bad = unusable(raw.frame.filter(~pl.col("lad").is_in(_PSEUDO)), "lad", typed.filter(~raw.frame["lad"].is_in(_PSEUDO)), "district_code", "not_an_area_code")
    return Staged(kept.select(TABLE.polars_schema().keys()), gather(malformed(raw), bad, no_key), raw.records, raw.out_of_scope)


_PSEUDO = ("L99999999", "M99999999", "L93000001", "M83000003")
