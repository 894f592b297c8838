"""Credit union statistics: one row is one figure of one nation and quarter."""

from __future__ import annotations

import polars as pl

from extract.source import Raw
from transform.clean.codes import meaning_of
from transform.clean.rejects import first_of_each, gather, malformed, unusable, without_key
from transform.clean.text import tidy
from transform.lookups.tables import mapping
from transform.register.provenance import SOURCE_LINE
from transform.table import Column, Staged, Table

MEASURES = "boe_credit_union_measures.csv"
AREAS = {
    "uk": "United Kingdom", "united kingdom": "United Kingdom", "gb": "Great Britain", "great britain": "Great Britain",
    "england": "England", "scotland": "Scotland", "wales": "Wales", "northern ireland": "Northern Ireland",
}  # fmt: skip

TABLE = Table(
    "staged",
    "boe_credit_union_statistics",
    "one figure that credit unions of one area report for one quarter, added up",
    (
        SOURCE_LINE,
        Column("sheet", "VARCHAR", "Sheet of the workbook.", required=True),
        Column("cell", "VARCHAR", "Cell of the sheet, as D9; the source line only numbers the figures.", required=True, pattern="[A-Z]+[0-9]+"),
        Column("measure", "VARCHAR", "What is counted, in our words.", required=True),
        Column("title", "VARCHAR", "Title of its table, as declared.", required=True),
        Column("area", "VARCHAR", "Nation, or the whole of which it is a part.", required=True, values=tuple(dict.fromkeys(AREAS.values()))),
        Column("quarter_end", "DATE", "Last day of the quarter.", required=True),
        Column("value", "DECIMAL(18,2)", "The figure, in `unit`."),
        Column("unit", "VARCHAR", "Unit of the figure.", required=True, values=("count", "gbp_thousand")),
        Column("unit_as_written", "VARCHAR", "Unit that the sheet states nearest above."),
    ),
    key=("measure", "area", "quarter_end"),
    notes="Nations add up to the United Kingdom: never add both. The figures of an edition revise those of earlier ones.",
)


def stage(raw: Raw) -> Staged:
    """Give typed rows and rejects. Without measure, area or quarter a figure is rejected whole, as is a repeated one."""
    text = raw.frame
    amount = pl.col("value").str.replace_all(r"[,\s£]", "")
    typed = text.select(
        "source_line",
        "sheet",
        "cell",
        meaning_of("title", MEASURES).alias("measure"),
        tidy("title").alias("title"),
        pl.col("title").alias("measure_as_written"),
        pl.col("area").str.to_lowercase().replace_strict(AREAS, default=None).alias("area"),
        pl.col("area").alias("area_as_written"),
        _quarter_end("period").alias("quarter_end"),
        pl.col("period").alias("quarter_end_as_written"),
        pl.when(amount.str.contains(r"^-?\d+(\.\d+)?$")).then(amount).cast(pl.Decimal(18, 2), strict=False).alias("value"),
        pl.col("title").str.to_lowercase().replace_strict(mapping(MEASURES, meaning="unit"), default=None).alias("unit"),
        tidy("unit").alias("unit_as_written"),
    )
    # The lookup says thousands; an edition in millions would be believed a thousand times too small.
    other = (pl.col("unit") == "gbp_thousand") & pl.col("unit_as_written").str.contains(r"(?i)million|billion|£\s*(m|bn)\b").fill_null(False)
    typed = typed.with_columns(pl.when(~other).then("value").alias("value"))
    bad = unusable(text, "value", typed, "value", "not_a_number: no number, or not in thousands of pounds")
    told, no_measure = without_key(typed, "measure", "title", f"bad_key: table not in {MEASURES}")
    placed, no_area = without_key(told, "area", "area", "bad_key: not a nation")
    dated, no_quarter = without_key(placed, "quarter_end", "period", "bad_key: not the end of a quarter")
    rows, repeated = first_of_each(dated.select(TABLE.polars_schema().keys()), list(TABLE.key))
    return Staged(rows, gather(malformed(raw), bad, no_measure, no_area, no_quarter, repeated), raw.records, raw.out_of_scope)


def _quarter_end(column: str) -> pl.Expr:
    """Give the last day of `2023 Q4` or `Q4 2023`, or a day that is itself the end of a quarter."""
    text = pl.col(column).str.to_uppercase()
    year, quarter = text.str.extract(r"(\d{4})").cast(pl.Int32), text.str.extract(r"Q([1-4])").cast(pl.Int32)
    ends = pl.date(year, quarter * 3, 1).dt.month_end()
    day = text.str.to_date("%Y-%m-%d", strict=False)
    is_end = (day == day.dt.month_end()) & (day.dt.month() % 3 == 0)
    return pl.when(quarter.is_not_null()).then(ends).otherwise(pl.when(is_end).then(day))
