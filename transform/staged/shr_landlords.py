"""Scottish social landlords: one row is one landlord in one financial year."""

from __future__ import annotations

import polars as pl

from extract.source import Raw
from transform.clean.money import amount_of
from transform.clean.rejects import first_of_each, gather, malformed, unusable, without_key
from transform.clean.text import folded_name, tidy
from transform.register.provenance import SOURCE_LINE
from transform.table import Column, Staged, Table

TABLE = Table(
    "staged",
    "shr_landlords",
    "one social landlord of Scotland in one financial year",
    (
        SOURCE_LINE,
        Column("landlord_number", "VARCHAR", "Registration number of the regulator, upper case, without blanks.", required=True, pattern="[A-Z]*[0-9]+[A-Z]*"),
        Column("financial_year", "VARCHAR", "Financial year, 2024/2025.", required=True, pattern="[0-9]{4}/[0-9]{4}"),
        Column("reference_year", "INTEGER", "Calendar year in which the financial year ends.", required=True),
        Column("name", "VARCHAR", "Name.", required=True),
        Column("name_folded", "VARCHAR", "Name for comparison only.", required=True),
        Column("constitution", "VARCHAR", "Constitution in the regulator's words."),
        Column("clients", "VARCHAR", "Whom it houses, in the regulator's words."),
        Column("landlord_type", "VARCHAR", "Type in the regulator's words."),
        Column("is_fully_mutual", "BOOLEAN", "Whether constitution or type says 'fully mutual': a co-operative of its tenants.", required=True),
        Column("turnover_as_published", "DECIMAL(18,2)", "Turnover of the statement of comprehensive income, in the file's own unit."),
    ),
    key=("landlord_number", "financial_year"),
    notes="Whether the file counts pounds or thousands is not documented: turnover is kept as published, and is not a figure to quote "
    "before that is confirmed.",
)


def stage(raw: Raw) -> Staged:
    """Give typed rows and rejects. Without number, year or name a row is rejected whole, as is a repeated number and year."""
    text = raw.frame if "Clients" in raw.frame.columns else raw.frame.with_columns(pl.lit("").alias("Clients"))
    packed = pl.col("Reg No").str.to_uppercase().str.replace_all(r"[^A-Z0-9]", "")
    written = pl.col("Financial Year").str.strip_chars()
    ends = written.str.extract(r"^(\d{4})/\d{2,4}$").cast(pl.Int32) + 1
    said = written.str.extract(r"/(\d{2}|\d{4})$").cast(pl.Int32)
    year = pl.when((said == ends) | (said == ends % 100)).then(ends)
    mutual = [pl.col(c).str.contains(r"(?i)\bfully[\s-]+mutual\b") for c in ("Constitution", "Landlord type")]
    typed = text.select(
        "source_line",
        packed.str.extract(r"^([A-Z]*\d+[A-Z]*)$").alias("landlord_number"),
        pl.col("Reg No").alias("landlord_number_as_written"),
        ((year - 1).cast(pl.String) + "/" + year.cast(pl.String)).alias("financial_year"),
        pl.col("Financial Year").alias("financial_year_as_written"),
        year.alias("reference_year"),
        tidy("Social Landlord").alias("name"),
        folded_name(pl.col("Social Landlord")).alias("name_folded"),
        tidy("Constitution").alias("constitution"),
        tidy("Clients").alias("clients"),
        tidy("Landlord type").alias("landlord_type"),
        pl.any_horizontal(mutual).fill_null(False).alias("is_fully_mutual"),
        amount_of("SOCI - Turnover").alias("turnover_as_published"),
    )
    bad = unusable(text, "SOCI - Turnover", typed, "turnover_as_published", "not_an_amount")
    keyed, no_key = without_key(typed, "landlord_number", "Reg No", "bad_key: not a registration number")
    dated, no_year = without_key(keyed, "financial_year", "Financial Year", "bad_key: not two years that follow each other")
    named, no_name = without_key(dated, "name", "Social Landlord", "bad_key: a landlord without a name")
    rows, repeated = first_of_each(named.select(TABLE.polars_schema().keys()), list(TABLE.key))
    return Staged(rows, gather(malformed(raw), bad, no_key, no_year, no_name, repeated), raw.records, raw.out_of_scope)
