"""Scottish Charity Register: one row is one charity as one download lists it. It states no company number."""

from __future__ import annotations

import polars as pl

from extract.source import Raw
from transform.clean.codes import meaning_of
from transform.clean.dates import date_of
from transform.clean.declared import declared_charity
from transform.clean.money import amount_of
from transform.clean.postcodes import postcode_of
from transform.clean.rejects import first_of_each, gather, malformed, unusable, without_key
from transform.clean.text import folded_name, tidy
from transform.register.provenance import FORM_GROUPS, SOURCE_LINE, STATUSES
from transform.table import Column, Staged, Table

OPTIONAL = ("Ceased Date", "Reason for removal")
DUMMY_POSTCODE = "XX0 0XX"  # stands where the regulator withholds an address
NO_DATE = "01/01/1970"
_INSOLVENT = r"(?i)\W*\bsubject to insolvency proceedings\b\W*"

TABLE = Table(
    "staged",
    "oscr_charities",
    "one charity as one download of the Scottish Charity Register lists it",
    (
        SOURCE_LINE,
        Column("charity_number", "VARCHAR", "Scottish charity number.", required=True, pattern="SC[0-9]{6}"),
        Column("name", "VARCHAR", "Name, without a note of insolvency that stands in it.", required=True),
        Column("name_folded", "VARCHAR", "Name for comparison only.", required=True),
        Column("known_as", "VARCHAR", "Other name by which it is known."),
        Column("constitutional_form", "VARCHAR", "Legal form in the register's words."),
        Column("form_group", "VARCHAR", "Form in our short list; a society or company states no number here.", required=True, values=FORM_GROUPS),
        Column("status", "VARCHAR", "Status in our words.", required=True, values=STATUSES),
        Column("status_as_written", "VARCHAR", "Status in the register's words."),
        Column("registered_on", "DATE", "Day of registration as a charity."),
        Column("ended_on", "DATE", "Day on which it ceased to be a charity; register of former charities only."),
        Column("reason_for_removal", "VARCHAR", "Why it was removed; register of former charities only."),
        Column("postcode", "VARCHAR", "Postcode of the principal office or of a trustee."),
        Column("main_operating_location", "VARCHAR", "Council area or wider area in which it mainly works, in the register's words."),
        Column("period_end_on", "DATE", "Last day of the financial year of the figures."),
        Column("latest_income_gbp", "DECIMAL(18,2)", "Income of the most recent year.", unit="GBP"),
        Column("latest_expenditure_gbp", "DECIMAL(18,2)", "Expenditure of the most recent year.", unit="GBP"),
        Column("regulatory_type", "VARCHAR", "Standard, Cross Border, Registered Social Landlord ..., in the register's words."),
        Column("parent_name", "VARCHAR", "Name of the parent charity."),
        Column("parent_charity_scheme", "VARCHAR", "Register of the parent charity's number: an association, never an identity.", values=("GB-CHC", "GB-SC", "GB-NIC")),
        Column("parent_charity_number", "VARCHAR", "The parent charity's number in that register's canonical form."),
    ),
    key=("charity_number",),
    notes="Derived from the Scottish Charity Register, which this is not.",
)


def stage(raw: Raw) -> Staged:
    """Give typed rows and rejects. A row without a Scottish charity number or a name is rejected whole, as is a repeated one."""
    text = _without_placeholders(raw.frame.with_columns(pl.lit("").alias(c) for c in OPTIONAL if c not in raw.frame.columns))
    typed = text.select(
        "source_line",
        pl.col("Charity Number").str.strip_chars().str.to_uppercase().str.extract(r"^(SC\d{6})$").alias("charity_number"),
        tidy("Charity Number").alias("charity_number_as_written"),
        tidy("Charity Name").str.replace(_INSOLVENT, "").alias("name"),
        folded_name(pl.col("Charity Name").str.replace(_INSOLVENT, "")).alias("name_folded"),
        tidy("Known As").alias("known_as"),
        tidy("Constitutional Form").alias("constitutional_form"),
        meaning_of("Constitutional Form", "oscr_constitutional_form.csv").alias("form_group"),
        meaning_of("Charity Status", "charity_status.csv").alias("status"),
        tidy("Charity Status").alias("status_as_written"),
        date_of("Registered Date").alias("registered_on"),
        date_of("Ceased Date").alias("ended_on"),
        tidy("Reason for removal").alias("reason_for_removal"),
        postcode_of("Postcode").alias("postcode"),
        tidy("Main Operating Location").alias("main_operating_location"),
        date_of("Year End").alias("period_end_on"),
        amount_of("Most recent year income").alias("latest_income_gbp"),
        amount_of("Most recent year expenditure").alias("latest_expenditure_gbp"),
        tidy("Regulatory Type").alias("regulatory_type"),
        tidy("Parent charity name").alias("parent_name"),
        *(one.name.prefix("parent_") for one in declared_charity("Parent charity number")),
        pl.col("Charity Name").str.contains(_INSOLVENT).alias("is_insolvent"),
    )
    bad_values = _bad_values(text, typed)
    insolvent = (pl.col("status") == "live") & pl.col("is_insolvent")
    typed = typed.with_columns(
        pl.when(insolvent).then(pl.lit("in_insolvency")).otherwise(pl.col("status").fill_null("unknown")).alias("status"),
        pl.col("form_group").fill_null("unknown"),
    )
    keyed, no_key = without_key(typed, "charity_number", "Charity Number", "bad_key: not SC and six digits")
    named, no_name = without_key(keyed, "name", "Charity Name", "bad_key: a charity without a name")
    rows, repeated = first_of_each(named.select(TABLE.polars_schema().keys()), ["charity_number"])
    return Staged(rows, gather(malformed(raw), *bad_values, no_key, no_name, repeated), raw.records, raw.out_of_scope)


def _without_placeholders(text: pl.DataFrame) -> pl.DataFrame:
    """Blank what the regulator writes for a blank: `-`, `-, -`, the dummy postcode, 1 January 1970."""
    plain = text.with_columns(
        pl.when(pl.col(c).str.strip_chars().is_in(("-", "-, -"))).then(pl.lit("")).otherwise(pl.col(c)).alias(c)
        for c in text.columns
        if c != "source_line"
    )
    no_postcode = pl.col("Postcode").str.strip_chars().str.to_uppercase() == DUMMY_POSTCODE
    return plain.with_columns(
        pl.when(no_postcode).then(pl.lit("")).otherwise(pl.col("Postcode")).alias("Postcode"),
        *(
            pl.when(pl.col(c).str.starts_with(NO_DATE)).then(pl.lit("")).otherwise(pl.col(c)).alias(c)
            for c in ("Registered Date", "Ceased Date", "Year End")
        ),
    )


def _bad_values(text: pl.DataFrame, typed: pl.DataFrame) -> list[pl.DataFrame]:
    checks = (
        ("Constitutional Form", "form_group", "unknown_code: not in oscr_constitutional_form.csv"),
        ("Charity Status", "status", "unknown_code: not in charity_status.csv; status unknown"),
        ("Registered Date", "registered_on", "not_a_date"),
        ("Ceased Date", "ended_on", "not_a_date"),
        ("Postcode", "postcode", "not_a_postcode"),
        ("Year End", "period_end_on", "not_a_date"),
        ("Most recent year income", "latest_income_gbp", "not_an_amount"),
        ("Most recent year expenditure", "latest_expenditure_gbp", "not_an_amount"),
        ("Parent charity number", "parent_charity_number", "unresolved_number: of no charity register of the United Kingdom"),
    )
    return [unusable(text, heading, typed, column, reason) for heading, column, reason in checks]
