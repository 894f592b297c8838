"""Register of charities of England and Wales: one row is one charity in scope, main or linked, as one extract lists it."""

from __future__ import annotations

import polars as pl

from extract.source import Raw
from transform.clean.codes import meaning_of
from transform.clean.dates import date_of
from transform.clean.declared import COLUMNS as DECLARED
from transform.clean.declared import UNRESOLVED, declared_company
from transform.clean.flags import flag_of
from transform.clean.money import amount_of, count_of
from transform.clean.postcodes import postcode_of
from transform.clean.rejects import first_of_each, gather, malformed, unusable, without_key
from transform.clean.text import folded_name, tidy
from transform.register.provenance import FORM_GROUPS, SOURCE_LINE, STATUSES
from transform.table import Column, Staged, Table

COMPANY = "charity_company_registration_number"

TABLE = Table(
    "staged",
    "ccew_charities",
    "one charity in scope, main or linked, as one extract of the register of England and Wales lists it",
    (
        SOURCE_LINE,
        Column("organisation_number", "VARCHAR", "The Commission's own key of a main or linked charity.", required=True, pattern="[1-9][0-9]*"),
        Column("charity_number", "VARCHAR", "Registered charity number; a linked charity has that of its main charity.", required=True, pattern="[1-9][0-9]*"),
        Column("linked_charity_number", "BIGINT", "0 is the main charity; its linked charities are counted from 1.", required=True, minimum=0),
        Column("name", "VARCHAR", "Main name.", required=True),
        Column("name_folded", "VARCHAR", "Name for comparison only.", required=True),
        Column("charity_type", "VARCHAR", "Type in the register's words; main charities only."),
        Column("form_group", "VARCHAR", "Form in our short list: that of the number it states, else charity.", required=True, values=FORM_GROUPS),
        Column("status", "VARCHAR", "Status in our words.", required=True, values=STATUSES),
        Column("status_as_written", "VARCHAR", "Registration status in the register's words."),
        Column("reporting_status", "VARCHAR", "Reporting status in the register's words."),
        Column("registered_on", "DATE", "Day of registration as a charity."),
        Column("ended_on", "DATE", "Day of removal from the register; the body may have gone on, or ended before."),
        Column("is_cio", "BOOLEAN", "Whether it is a charitable incorporated organisation."),
        Column("postcode", "VARCHAR", "Postcode of the contact address."),
        Column("period_start_on", "DATE", "First day of the latest financial period returned."),
        Column("period_end_on", "DATE", "Last day of the latest financial period returned."),
        Column("latest_income_gbp", "DECIMAL(18,2)", "Total gross income of that period.", unit="GBP"),
        Column("latest_expenditure_gbp", "DECIMAL(18,2)", "Total gross expenditure of that period.", unit="GBP"),
        Column("company_number_as_written", "VARCHAR", "Company number as somebody typed it."),
        *DECLARED,
    ),
    key=("organisation_number",),
    notes="Only charities that state a company or society number, incorporated ones, and those that another source quotes.",
)


def stage(raw: Raw) -> Staged:
    """Give typed rows and rejects. A row without its numbers or a name is rejected whole, as is a repeated one."""
    text = raw.frame
    typed = text.select(
        "source_line",
        _number("organisation_number").alias("organisation_number"),
        _number("registered_charity_number").alias("charity_number"),
        tidy("registered_charity_number").alias("charity_number_as_written"),
        tidy("organisation_number").alias("organisation_number_as_written"),
        count_of("linked_charity_number").alias("linked_charity_number"),
        tidy("charity_name").alias("name"),
        folded_name(pl.col("charity_name")).alias("name_folded"),
        tidy("charity_type").alias("charity_type"),
        meaning_of("charity_registration_status", "charity_status.csv").alias("status"),
        tidy("charity_registration_status").alias("status_as_written"),
        tidy("charity_reporting_status").alias("reporting_status"),
        date_of("date_of_registration").alias("registered_on"),
        date_of("date_of_removal").alias("ended_on"),
        flag_of("charity_is_cio").alias("is_cio"),
        flag_of("charity_insolvent").alias("is_insolvent"),
        flag_of("charity_in_administration").alias("in_administration"),
        postcode_of("charity_contact_postcode").alias("postcode"),
        date_of("latest_acc_fin_period_start_date").alias("period_start_on"),
        date_of("latest_acc_fin_period_end_date").alias("period_end_on"),
        amount_of("latest_income").alias("latest_income_gbp"),
        amount_of("latest_expenditure").alias("latest_expenditure_gbp"),
        tidy(COMPANY).alias("company_number_as_written"),
        *declared_company(COMPANY),
    )
    bad_values = _bad_values(text, typed)
    typed = typed.with_columns(_status(), _form_group())
    rejects = [malformed(raw), *bad_values]
    for column, heading, reason in (
        ("organisation_number", "organisation_number", "bad_key: not a whole number"),
        ("charity_number", "registered_charity_number", "bad_key: not a charity number"),
        ("linked_charity_number", "linked_charity_number", "bad_key: neither 0 nor the number of a linked charity"),
        ("name", "charity_name", "bad_key: a charity without a name"),
    ):
        typed, bad = without_key(typed, column, heading, reason)
        rejects.append(bad)
    rows, repeated = first_of_each(typed.select(TABLE.polars_schema().keys()), ["organisation_number"])
    return Staged(rows, gather(*rejects, repeated), raw.records, raw.out_of_scope)


def _number(heading: str) -> pl.Expr:
    return pl.col(heading).str.strip_chars().str.extract(r"^0*([1-9]\d*)$")


def _status() -> pl.Expr:
    insolvent = pl.col("is_insolvent").fill_null(False) | pl.col("in_administration").fill_null(False)
    told = pl.when((pl.col("status") == "live") & insolvent).then(pl.lit("in_insolvency")).otherwise(pl.col("status"))
    return told.fill_null("unknown").alias("status")


def _form_group() -> pl.Expr:
    """An incorporated charity is one whatever number it states (Companies House lists it under CE)."""
    by_number = pl.col("declared_scheme").replace_strict({"GB-MPR": "society", "GB-COH": "company"}, default=None)
    return pl.when(pl.col("is_cio").fill_null(False)).then(pl.lit("charity")).otherwise(by_number.fill_null("charity")).alias("form_group")


def _bad_values(text: pl.DataFrame, typed: pl.DataFrame) -> list[pl.DataFrame]:
    checks = (
        ("charity_registration_status", "status", "unknown_code: not in charity_status.csv; status unknown"),
        ("date_of_registration", "registered_on", "not_a_date"),
        ("date_of_removal", "ended_on", "not_a_date"),
        ("charity_is_cio", "is_cio", "neither_yes_nor_no"),
        ("charity_insolvent", "is_insolvent", "neither_yes_nor_no"),
        ("charity_in_administration", "in_administration", "neither_yes_nor_no"),
        ("charity_contact_postcode", "postcode", "not_a_postcode"),
        ("latest_acc_fin_period_start_date", "period_start_on", "not_a_date"),
        ("latest_acc_fin_period_end_date", "period_end_on", "not_a_date"),
        ("latest_income", "latest_income_gbp", "not_an_amount"),
        ("latest_expenditure", "latest_expenditure_gbp", "not_an_amount"),
        (COMPANY, "declared_value", UNRESOLVED),
    )
    return [unusable(text, heading, typed, column, reason) for heading, column, reason in checks]
