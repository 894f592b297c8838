"""Co-operatives UK economy: one row is one organisation's (or aggregate's) figures for one Economic Year."""

from __future__ import annotations

import polars as pl

from extract.source import Raw
from transform.clean.dates import date_of
from transform.clean.money import amount_of, count_of
from transform.clean.rejects import first_of_each, gather, malformed, unusable, without_key
from transform.clean.text import tidy
from transform.register.provenance import NATIONS, SOURCE_LINE
from transform.table import Column, Staged, Table

TABLE = Table(
    "staged",
    "coops_uk_economic",
    "the figures of one organisation, or of one publisher's aggregate, for one Economic Year",
    (
        SOURCE_LINE,
        Column("row_kind", "VARCHAR", "Organisation, or an aggregate that the publisher adds to its totals.", required=True, values=("organisation", "aggregate")),
        Column("unit_id", "VARCHAR", "Co-operatives UK id, or the label of the aggregate.", required=True),
        Column("name", "VARCHAR", "Name as written.", required=True),
        Column("aggregate_nation", "VARCHAR", "Nation named in the label of an aggregate.", values=NATIONS),
        Column("turnover_gbp", "DECIMAL(18,2)", "Turnover; the publisher shows credit unions' income here too.", unit="GBP"),
        Column("profit_before_tax_gbp", "DECIMAL(18,2)", "Profit before tax.", unit="GBP"),
        Column("member_funds_gbp", "DECIMAL(18,2)", "Member or shareholder funds.", unit="GBP"),
        Column("gross_value_added_gbp", "DECIMAL(18,2)", "Gross value added; editions since 2019.", unit="GBP"),
        Column("memberships", "BIGINT", "Memberships (not persons)."),
        Column("employees", "BIGINT", "Employees."),
        Column("is_newest_held", "BOOLEAN", "The publisher's 'Is Most Recent?': newest figure held. Not the carry-forward flag."),
        Column("year_end", "DATE", "Year end date of the accounts."),
        Column("reference_year", "INTEGER", "Economic Year.", required=True, minimum=1990, maximum=2100),
        Column("in_window", "BOOLEAN", "Whether the year end lies in the Economic Year's window, 1 February y-1 to 31 January y.", required=True),
    ),
    key=("unit_id", "reference_year"),
)

_AMOUNTS = {
    "Turnover": "turnover_gbp",
    "Profit before tax": "profit_before_tax_gbp",
    "Member/Shareholder Funds": "member_funds_gbp",
    "GVA": "gross_value_added_gbp",
}
_COUNTS = {"Memberships": "memberships", "Employees": "employees"}


def stage(raw: Raw) -> Staged:
    """Give typed rows and rejects. `N/a` in place of an id marks the publisher's aggregates: kept, as such."""
    text = raw.frame if "GVA" in raw.frame.columns else raw.frame.with_columns(pl.lit("").alias("GVA"))
    written = pl.col("CUK Organisation ID").str.strip_chars()
    aggregate = written.str.to_lowercase().is_in(["n/a", "na"])
    year = pl.col("Economic Year").str.strip_chars().str.extract(r"^((?:19|20)\d{2})$").cast(pl.Int32)
    year_end = date_of("Year End Date")
    window = year_end.is_between(pl.date(year - 1, 2, 1), pl.date(year, 1, 31))
    typed = text.select(
        "source_line",
        pl.when(aggregate).then(pl.lit("aggregate")).otherwise(pl.lit("organisation")).alias("row_kind"),
        pl.when(aggregate).then(tidy("Registered Name")).otherwise(written.str.extract(r"^(R\d{6})$")).alias("unit_id"),
        written.alias("unit_id_as_written"),
        tidy("Registered Name").fill_null("(not named)").alias("name"),
        pl.when(aggregate)
        .then(pl.col("Registered Name").str.extract(r"(England|Scotland|Wales|Northern Ireland)"))
        .alias("aggregate_nation"),
        *(amount_of(heading).alias(column) for heading, column in _AMOUNTS.items()),
        *(count_of(heading).alias(column) for heading, column in _COUNTS.items()),
        pl.col("Is Most Recent?").str.strip_chars().replace_strict({"1": True, "0": False}, default=None).alias("is_newest_held"),
        year_end.alias("year_end"),
        year.alias("reference_year"),
        window.fill_null(value=False).alias("in_window"),
    )
    bad_values = [
        *(unusable(text, heading, typed, column, "not_an_amount") for heading, column in _AMOUNTS.items()),
        *(unusable(text, heading, typed, column, "not_a_count") for heading, column in _COUNTS.items()),
        unusable(text, "Is Most Recent?", typed, "is_newest_held", "unknown_code: neither 0 nor 1"),
        unusable(text, "Year End Date", typed, "year_end", "not_a_date"),
    ]
    keyed, no_key = without_key(typed, "unit_id", "CUK Organisation ID", "bad_key: neither R and six digits nor N/a")
    dated, no_year = without_key(keyed, "reference_year", "Economic Year", "bad_key: no year")
    rows, repeated = first_of_each(dated.select(TABLE.polars_schema().keys()), ["unit_id", "reference_year"])
    rejects = gather(malformed(raw), *bad_values, no_key, no_year, repeated)
    return Staged(rows, rejects, raw.records, raw.out_of_scope)
