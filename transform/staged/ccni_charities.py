"""Register of charities of Northern Ireland: one row is one charity, main or linked, as one export lists it."""

from __future__ import annotations

import polars as pl

from extract.source import Raw
from transform.clean.dates import spoken_date_of
from transform.clean.declared import COLUMNS as DECLARED
from transform.clean.declared import UNRESOLVED, declared_company
from transform.clean.money import amount_of, count_of
from transform.clean.postcodes import trailing_postcode_of
from transform.clean.rejects import first_of_each, gather, malformed, unusable, without_key
from transform.clean.text import folded_name, tidy
from transform.register.provenance import SOURCE_LINE, STATUSES
from transform.table import Column, Staged, Table

NUMBER, COMPANY = "Reg charity number", "Company number"
# What stands before a number of days differs from row to row: 'Received: 9 days late', 'Overdue: 838 days'.
_LIVE = r"(?i)^\s*(received|overdue|up-to-date|up to date|recently registered|in default|due|not yet due|late)\b"
_REMOVED = r"(?i)^\s*removed\b"

TABLE = Table(
    "staged",
    "ccni_charities",
    "one charity, main or linked, as one export of the register of Northern Ireland lists it",
    (
        SOURCE_LINE,
        Column("charity_number", "VARCHAR", "Charity number, without the prefix NIC; a linked charity has that of its main charity.", required=True, pattern="1[0-9]{5}"),
        Column("linked_charity_number", "BIGINT", "0 is the main charity.", required=True, minimum=0),
        Column("name", "VARCHAR", "Name.", required=True),
        Column("name_folded", "VARCHAR", "Name for comparison only.", required=True),
        Column("other_name", "VARCHAR", "Other name."),
        Column("status", "VARCHAR", "Status in our words: how it reports matters not, but whether it was removed.", required=True, values=STATUSES),
        Column("status_as_written", "VARCHAR", "Status in the register's words."),
        Column("governing_document", "VARCHAR", "Type of governing document in the register's words."),
        Column("registered_on", "DATE", "Day of registration as a charity."),
        Column("postcode", "VARCHAR", "Postcode with which the public address ends."),
        Column("period_start_on", "DATE", "First day of the financial period of the figures."),
        Column("period_end_on", "DATE", "Last day of that period."),
        Column("latest_income_gbp", "DECIMAL(18,2)", "Total income of that period.", unit="GBP"),
        Column("latest_expenditure_gbp", "DECIMAL(18,2)", "Total spending of that period.", unit="GBP"),
        Column("employees", "BIGINT", "Employed staff.", minimum=0),
        Column("volunteers", "BIGINT", "Volunteers in the United Kingdom and Ireland.", minimum=0),
        Column("company_number_as_written", "VARCHAR", "Company number as the export has it."),
        *DECLARED,
    ),
    key=("charity_number", "linked_charity_number"),
)


def stage(raw: Raw) -> Staged:
    """Give typed rows and rejects. A row without a charity number or a name is rejected whole, as is a repeated one."""
    text = _with_prefix(raw.frame.with_columns(pl.lit("0").alias(c) for c in ("Sub charity number",) if c not in raw.frame.columns))
    typed = text.select(
        "source_line",
        pl.col(NUMBER).str.strip_chars().str.extract(r"^(1\d{5})$").alias("charity_number"),
        tidy(NUMBER).alias("charity_number_as_written"),
        count_of("Sub charity number").alias("linked_charity_number"),
        tidy("Charity name").alias("name"),
        folded_name(pl.col("Charity name")).alias("name_folded"),
        tidy("Other name").alias("other_name"),
        _status().alias("status"),
        tidy("Status").alias("status_as_written"),
        tidy("Type of governing document").alias("governing_document"),
        spoken_date_of("Date registered").alias("registered_on"),
        trailing_postcode_of("Public address").alias("postcode"),
        spoken_date_of("Financial period start").alias("period_start_on"),
        pl.coalesce(spoken_date_of("Financial period end"), spoken_date_of("Date for financial year ending")).alias("period_end_on"),
        amount_of("Total income").alias("latest_income_gbp"),
        amount_of("Total spending").alias("latest_expenditure_gbp"),
        count_of("Employed staff").alias("employees"),
        count_of("UK and Ireland volunteers").alias("volunteers"),
        tidy("as_written").alias("company_number_as_written"),
        *declared_company(COMPANY),
    )
    bad_values = _bad_values(text, typed)
    typed = typed.with_columns(pl.col("status").fill_null("unknown"))
    keyed, no_key = without_key(typed, "charity_number", NUMBER, "bad_key: not six digits from 100000 on")
    linked, no_link = without_key(keyed, "linked_charity_number", "Sub charity number", "bad_key: not a whole number")
    named, no_name = without_key(linked, "name", "Charity name", "bad_key: a charity without a name")
    rows, repeated = first_of_each(named.select(TABLE.polars_schema().keys()), list(TABLE.key))
    return Staged(rows, gather(malformed(raw), *bad_values, no_key, no_link, no_name, repeated), raw.records, raw.out_of_scope)


def _with_prefix(text: pl.DataFrame) -> pl.DataFrame:
    """Give a company number of up to six digits its NI and lost zeros back; 0 is none, 999999 a dummy."""
    number = pl.col(COMPANY).str.strip_chars()
    none = number.str.contains(r"^(0+|0*999999)$")
    digits = number.str.contains(r"^\d{1,6}$")
    return text.with_columns(
        pl.col(COMPANY).alias("as_written"),
        pl.when(none).then(pl.lit("")).when(digits).then("NI" + number.str.zfill(6)).otherwise(pl.col(COMPANY)).alias(COMPANY),
    )


def _status() -> pl.Expr:
    status = pl.col("Status")
    return pl.when(status.str.contains(_REMOVED)).then(pl.lit("ended")).when(status.str.contains(_LIVE)).then(pl.lit("live"))


def _bad_values(text: pl.DataFrame, typed: pl.DataFrame) -> list[pl.DataFrame]:
    checks = (
        ("Status", "status", "unknown_code: neither removed nor a way of reporting; status unknown"),
        ("Date registered", "registered_on", "not_a_date"),
        ("Financial period start", "period_start_on", "not_a_date"),
        ("Financial period end", "period_end_on", "not_a_date"),
        ("Date for financial year ending", "period_end_on", "not_a_date"),
        ("Total income", "latest_income_gbp", "not_an_amount"),
        ("Total spending", "latest_expenditure_gbp", "not_an_amount"),
        ("Employed staff", "employees", "not_a_count"),
        ("UK and Ireland volunteers", "volunteers", "not_a_count"),
        (COMPANY, "declared_value", UNRESOLVED),
    )
    return [unusable(text, heading, typed, column, reason) for heading, column, reason in checks]
