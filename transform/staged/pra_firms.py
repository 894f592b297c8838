"""What the PRA's lists of credit unions and of building societies have in common: a name and a firm reference number."""

from __future__ import annotations

import polars as pl

from extract.source import Raw
from transform.clean.rejects import first_of_each, gather, malformed, unusable, without_key
from transform.clean.text import folded_name, tidy
from transform.register.provenance import SOURCE_LINE
from transform.table import Column, Staged, Table


def firm_columns() -> tuple[Column, ...]:
    """Give the columns of a list of firms."""
    return (
        SOURCE_LINE,
        Column("frn", "VARCHAR", "Firm reference number of the Financial Services Register.", required=True, pattern="[0-9]{6,7}"),
        Column("name", "VARCHAR", "Name.", required=True),
        Column("name_folded", "VARCHAR", "Name for comparison only.", required=True),
        Column("lei", "VARCHAR", "Legal entity identifier (ISO 17442), where the list has one.", pattern="[A-Z0-9]{18}[0-9]{2}"),
    )


def stage_firms(raw: Raw, table: Table) -> Staged:
    """Give typed rows and rejects. A row without a reference number or a name is rejected whole, as is a repeated number."""
    text = raw.frame if "LEI" in raw.frame.columns else raw.frame.with_columns(pl.lit("").alias("LEI"))
    typed = text.select(
        "source_line",
        pl.col("FRN").str.strip_chars().str.extract(r"^(\d{6,7})$").alias("frn"),
        pl.col("FRN").alias("frn_as_written"),
        tidy("Firm Name").alias("name"),
        folded_name(pl.col("Firm Name")).alias("name_folded"),
        pl.col("LEI").str.strip_chars().str.to_uppercase().str.extract(r"^([A-Z0-9]{18}\d{2})$").alias("lei"),
    )
    bad = unusable(text, "LEI", typed, "lei", "not_a_legal_entity_identifier")
    keyed, no_key = without_key(typed, "frn", "FRN", "bad_key: not six or seven digits")
    named, no_name = without_key(keyed, "name", "Firm Name", "bad_key: a firm without a name")
    rows, repeated = first_of_each(named.select(table.polars_schema().keys()), ["frn"])
    return Staged(rows, gather(malformed(raw), bad, no_key, no_name, repeated), raw.records, raw.out_of_scope)
